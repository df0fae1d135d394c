import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import { deadlineDay } from '#lib/domain/shared/period.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import { addressOf, languageOf, post } from './links.ts';
import type { PersonDetail } from './ports.ts';
import type { GrantReader } from './proposal-ports.ts';

const ROLE_WORDS: Readonly<Record<Role, typeof m.access_role_director>> = {
	representative: m.access_role_representative,
	editor: m.access_role_editor,
	measurement_officer: m.access_role_measurement_officer,
	science_officer: m.access_role_science_officer,
	enterprise_officer: m.access_role_enterprise_officer,
	finance_officer: m.access_role_finance_officer,
	finance_head: m.access_role_finance_head,
	director: m.access_role_director,
	auditor: m.access_role_auditor,
	administrator: m.access_role_administrator
};

/** What a role is called in a letter of that language. */
export function roleInLetter(role: Role, locale: 'vi' | 'en'): string {
	return ROLE_WORDS[role]({}, { locale });
}

export interface ChangedGrant {
	/** Of the grant, so that its beginning and its end are two letters, each once. */
	readonly key: string;
	readonly person: PersonDetail;
	readonly role: Role;
	readonly scope: GrantScope;
	readonly ended: boolean;
	readonly validFrom?: Date;
	readonly validTo?: Date | null;
	/** Names of the administrators who did it; nobody: a command on the machine. */
	readonly by: readonly string[];
	/** Told besides, as the remaining administrator of a command on the machine. */
	readonly also?: readonly GrantReader[];
}

/** The holder, the directors and the auditors are told of a role that signs or administers, once each. */
export async function mailGrant(ctx: Context, tx: Tx, grant: ChangedGrant): Promise<void> {
	const { person } = grant;
	const holder: GrantReader[] =
		person.account === undefined || person.account.disabledAt !== null
			? []
			: [
					{
						personId: person.id,
						name: person.fullName,
						email: person.account.email,
						locale: languageOf(person.account.locale)
					}
				];
	const readers = [...holder, ...(await tx.identity.readersOfGrants()), ...(grant.also ?? [])];
	const once = new Map(readers.map((reader) => [reader.personId, reader]));
	for (const reader of once.values()) {
		const language = reader.locale;
		const toHolder = reader.personId === person.id;
		const letter = ctx.app.letters.grantChanged(
			{
				name: reader.name,
				holder: person.fullName,
				toHolder,
				ended: grant.ended,
				role: roleInLetter(grant.role, language),
				scope:
					grant.scope.type === 'programme'
						? m.admin_scope_programme({ programme: grant.scope.id }, { locale: language })
						: m.access_scope_all({}, { locale: language }),
				from: grant.validFrom === undefined ? '' : formatDate(grant.validFrom, language),
				to:
					grant.validTo === undefined || grant.validTo === null
						? ''
						: formatDate(deadlineDay(grant.validTo), language),
				by: grant.by,
				url: toHolder ? addressOf(ctx, '/tai-khoan', language) : ''
			},
			language
		);
		const key = `grant-${grant.ended ? 'ended' : 'begun'}:${grant.key}:${reader.personId}`;
		await post(tx, { email: reader.email, name: reader.name, language }, key, letter);
	}
}
