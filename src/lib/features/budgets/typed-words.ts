import { m } from '#lib/i18n/paraglide/messages.js';

/** What cannot be read in a box, said as one types; the browser carries these sentences and no others. */
const WORDS: Readonly<Record<string, () => string>> = {
	money_not_a_number: m.refusal_money_not_a_number,
	money_not_whole: m.refusal_money_not_whole,
	money_grouping: m.refusal_money_grouping,
	money_negative: m.refusal_money_negative,
	money_too_large: () => m.refusal_money_too_large({ limit: '999.999.999.999.999' }),
	decimal_not_a_number: m.refusal_decimal_not_a_number,
	decimal_grouping: m.refusal_decimal_grouping,
	decimal_negative: m.refusal_decimal_negative,
	decimal_too_precise: () => m.refusal_decimal_too_precise({ scale: '6' }),
	decimal_too_large: () => m.refusal_decimal_too_large({ digits: '18' }),
	budget_persons_invalid: m.refusal_budget_persons_invalid
};

export function typedWords(code: string): string {
	return (WORDS[code] ?? m.refusal_budget_part_malformed)();
}
