/** What the database keeps of one person, for the copy that this person takes: no secrets, and nobody else. */
import type { OwnDataPart } from '#lib/server/app/privacy/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** Of each kind; the newest, where there are more. */
const MOST = 5000;

interface Who {
	readonly personId: string;
	readonly accountId: string;
	readonly email: string;
}

/** One query for each kind of thing, in the order of the copy. */
function queriesOf({ personId, accountId, email }: Who): readonly (readonly [string, Prisma.Sql])[] {
	const person = Prisma.sql`${personId}::uuid`;
	const account = Prisma.sql`${accountId}::uuid`;
	return [
		[
			'person',
			Prisma.sql`SELECT full_name, title, employer_text, phone, created_at FROM person WHERE id = ${person}`
		],
		['account', Prisma.sql`SELECT email, locale, created_at, disabled_at FROM account WHERE id = ${account}`],
		[
			'sign_ins',
			Prisma.sql`SELECT created_at, seen_at, browser, system, network, strength FROM session WHERE account_id = ${account} ORDER BY seen_at DESC`
		],
		[
			'second_factors',
			Prisma.sql`SELECT kind, name, created_at, used_at, synced FROM second_factor WHERE account_id = ${account} ORDER BY created_at`
		],
		[
			'roles',
			Prisma.sql`SELECT g.role, g.scope_type, coalesce(o.name, g.scope_id) AS scope, g.valid_from, g.valid_to
				FROM role_grant g LEFT JOIN organisation o ON g.scope_type = 'organisation' AND o.id::text = g.scope_id
				WHERE g.person_id = ${person} ORDER BY g.valid_from DESC`
		],
		[
			'invitations',
			Prisma.sql`SELECT o.name AS organisation, i.role, i.invited_at, i.state, i.answered_at FROM membership_invitation i
				JOIN organisation o ON o.id = i.organisation_id WHERE i.email = ${email} OR i.person_id = ${person} ORDER BY i.invited_at DESC`
		],
		[
			'seats',
			Prisma.sql`SELECT k.name AS council, m.role, m.appointed_at, m.ended_at, m.undertaking_at FROM council_member m
				JOIN council k ON k.id = m.council_id WHERE m.person_id = ${person} ORDER BY m.appointed_at DESC`
		],
		[
			'declarations',
			Prisma.sql`SELECT a.code AS dossier, d.kind, d.ground, d.note, d.declared_at, d.ruling, d.ruled_at FROM conflict_declaration d
				JOIN council_member m ON m.id = d.member_id JOIN application a ON a.id = d.application_id
				WHERE m.person_id = ${person} AND NOT d.detected ORDER BY d.declared_at DESC`
		],
		[
			'choices_of_letters',
			Prisma.sql`SELECT letter_group, delivery, chosen_at FROM letter_choice WHERE account_id = ${account} ORDER BY letter_group`
		],
		[
			'letters',
			Prisma.sql`SELECT subject, language, state, created_at, sent_at FROM mail_message WHERE recipient = ${email} ORDER BY created_at DESC`
		],
		[
			'notices',
			Prisma.sql`SELECT subject_vi AS subject, created_at, read_at FROM notice WHERE account_id = ${account} ORDER BY created_at DESC`
		],
		[
			'requests',
			Prisma.sql`SELECT kind, words, asked_at, due_at, answered_at, outcome, answer FROM data_request WHERE person_id = ${person} ORDER BY asked_at DESC`
		],
		[
			'acts',
			Prisma.sql`SELECT at, action, outcome, object_type FROM audit_entry WHERE actor_id = ${personId} ORDER BY at DESC`
		]
	];
}

export async function keptOf(rows: Rows, who: Who): Promise<readonly OwnDataPart[]> {
	const parts: OwnDataPart[] = [];
	for (const [part, query] of queriesOf(who)) {
		const found = await rows<{ row: Record<string, unknown>; total: number }>(
			Prisma.sql`SELECT to_jsonb(x) AS row, (count(*) OVER ())::int AS total FROM (${query}) x LIMIT ${MOST}::int`
		);
		parts.push({ part, rows: found.map(({ row }) => row), total: found[0]?.total ?? 0 });
	}
	return parts;
}
