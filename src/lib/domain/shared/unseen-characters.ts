/** First and last code point of a run. */
type Run = readonly [number, number];

/** What turns the direction of text, hides words or breaks them where nobody sees it. */
const HARMFUL: readonly Run[] = [
	[0x00ad, 0x00ad],
	[0x061c, 0x061c],
	[0x115f, 0x1160],
	[0x180e, 0x180e],
	[0x200b, 0x200b],
	[0x200e, 0x200f],
	[0x202a, 0x202e],
	[0x2060, 0x206f],
	[0x2800, 0x2800],
	[0x3164, 0x3164],
	[0xfeff, 0xfeff],
	[0xffa0, 0xffa0],
	[0xfff0, 0xfffb],
	[0xe0000, 0xe007f]
];

/** Joiners, fillers and variation selectors: emoji and some scripts are written with them. */
const SHAPING: readonly Run[] = [
	[0x034f, 0x034f],
	[0x17b4, 0x17b5],
	[0x180b, 0x180d],
	[0x180f, 0x180f],
	[0x200c, 0x200d],
	[0xfe00, 0xfe0f],
	[0x1bca0, 0x1bca3],
	[0x1d173, 0x1d17a],
	[0xe0080, 0xe0fff]
];

const inClass = (runs: readonly Run[]): string =>
	runs.map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`).join('');

/**
 * Characters that show nothing: Unicode's Default_Ignorable_Code_Point, the interlinear annotation marks and the blank
 * Braille cell. Written out, because the database's `vn_fold` holds the same list and both must stay the same whatever
 * version of Unicode each knows. Dropped from names, titles, codes and numbers, and from what is searched.
 */
export const UNSEEN = /* @__PURE__ */ new RegExp(`[${inClass([...HARMFUL, ...SHAPING])}]`, 'gu');

/** Dropped from text of several lines, where what only shapes letters and signs stays. */
export const HARMFUL_UNSEEN = /* @__PURE__ */ new RegExp(`[${inClass(HARMFUL)}]`, 'gu');

/** A letter, a digit or a sign that leaves ink; marks, spaces and unassigned or private characters alone do not. */
const INK = /* @__PURE__ */ new RegExp(
	`[^\\p{White_Space}\\p{C}\\p{M}${inClass([...HARMFUL, ...SHAPING])}]`,
	'u'
);

/** Whether a reader would see anything of the text. */
export function isVisible(text: string): boolean {
	return INK.test(text);
}
