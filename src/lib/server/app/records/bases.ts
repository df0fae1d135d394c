import type { LegalBasis } from '#lib/domain/definitions/definition.ts';
import { byLegalForce } from '#lib/domain/papers/legal-order.ts';

/** "Căn cứ Thông tư số … ngày … của …", from the highest text on. */
export const basisSentences = (bases: readonly LegalBasis[]): string[] =>
	byLegalForce(bases, nameOf).map((basis) => `Căn cứ ${nameOf(basis)}`);

/** By the full name where the definition has it. */
function nameOf({ title, citation, inFull }: LegalBasis): string {
	if (inFull !== undefined) return inFull;
	// "Luật Đo lường 04/2011/QH13" says its title already.
	return citation.startsWith(title.vi) ? citation : `${citation}, ${title.vi}`;
}
