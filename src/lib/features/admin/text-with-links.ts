export interface TextPart {
	readonly text: string;
	/** Where it leads; absent for plain text. */
	readonly href?: string;
}

/**
 * Parts plain text at its addresses of the web; nothing else ever becomes a link, nor does an address that `opens`
 * denies: it stays there to be read.
 */
export function partsOf(text: string, opens: (address: URL) => boolean): TextPart[] {
	return text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)])/).flatMap((part, index): TextPart[] => {
		if (part === '') return [];
		const linked = index % 2 === 1 && URL.canParse(part) && opens(new URL(part));
		return [linked ? { text: part, href: part } : { text: part }];
	});
}
