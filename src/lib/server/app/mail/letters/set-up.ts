import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const SET_UP_LETTERS = {
	trial: ownLetter('set_up_trial', [], (_values, at) => ({
		subject: m.mail_trial_subject({}, at),
		paragraphs: [m.mail_trial_text({}, at)]
	}))
};

/** The letter of the set-up: whoever reads the code has seen that mail arrives. */
export function trialLetter(code: string): Words {
	return (locale) => ({
		...said(SET_UP_LETTERS.trial, {}, locale),
		greets: '',
		facts: [[m.mail_trial_code({}, { locale }), code]]
	});
}
