import type { SelectionReason } from '#lib/domain/selection/envelope.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** Why the proposal is what it is, with its figures. */
export function reasonWords(reason: SelectionReason, locale: Locale): string {
	switch (reason.code) {
		case 'fits':
			return reason.remaining === 0n
				? m.councils_why_fits_exactly()
				: m.councils_why_fits({ remaining: formatDong(reason.remaining, locale) });
		case 'does_not_fit':
			return m.councils_why_short({ short: formatDong(reason.short, locale) });
		case 'after_the_end':
			return reason.alone
				? m.councils_why_after_alone({ remaining: formatDong(reason.remaining, locale) })
				: m.councils_why_after({ remaining: formatDong(reason.remaining, locale) });
		case 'equals_need_choice':
			return m.councils_why_equals({
				codes: reason.codes.join(', '),
				short: formatDong(reason.short, locale)
			});
		case 'another_recommended_in_lot':
			return m.councils_why_another();
		case 'not_qualified':
			return reason.failures.map((failure) => m.councils_why_failed({ failure })).join(' ');
	}
}
