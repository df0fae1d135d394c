import type { Refusal } from '#lib/domain/shared/result.ts';
import { formatDongFigure } from '#lib/i18n/formats/figures.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** What keeps a dossier from khoán to the final product, in words; the same on the form and on the appraisal. */
export function unmetWords({ code, params }: Refusal, locale: Locale): string {
	const figures = {
		counted: formatDongFigure(BigInt(params?.['counted'] ?? '0'), locale),
		limit: formatDongFigure(BigInt(params?.['limit'] ?? '0'), locale)
	};
	switch (code) {
		case 'khoan_not_proposed_by_host':
			return m.refusal_khoan_not_proposed_by_host();
		case 'khoan_product_not_named':
			return m.refusal_khoan_product_not_named();
		case 'khoan_not_proposed_by_council':
			return m.refusal_khoan_not_proposed_by_council();
		case 'khoan_share_exceeded':
			return m.refusal_khoan_share_exceeded(figures);
		case 'khoan_amount_exceeded':
			return m.refusal_khoan_amount_exceeded(figures);
		default:
			throw new Error(`no words for ${code}`);
	}
}
