/** Text for finding: lower case, without marks, single spaces ("Xã Ia Đrăng" -> "xa ia drang"). */
export function foldText(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/đ/g, 'd')
		.replace(/\s+/g, ' ')
		.trim();
}

/**
 * Whether every word looked for begins a word of the text, marks ignored: "ia hr" finds "Xã Ia Hrung".
 * Order does not matter; nothing looked for finds everything.
 */
export function matches(text: string, wanted: string): boolean {
	const words = foldText(text).split(/[^\p{L}\p{N}]+/u);
	return foldText(wanted)
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '')
		.every((word) => words.some((candidate) => candidate.startsWith(word)));
}
