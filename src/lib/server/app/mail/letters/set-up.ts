import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '../letter.ts';

/** The letter of the set-up: whoever reads the code has seen that mail arrives. */
export function trialLetter(code: string): Words {
	return (locale) => ({
		greets: '',
		subject: m.mail_trial_subject({}, { locale }),
		paragraphs: [m.mail_trial_text({}, { locale })],
		facts: [[m.mail_trial_code({}, { locale }), code]]
	});
}
