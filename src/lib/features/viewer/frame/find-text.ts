import { foldText } from '#lib/ui/fold-text.ts';

/** The text of a page for finding, and where each of its pieces begins in it. */
export interface PageText {
	readonly text: string;
	readonly starts: readonly number[];
}

interface Piece {
	readonly str: string;
	readonly hasEOL: boolean;
}

/** Folded like the text that is looked for. A line ends a word; pieces of one line may be parts of a word. */
export function pageText(pieces: readonly Piece[]): PageText {
	const starts: number[] = [];
	let text = '';
	const space = (): void => {
		if (text !== '' && !text.endsWith(' ')) text += ' ';
	};
	for (const { str, hasEOL } of pieces) {
		if (/^\s/.test(str)) space();
		starts.push(text.length);
		text += foldText(str);
		if (hasEOL || /\s$/.test(str)) space();
	}
	return { text, starts };
}

/** The pieces that each occurrence of `wanted` touches, in reading order; nothing looked for is found nowhere. */
export function occurrences({ text, starts }: PageText, wanted: string): readonly (readonly number[])[] {
	const looked = foldText(wanted);
	if (looked === '') return [];
	const found: number[][] = [];
	let piece = 0;
	for (let from = text.indexOf(looked); from !== -1; from = text.indexOf(looked, from + looked.length)) {
		const end = from + looked.length;
		while (piece + 1 < starts.length && (starts[piece + 1] ?? end) <= from) piece += 1;
		const touched = [piece];
		for (let next = piece + 1; next < starts.length && (starts[next] ?? end) < end; next += 1)
			touched.push(next);
		found.push(touched);
	}
	return found;
}
