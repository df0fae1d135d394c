import type { SignerRole } from '#lib/server/app/budgets/ports.ts';
import { Prisma } from './generated/client.ts';
import { callsWithin } from './task-columns.ts';

/** A signature on the figures of appraisal `p` that stands for step `s` of its chain. */
const stands = (step: Prisma.Sql): Prisma.Sql => Prisma.sql`EXISTS (SELECT 1 FROM approval_step t
	WHERE t.budget_version_id = p.appraised_version_id AND t.revoked_at IS NULL AND t.step_no = ${step})`;

/**
 * Steps of the chain of appraisal `p` that may be taken now; signatures on changed figures are revoked, so that none of
 * them stands. The twin of `approvalState`; tests/integration/budgets/due-steps.test.ts runs both over the same cases.
 */
export const dueSteps = Prisma.sql`(SELECT s.step_no, s.kind, s.role FROM approval_chain_step s
	WHERE s.chain_id = p.chain_id AND p.state IN ('preparing', 'prepared', 'verified') AND NOT ${stands(Prisma.sql`s.step_no`)}
	  AND NOT EXISTS (SELECT 1 FROM approval_chain_step b WHERE b.chain_id = s.chain_id AND b.turn < s.turn AND NOT ${stands(Prisma.sql`b.step_no`)}))`;

/** Someone who changed the figures of appraisal `p` or signed them takes no further step on them. */
export function untouchedBy(personId: string): Prisma.Sql {
	return Prisma.sql`${personId}::uuid <> ALL(p.editors) AND NOT EXISTS (SELECT 1 FROM approval_step t
		WHERE t.budget_version_id = p.appraised_version_id AND t.revoked_at IS NULL AND t.person_id = ${personId}::uuid)`;
}

/** Whether a step is due on appraisal `p` of call `c` that the reader may take in this role. */
export function signatureDue({ kind, role, scope }: SignerRole, personId: string): Prisma.Sql {
	const own = kind === 'prepared' ? Prisma.sql`TRUE` : untouchedBy(personId);
	return Prisma.sql`(EXISTS (SELECT 1 FROM ${dueSteps} due WHERE due.kind = ${kind} AND due.role = ${role})
		AND ${callsWithin(scope)} AND ${own})`;
}

export function anySignatureDue(signs: readonly SignerRole[], personId: string): Prisma.Sql {
	if (signs.length === 0) return Prisma.sql`FALSE`;
	return Prisma.join(
		signs.map((one) => signatureDue(one, personId)),
		' OR ',
		'(',
		')'
	);
}
