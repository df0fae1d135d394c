import type { LegalBasis } from '#lib/domain/definitions/definition.ts';

/** "Căn cứ Thông tư số … ngày … của …": by the full name where the definition has it. */
export function basisSentence({ title, citation, inFull }: LegalBasis): string {
	if (inFull !== undefined) return `Căn cứ ${inFull}`;
	// "Luật Đo lường 04/2011/QH13" says its title already.
	return `Căn cứ ${citation.startsWith(title.vi) ? citation : `${citation}, ${title.vi}`}`;
}
