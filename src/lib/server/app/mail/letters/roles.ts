import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { roleWords } from '#lib/i18n/role-words.ts';
import type { Locale, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const ROLE_LETTERS = {
	yoursBegun: ownLetter('role_yours_begun', ['role', 'holder', 'by'], (values, at) => ({
		subject: m.mail_role_begun_subject(values, at),
		paragraphs: [m.mail_role_yours_begun({}, at)]
	})),
	yoursEnded: ownLetter('role_yours_ended', ['role', 'holder', 'by'], (values, at) => ({
		subject: m.mail_role_ended_subject(values, at),
		paragraphs: [m.mail_role_yours_ended({}, at)]
	})),
	begun: ownLetter('role_begun', ['role', 'holder', 'by'], (values, at) => ({
		subject: m.mail_role_begun_subject(values, at),
		paragraphs: [m.mail_role_begun(values, at)]
	})),
	ended: ownLetter('role_ended', ['role', 'holder', 'by'], (values, at) => ({
		subject: m.mail_role_ended_subject(values, at),
		paragraphs: [m.mail_role_ended(values, at)]
	})),
	declined: ownLetter('role_declined', ['role', 'holder', 'by', 'reason'], (values, at) => ({
		subject: m.mail_role_declined_subject({}, at),
		paragraphs: [m.mail_role_declined(values, at)]
	}))
};

function scopeInLetter(scope: GrantScope, locale: Locale): string {
	return scope.type === 'programme'
		? m.admin_scope_programme({ programme: scope.id }, { locale })
		: m.access_scope_all({}, { locale });
}

/** A role that signs or administers begins or ends. `by`: the administrators; nobody: a command on the machine. */
export interface GrantInLetter {
	readonly holder: string;
	readonly role: Role;
	readonly scope: GrantScope;
	readonly ended: boolean;
	readonly validFrom?: Date;
	readonly validTo?: Date | null;
	readonly by: readonly string[];
}

/** `toHolder`: the reader is whose role it is. */
export function grantChanged(grant: GrantInLetter, toHolder: boolean): Words {
	const holder = nameInLetter(grant.holder);
	return (locale) => {
		const role = roleWords[grant.role]({}, { locale });
		const { ended, validFrom, validTo } = grant;
		const yours = ended ? ROLE_LETTERS.yoursEnded : ROLE_LETTERS.yoursBegun;
		const theirs = ended ? ROLE_LETTERS.ended : ROLE_LETTERS.begun;
		const by =
			grant.by.length === 0 ? m.mail_role_terminal({}, { locale }) : grant.by.map(nameInLetter).join(', ');
		const facts: (readonly [string, string])[] = [
			[m.mail_role_holder({}, { locale }), holder],
			[m.mail_fact_role({}, { locale }), role],
			[m.mail_role_scope({}, { locale }), scopeInLetter(grant.scope, locale)],
			[m.mail_role_from({}, { locale }), validFrom === undefined ? '' : formatDate(validFrom, locale)],
			[
				m.mail_role_until({}, { locale }),
				validTo === undefined || validTo === null ? '' : formatDate(deadlineDay(validTo), locale)
			],
			[m.mail_role_by({}, { locale }), by]
		];
		return {
			...said(toHolder ? yours : theirs, { role, holder, by }, locale),
			facts: facts.filter(([, value]) => value !== ''),
			notes: [m.mail_role_note({}, { locale })],
			...(toHolder ? { action: { label: m.mail_role_action({}, { locale }), path: '/tai-khoan' } } : {})
		};
	};
}

export function grantDeclined(declined: {
	readonly holder: string;
	readonly role: Role;
	readonly by: string;
	readonly reason: string;
	readonly path: string;
}): Words {
	return (locale) => ({
		...said(
			ROLE_LETTERS.declined,
			{
				role: roleWords[declined.role]({}, { locale }),
				holder: nameInLetter(declined.holder),
				by: nameInLetter(declined.by),
				reason: declined.reason
			},
			locale
		),
		facts: [[m.mail_fact_reason({}, { locale }), declined.reason]],
		action: { label: m.mail_role_declined_action({}, { locale }), path: declined.path }
	});
}
