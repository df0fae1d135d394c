import { deviceWords, networkWords } from '#lib/i18n/device-words.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import type { Words } from '../letter.ts';

/** To an address that was typed at sign-up: names nobody, since a stranger may have typed it. */
export function verifyEmail(link: { readonly path: string; readonly validHours: number }): Words {
	return (locale) => ({
		greets: '',
		subject: m.mail_verify_subject({}, { locale }),
		paragraphs: [m.mail_verify_text({}, { locale })],
		action: { label: m.mail_verify_action({}, { locale }), path: link.path },
		notes: [
			m.mail_link_once_hours({ count: String(link.validHours) }, { locale }),
			m.mail_verify_several({}, { locale }),
			m.mail_verify_not_you({}, { locale })
		]
	});
}

export function resetPassword(link: { readonly path: string; readonly validMinutes: number }): Words {
	return (locale) => ({
		subject: m.mail_reset_subject({}, { locale }),
		paragraphs: [m.mail_reset_text({}, { locale })],
		action: { label: m.mail_reset_action({}, { locale }), path: link.path },
		notes: [
			m.mail_link_once_minutes({ count: String(link.validMinutes) }, { locale }),
			m.mail_reset_not_you({}, { locale })
		]
	});
}

/** Someone signed up with an address that has an account: only its owner is told. */
export function alreadyRegistered(pages: { readonly signIn: string; readonly reset: string }): Words {
	return (locale, addressOf) => ({
		subject: m.mail_registered_subject({}, { locale }),
		paragraphs: [m.mail_registered_text({}, { locale })],
		action: { label: m.mail_registered_action({}, { locale }), path: pages.signIn },
		notes: [
			m.mail_registered_forgot({ address: addressOf(pages.reset) }, { locale }),
			m.mail_registered_not_you({}, { locale })
		]
	});
}

/** An account was made for the person by the office or by an organisation. */
export function accountMade(made: {
	readonly by: string;
	readonly organisation: string | undefined;
	readonly path: string;
	readonly validDays: number;
}): Words {
	const by = nameInLetter(made.by);
	return (locale) => ({
		// A member of an organisation typed the name, who may be anybody.
		...(made.organisation === undefined ? {} : { greets: '' }),
		subject: m.mail_account_subject({}, { locale }),
		paragraphs: [
			made.organisation === undefined
				? m.mail_account_opened({ by }, { locale })
				: m.mail_account_invited({ by, organisation: nameInLetter(made.organisation) }, { locale })
		],
		action: { label: m.mail_account_action({}, { locale }), path: made.path },
		notes: [
			m.mail_link_once_days({ count: String(made.validDays) }, { locale }),
			m.mail_account_unknown({}, { locale })
		]
	});
}

/** Sign-in from a browser that the account did not know. */
export function newDevice(seen: {
	readonly browser: string;
	readonly system: string;
	readonly network: string;
	readonly at: Date;
	readonly path: string;
}): Words {
	return (locale) => ({
		subject: m.mail_device_subject({}, { locale }),
		paragraphs: [m.mail_device_text({}, { locale })],
		facts: [
			[m.mail_device_fact({}, { locale }), deviceWords(seen, locale)],
			[m.mail_device_network({}, { locale }), networkWords(seen.network, locale)],
			[m.mail_device_at({}, { locale }), formatDateTime(seen.at, locale)]
		],
		action: { label: m.mail_device_action({}, { locale }), path: seen.path },
		notes: [m.mail_device_note({}, { locale })]
	});
}
