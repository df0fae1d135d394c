import type { Refusal } from '#lib/domain/shared/result.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

type Say = (params: Readonly<Record<string, string>>) => string;

/** What cannot be read in a box, said as one types; the browser carries these sentences and no others. */
const WORDS: Readonly<Record<string, Say>> = {
	money_not_a_number: () => m.refusal_money_not_a_number(),
	money_not_whole: () => m.refusal_money_not_whole(),
	money_decimal_point: ({ full = '', short = '', plain = '' }) =>
		m.refusal_money_decimal_point({ full, short, plain }),
	money_grouping: ({ instead = '' }) => m.refusal_money_grouping({ instead }),
	money_negative: () => m.refusal_money_negative(),
	money_too_large: ({ limit = '' }) => m.refusal_money_too_large({ limit }),
	decimal_not_a_number: () => m.refusal_decimal_not_a_number(),
	decimal_grouping: () => m.refusal_decimal_grouping(),
	decimal_negative: () => m.refusal_decimal_negative(),
	decimal_too_precise: ({ scale = '' }) => m.refusal_decimal_too_precise({ scale }),
	decimal_too_large: ({ digits = '' }) => m.refusal_decimal_too_large({ digits }),
	number_not_whole: () => m.refusal_number_not_whole(),
	number_too_small: ({ bound = '' }) => m.refusal_number_too_small({ bound }),
	number_too_large: ({ bound = '' }) => m.refusal_number_too_large({ bound }),
	text_too_long: ({ max = '' }) => m.refusal_text_too_long({ max })
};

export function typedWords({ code, params = {} }: Refusal): string {
	const say = WORDS[code];
	return say === undefined ? m.refusal_budget_part_malformed() : say(params);
}
