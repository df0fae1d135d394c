import { PROPOSAL_STATES } from '#lib/domain/access/grant-proposals.ts';
import type {
	ProposalQueries,
	ProposalRow,
	ProposalStanding
} from '#lib/server/app/identity/proposal-ports.ts';
import type { Connection } from './connection.ts';
import { Prisma } from './generated/client.ts';
import { toRole, toScope } from './identity.map.ts';
import { likePattern } from './like.ts';
import type { Rows } from './rows.ts';

type StoredProposal = Omit<ProposalRow, 'role' | 'scope' | 'state'> & {
	readonly role: string;
	readonly scopeType: string;
	readonly scopeId: string;
	readonly state: string;
};

const PROPOSAL = Prisma.sql`q.id, q.person_id AS "personId", p.full_name AS person, p.title, q.role, q.scope_type AS "scopeType",
	q.scope_id AS "scopeId", q.valid_from AS "validFrom", q.valid_to AS "validTo", q.proposed_by AS "proposedBy",
	coalesce(b.full_name, '') AS proposer, q.proposed_at AS "proposedAt", q.state, coalesce(d.full_name, '') AS decider,
	q.decided_at AS "decidedAt", q.reason
	FROM grant_proposal q JOIN person p ON p.id = q.person_id LEFT JOIN person b ON b.id = q.proposed_by
	LEFT JOIN person d ON d.id = q.decided_by`;

const STANDING: Readonly<Record<ProposalStanding, Prisma.Sql>> = {
	waiting: Prisma.sql`q.state = 'waiting'`,
	ended: Prisma.sql`q.state <> 'waiting'`,
	all: Prisma.sql`TRUE`
};

function toProposal({ role, scopeType, scopeId, state, ...row }: StoredProposal): ProposalRow {
	const known = PROPOSAL_STATES.find((one) => one === state);
	if (known === undefined) throw new Error(`grant_proposal.state holds ${state}`);
	return { ...row, role: toRole(role), scope: toScope(scopeType, scopeId), state: known };
}

export function proposalQueries(db: Connection, rows: Rows): ProposalQueries {
	async function find(which: Prisma.Sql): Promise<ProposalRow | undefined> {
		const [row] = await rows<StoredProposal>(Prisma.sql`SELECT ${PROPOSAL} ${which}`);
		return row === undefined ? undefined : toProposal(row);
	}

	return {
		async addProposal({ id, personId, role, scope, validFrom, validTo, proposedBy }) {
			await db.$executeRaw`
				INSERT INTO grant_proposal (id, person_id, role, scope_type, scope_id, valid_from, valid_to, proposed_by, proposed_at, state)
				VALUES (${id}::uuid, ${personId}::uuid, ${role}, ${scope.type}, ${scope.type === 'all' ? '' : scope.id},
				  ${validFrom}::timestamptz, ${validTo}::timestamptz, ${proposedBy}::uuid, app_now(), 'waiting')`;
		},

		async addTerminalProposal({ id, personId, grantId, reason }) {
			await db.$executeRaw`
				INSERT INTO grant_proposal (id, person_id, role, scope_type, valid_from, proposed_at, state, decided_at, reason, grant_id)
				VALUES (${id}::uuid, ${personId}::uuid, 'administrator', 'all', app_now(), app_now(), 'in_force', app_now(), ${reason}, ${grantId}::uuid)`;
		},

		proposal: (id) => find(Prisma.sql`WHERE q.id = ${id}::uuid`),

		holdProposal: (id) => find(Prisma.sql`WHERE q.id = ${id}::uuid FOR UPDATE OF q`),

		async decideProposal(id, { state, by, reason = '', grantId = null }) {
			const decided = await db.$executeRaw`
				UPDATE grant_proposal SET state = ${state}, decided_by = ${by}::uuid, decided_at = app_now(), reason = ${reason},
				  grant_id = ${grantId}::uuid
				WHERE id = ${id}::uuid AND state = 'waiting'`;
			return decided === 1;
		},

		async listProposals({ search, standing, personId, page, size }) {
			const about = personId === undefined ? Prisma.empty : Prisma.sql`AND q.person_id = ${personId}::uuid`;
			const which = Prisma.sql`WHERE ${STANDING[standing]} ${about} AND p.search_text LIKE ${likePattern(search)}`;
			const found = await rows<StoredProposal>(Prisma.sql`SELECT ${PROPOSAL} ${which}
				ORDER BY q.state <> 'waiting', q.proposed_at DESC, q.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`);
			const [counted] = await rows<{ total: bigint }>(
				Prisma.sql`SELECT count(*) AS total FROM grant_proposal q JOIN person p ON p.id = q.person_id ${which}`
			);
			return { rows: found.map(toProposal), total: Number(counted?.total ?? 0n) };
		},

		readersOfRoles(roles) {
			return db.$queryRaw`
				SELECT DISTINCT p.id AS "personId", p.full_name AS name, a.email, CASE a.locale WHEN 'en' THEN 'en' ELSE 'vi' END AS locale
				FROM role_grant g JOIN person p ON p.id = g.person_id JOIN account a ON a.person_id = p.id
				WHERE g.role = ANY(${[...roles]}) AND g.valid_from <= app_now() AND (g.valid_to IS NULL OR g.valid_to > app_now())
				  AND a.disabled_at IS NULL ORDER BY p.id`;
		},

		async hadAdministrator() {
			return (await db.roleGrant.count({ where: { role: 'administrator' } })) > 0;
		}
	};
}
