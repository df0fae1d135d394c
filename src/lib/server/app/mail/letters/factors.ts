import type { LetterKey } from '#lib/domain/letters/kinds.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import type { Locale, OwnLetter, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

type Text = (inputs: object, at: { locale: Locale }) => string;

const changed = (key: LetterKey, text: Text) =>
	ownLetter(key, [], (_values, at) => ({
		subject: m.mail_factor_subject({}, at),
		paragraphs: [text({}, at)]
	}));

export const FACTOR_LETTERS = {
	link: ownLetter('factor_link', [], (_values, at) => ({
		subject: m.mail_enrol_code_subject({}, at),
		paragraphs: [m.mail_enrol_code_text({}, at)]
	})),
	added: changed('factor_added', m.mail_factor_added),
	removed: changed('factor_removed', m.mail_factor_removed),
	codes: changed('factor_codes', m.mail_factor_codes),
	code_used: changed('factor_code_used', m.mail_factor_code_used),
	reset: changed('factor_reset', m.mail_factor_reset)
};

type AboutPerson = (inputs: { person: string }, at: { locale: Locale }) => string;

const yours = (key: LetterKey, text: Text): OwnLetter<'person'> =>
	ownLetter(key, ['person'], (_values, at) => ({
		subject: m.mail_recovery_yours_subject({}, at),
		paragraphs: [text({}, at)]
	}));

const theirs = (key: LetterKey, text: AboutPerson): OwnLetter<'person'> =>
	ownLetter(key, ['person'], (values, at) => ({
		subject: m.mail_recovery_subject(values, at),
		paragraphs: [text(values, at)]
	}));

export const RECOVERY_LETTERS = {
	yours: {
		asked: yours('recovery_yours_asked', m.mail_recovery_yours_asked),
		confirmed: yours('recovery_yours_confirmed', m.mail_recovery_yours_confirmed),
		terminal: yours('recovery_yours_terminal', m.mail_recovery_yours_terminal)
	},
	theirs: {
		asked: theirs('recovery_asked', m.mail_recovery_asked),
		confirmed: theirs('recovery_confirmed', m.mail_recovery_confirmed),
		terminal: theirs('recovery_terminal', m.mail_recovery_terminal)
	}
};

/** The link that a first factor of whoever signs or administers asks for. */
export function enrolCode(about: { readonly path: string; readonly validMinutes: number }): Words {
	return (locale) => ({
		...said(FACTOR_LETTERS.link, {}, locale),
		action: { label: m.mail_enrol_code_action({}, { locale }), path: about.path },
		notes: [
			m.mail_link_once_minutes({ count: String(about.validMinutes) }, { locale }),
			m.mail_factor_not_you({}, { locale })
		]
	});
}

type Change =
	| { readonly what: 'added' | 'removed'; readonly kind: 'totp' | 'passkey'; readonly name: string }
	| { readonly what: 'codes' | 'code_used' | 'reset' };

/** What guards an account changed. */
export function factorChanged(about: {
	readonly change: Change;
	readonly at: Date;
	readonly path: string;
}): Words {
	const { change } = about;
	return (locale) => ({
		...said(FACTOR_LETTERS[change.what], {}, locale),
		facts: [
			...('name' in change
				? ([[m.mail_factor_fact({}, { locale }), nameInLetter(change.name)]] as [string, string][])
				: []),
			[m.mail_device_at({}, { locale }), formatDateTime(about.at, locale)]
		],
		action: { label: m.mail_factor_action({}, { locale }), path: about.path },
		notes: [m.mail_factor_not_you({}, { locale })]
	});
}

export type RecoveryStep = 'asked' | 'confirmed' | 'terminal';

/** Second factors are to be taken away by others than their owner. `toHolder`: the reader is whose they are. */
export function recoveryUnderWay(
	about: {
		readonly what: RecoveryStep;
		readonly holder: string;
		readonly by: readonly string[];
		readonly readyAt?: Date;
	},
	toHolder: boolean
): Words {
	const person = nameInLetter(about.holder);
	const letters = toHolder ? RECOVERY_LETTERS.yours : RECOVERY_LETTERS.theirs;
	return (locale) => ({
		...said(letters[about.what], { person }, locale),
		facts: [
			...(about.by.length === 0
				? []
				: ([[m.mail_role_by({}, { locale }), about.by.map(nameInLetter).join(', ')]] as [string, string][])),
			...(about.readyAt === undefined
				? []
				: ([[m.mail_recovery_ready({}, { locale }), formatDateTime(about.readyAt, locale)]] as [
						string,
						string
					][]))
		],
		notes: [toHolder ? m.mail_recovery_yours({}, { locale }) : m.mail_recovery_note({}, { locale })]
	});
}
