import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { roleWords } from '#lib/i18n/role-words.ts';
import type { Locale, Words } from '../letter.ts';

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
		const subject = ended ? m.mail_role_ended_subject : m.mail_role_begun_subject;
		const yours = ended ? m.mail_role_yours_ended : m.mail_role_yours_begun;
		const theirs = ended ? m.mail_role_ended : m.mail_role_begun;
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
			subject: subject({ role }, { locale }),
			paragraphs: [toHolder ? yours({}, { locale }) : theirs({ holder }, { locale })],
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
		subject: m.mail_role_declined_subject({}, { locale }),
		paragraphs: [
			m.mail_role_declined(
				{
					role: roleWords[declined.role]({}, { locale }),
					holder: nameInLetter(declined.holder),
					by: nameInLetter(declined.by)
				},
				{ locale }
			)
		],
		facts: [[m.mail_fact_reason({}, { locale }), declined.reason]],
		action: { label: m.mail_role_declined_action({}, { locale }), path: declined.path }
	});
}
