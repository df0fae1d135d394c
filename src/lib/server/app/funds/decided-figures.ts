import { localizedText } from '#lib/i18n/localized-text.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { Decided } from '../decide-act.ts';

interface Given {
	readonly code: string;
	readonly name: Localized;
	readonly year: number;
	/** đồng */
	readonly amount: bigint;
}

/** What giving money to a source decides; taking some back is a negative amount. */
export function decidedByAllocating({ code, name, year, amount }: Given, locale: 'vi' | 'en'): Decided {
	return {
		figures: [
			{ key: 'source', text: `${code} · ${localizedText(name, locale)}` },
			{ key: 'year', text: String(year) },
			{ key: 'amount', dong: amount }
		],
		limit: { key: 'fund', amount: amount < 0n ? -amount : amount }
	};
}

/** What undoing an entry decides: the amount that the entry gave. */
export function decidedByReversing(given: Given, locale: 'vi' | 'en'): Decided {
	return decidedByAllocating({ ...given, amount: -given.amount }, locale);
}
