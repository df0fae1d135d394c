import type { TaskHats } from '#lib/server/app/tasks/ports.ts';
import { Prisma } from './generated/client.ts';
import { notTiedOrganisation, taskColumns } from './task-columns.ts';

/** How long a refused claim stays on the list of who made it. */
const READ_WITHIN = Prisma.sql`interval '30 days'`;

const ORGANISATION = {
	target: Prisma.sql`o.id`,
	code: Prisma.sql`o.tax_code`,
	titleVi: Prisma.sql`o.name`,
	titleEn: Prisma.sql`o.name`
};
const CHANGES = Prisma.sql`organisation_change h JOIN organisation o ON o.id = h.organisation_id WHERE h.state = 'waiting'`;
const HAS_PAPER = Prisma.sql`EXISTS (SELECT 1 FROM organisation_paper d WHERE d.organisation_id = o.id AND d.verdict <> 'infected')`;

/** Claims and changes that wait: for their representative to bring what proves them, and for the office to rule. */
export function claimTasks({ representedIds, rulesClaims, tied }: TaskHats): Prisma.Sql[] {
	const parts: Prisma.Sql[] = [];
	if (representedIds.length > 0) {
		const ours = Prisma.sql`o.id = ANY(${[...representedIds]}::uuid[])`;
		const refused = taskColumns('read_refused_claim', { ...ORGANISATION, since: Prisma.sql`r.ruled_at` });
		parts.push(
			Prisma.sql`SELECT ${taskColumns('prove_claim', { ...ORGANISATION, since: Prisma.sql`o.created_at` })}
				FROM organisation o WHERE ${ours} AND o.standing = 'claimed' AND NOT ${HAS_PAPER}`,
			Prisma.sql`SELECT ${refused} FROM organisation o JOIN organisation_ruling r ON r.id = o.ruling_id
				WHERE ${ours} AND o.standing = 'refused' AND r.ruled_at > (SELECT app_now()) - ${READ_WITHIN}`
		);
	}
	if (rulesClaims) {
		parts.push(Prisma.sql`SELECT ${taskColumns('rule_claim', { ...ORGANISATION, since: Prisma.sql`o.created_at` })}
			FROM organisation o WHERE o.standing = 'claimed' AND ${notTiedOrganisation(tied)}`);
		parts.push(Prisma.sql`SELECT ${taskColumns('rule_change', { ...ORGANISATION, since: Prisma.sql`h.asked_at` })}
			FROM ${CHANGES} AND ${notTiedOrganisation(tied)}`);
	}
	return parts;
}

/** Changes that organisations asked for, which the office holds. */
export function heldChanges(organisationIds: readonly string[]): Prisma.Sql {
	return Prisma.sql`SELECT ${taskColumns('held_change', { ...ORGANISATION, since: Prisma.sql`h.asked_at` })}
		FROM ${CHANGES} AND o.id = ANY(${[...organisationIds]}::uuid[])`;
}

/** Claims with their papers, which the office holds. */
export function heldClaims(organisationIds: readonly string[]): Prisma.Sql {
	return Prisma.sql`SELECT ${taskColumns('held_claim', { ...ORGANISATION, since: Prisma.sql`o.created_at` })}
		FROM organisation o WHERE o.id = ANY(${[...organisationIds]}::uuid[]) AND o.standing = 'claimed' AND ${HAS_PAPER}`;
}
