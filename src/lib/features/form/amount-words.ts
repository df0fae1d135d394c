import { parseDong } from '#lib/domain/shared/typed-money.ts';
import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';

/** The amount in words, from text as typed or stored; undefined while it is not an amount. */
export function amountWords(text: string, locale: Locale): string | undefined {
	if (text.trim() === '') return undefined;
	const amount = parseDong(text, { allowNegative: true });
	return amount.ok ? dongInWords(amount.value, locale) : undefined;
}
