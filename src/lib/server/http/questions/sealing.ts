import type { Question } from '#lib/contracts/question.ts';
import { shareHolders } from '#lib/domain/intake/opening-key.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { isConfirmed } from '../ask-first.ts';
import type { Fields } from '../form-fields.ts';

/** Asked once the three names are there: what is missing is said first. */
export function questionOfOpeningKey(
	callCode: string,
	{ holders }: { readonly holders: readonly string[] },
	fields: Fields
): Question | undefined {
	if (isConfirmed(fields) || !shareHolders(holders).ok) return undefined;
	return {
		title: m.sealing_enrol_question({ code: callCode }),
		follows: [m.sealing_enrol_follows()],
		confirm: m.sealing_enrol()
	};
}

export function questionOfGivingUpKey(callCode: string, fields: Fields): Question | undefined {
	if (isConfirmed(fields)) return undefined;
	return {
		title: m.sealing_give_up_question({ code: callCode }),
		follows: [m.sealing_give_up_follows()],
		confirm: m.sealing_give_up()
	};
}
