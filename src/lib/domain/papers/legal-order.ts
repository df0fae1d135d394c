/**
 * How high a text stands, by the kind that its name begins with: bases are named from the highest on (NĐ 30/2020, Phụ
 * lục I, mục II.6). What the Prime Minister decides stands above circulars, other decisions below them.
 */
const RANKS: readonly RegExp[] = [
	/^Hiến pháp/,
	/^(Bộ luật|Luật|Pháp lệnh)/,
	/^(Nghị quyết|NQ )/,
	/^(Nghị định|NĐ )/,
	/^(Quyết định|QĐ ).*\/QĐ-TTg/,
	/^(Thông tư|TT |TTLT )/,
	/^(Quyết định|QĐ )/
];

/** The texts from the highest to the lowest; those of one kind keep their order. */
export function byLegalForce<T>(texts: readonly T[], nameOf: (text: T) => string): T[] {
	const rank = (text: T): number => {
		const at = RANKS.findIndex((kind) => kind.test(nameOf(text)));
		return at === -1 ? RANKS.length : at;
	};
	return [...texts].sort((a, b) => rank(a) - rank(b));
}
