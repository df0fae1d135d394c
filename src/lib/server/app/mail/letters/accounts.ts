import { deviceWords, networkWords } from '#lib/i18n/device-words.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import type { Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const ACCOUNT_LETTERS = {
	verifyEmail: ownLetter('verify_email', [], (_values, at) => ({
		subject: m.mail_verify_subject({}, at),
		paragraphs: [m.mail_verify_text({}, at)]
	})),
	resetPassword: ownLetter('reset_password', [], (_values, at) => ({
		subject: m.mail_reset_subject({}, at),
		paragraphs: [m.mail_reset_text({}, at)]
	})),
	alreadyRegistered: ownLetter('already_registered', [], (_values, at) => ({
		subject: m.mail_registered_subject({}, at),
		paragraphs: [m.mail_registered_text({}, at)]
	})),
	opened: ownLetter('account_opened', ['by'], (values, at) => ({
		subject: m.mail_account_subject({}, at),
		paragraphs: [m.mail_account_opened(values, at)]
	})),
	invited: ownLetter('account_invited', ['by', 'organisation'], (values, at) => ({
		subject: m.mail_account_subject({}, at),
		paragraphs: [m.mail_account_invited(values, at)]
	})),
	newDevice: ownLetter('new_device', ['device', 'network', 'moment'], (_values, at) => ({
		subject: m.mail_device_subject({}, at),
		paragraphs: [m.mail_device_text({}, at)]
	}))
};

/** To an address that was typed at sign-up: names nobody, since a stranger may have typed it. */
export function verifyEmail(link: { readonly path: string; readonly validHours: number }): Words {
	return (locale) => ({
		greets: '',
		...said(ACCOUNT_LETTERS.verifyEmail, {}, locale),
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
		...said(ACCOUNT_LETTERS.resetPassword, {}, locale),
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
		...said(ACCOUNT_LETTERS.alreadyRegistered, {}, locale),
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
		...(made.organisation === undefined
			? said(ACCOUNT_LETTERS.opened, { by }, locale)
			: {
					...said(ACCOUNT_LETTERS.invited, { by, organisation: nameInLetter(made.organisation) }, locale),
					// A member of an organisation typed the name, who may be anybody.
					greets: ''
				}),
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
	return (locale) => {
		const device = deviceWords(seen, locale);
		const network = networkWords(seen.network, locale);
		const moment = formatDateTime(seen.at, locale);
		return {
			...said(ACCOUNT_LETTERS.newDevice, { device, network, moment }, locale),
			facts: [
				[m.mail_device_fact({}, { locale }), device],
				[m.mail_device_network({}, { locale }), network],
				[m.mail_device_at({}, { locale }), moment]
			],
			action: { label: m.mail_device_action({}, { locale }), path: seen.path },
			notes: [m.mail_device_note({}, { locale })]
		};
	};
}
