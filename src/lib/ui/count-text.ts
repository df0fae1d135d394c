/** Words as a Vietnamese office counts them: what stands between white space. */
export function countWords(text: string): number {
	return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Letters as a reader counts them: "ệ" is one, however it was typed. */
export function countCharacters(text: string): number {
	let count = 0;
	for (const segment of segmenter.segment(text.normalize('NFC'))) count += segment.segment === '' ? 0 : 1;
	return count;
}
