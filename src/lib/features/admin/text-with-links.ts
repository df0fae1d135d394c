export interface TextPart {
	readonly text: string;
	/** Where it leads; absent for plain text. */
	readonly href?: string;
}

/** Parts plain text at its addresses of the web; nothing else ever becomes a link. */
export function partsOf(text: string): TextPart[] {
	return text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/).flatMap((part, index): TextPart[] => {
		if (part === '') return [];
		return [index % 2 === 1 ? { text: part, href: part } : { text: part }];
	});
}
