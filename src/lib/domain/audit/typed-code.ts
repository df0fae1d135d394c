import { fold } from '../shared/vietnamese-text.ts';

/** What somebody may mean by the code that is typed into a search. */
export interface TypedCode {
	/** Folded as it is compared, with its spaces and without those around strokes and slashes. */
	readonly codes: readonly string[];
	/** A paper's number, or its beginning where the issuer is left out: folded, no zeros in front. */
	readonly number?: string;
}

/** The number whole, its stroke, and at least one letter of the kind: `1/` alone would mean every kind of paper. */
const PAPER = /^0*([1-9]\d*\/\p{L}.*)$/u;

/**
 * Reads a code or a number of a paper as people type it: any case, with or without accents, blanks around, `Số` before.
 * `01 / qd` means every `01/QĐ-…`; a case code is never shortened, since `MAP-2026-1` also begins `MAP-2026-12`.
 */
export function readTypedCode(text: string): TypedCode {
	const typed = fold(text);
	const close = typed.replace(/\s*([-/])\s*/g, '$1');
	const [, number] = PAPER.exec(close.replace(/^so[:.]?\s*(?=\d)/, '').replace(/ /g, '')) ?? [];
	return { codes: [...new Set([typed, close])], ...(number === undefined ? {} : { number }) };
}
