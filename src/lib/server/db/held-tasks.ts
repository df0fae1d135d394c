import type { Scope } from '#lib/domain/access/policy.ts';
import type { HeldTaskKind, TaskHats } from '#lib/server/app/tasks/ports.ts';
import { Prisma } from './generated/client.ts';
import { heldChanges, heldClaims } from './claim-tasks.ts';
import { callsWithin, notTiedTo, taskColumns } from './task-columns.ts';

const CASE = {
	code: Prisma.sql`coalesce(a.code, '')`,
	titleVi: Prisma.sql`a.title`,
	titleEn: Prisma.sql`a.title`
};

/** What the reader waits for: own dossiers at the office, cases of the reader's scope in other hands. */
export function heldTasks(hats: TaskHats): Prisma.Sql[] {
	const { organisationIds, manage, appraise, verify, approve } = hats;
	return [
		...(organisationIds.length > 0
			? [...dossiersAtTheOffice(organisationIds), heldClaims(organisationIds), heldChanges(organisationIds)]
			: []),
		...chain(
			'held_preparer',
			'preparing',
			appraise === undefined ? (verify ?? approve ?? manage) : undefined,
			hats
		),
		...chain(
			'held_verifier',
			'prepared',
			verify === undefined ? (appraise ?? approve ?? manage) : undefined,
			hats
		),
		...chain(
			'held_approver',
			'verified',
			approve === undefined ? (verify ?? appraise ?? manage) : undefined,
			hats
		),
		...chain(
			'held_verifier',
			'rejecting',
			verify === undefined ? (appraise ?? approve ?? manage) : undefined,
			hats
		),
		...chain(
			'held_approver',
			'rejection_checked',
			approve === undefined ? (verify ?? appraise ?? manage) : undefined,
			hats
		),
		...(manage === undefined ? [] : callsElsewhere(manage))
	];
}

/** The applicant learns whose turn it is, never what was chosen before it is issued. */
function dossiersAtTheOffice(organisationIds: readonly string[]): Prisma.Sql[] {
	const turn = (kind: HeldTaskKind, where: Prisma.Sql): Prisma.Sql => {
		const columns = taskColumns(kind, {
			...CASE,
			target: Prisma.sql`a.id`,
			since: Prisma.sql`a.submitted_at`
		});
		return Prisma.sql`SELECT ${columns} FROM application a JOIN call c ON c.id = a.call_id
			WHERE a.organisation_id = ANY(${[...organisationIds]}::uuid[]) AND c.state <> 'concluded' AND ${where}`;
	};
	return [
		turn('held_office', Prisma.sql`a.state IN ('submitted', 'valid') AND NOT a.replacing`),
		turn('held_council', Prisma.sql`a.state = 'in_review'`),
		turn(
			'held_result',
			Prisma.sql`a.state IN ('recommended', 'reserve', 'not_recommended', 'in_appraisal', 'approved', 'rejected')`
		)
	];
}

function chain(
	kind: HeldTaskKind,
	state: 'preparing' | 'prepared' | 'verified' | 'rejecting' | 'rejection_checked',
	scope: Scope | undefined,
	{ tied }: TaskHats
): Prisma.Sql[] {
	if (scope === undefined) return [];
	const columns = taskColumns(kind, { ...CASE, target: Prisma.sql`p.id`, since: Prisma.sql`p.updated_at` });
	return [
		Prisma.sql`SELECT ${columns} FROM appraisal p JOIN application a ON a.id = p.application_id
			JOIN call c ON c.id = a.call_id WHERE p.state = ${state} AND ${callsWithin(scope)} AND ${notTiedTo(tied)}`
	];
}

function callsElsewhere(scope: Scope): Prisma.Sql[] {
	const session = taskColumns('held_session', {
		target: Prisma.sql`c.code`,
		code: Prisma.sql`l.code`,
		titleVi: Prisma.sql`l.title_vi`,
		titleEn: Prisma.sql`l.title_en`,
		due: Prisma.sql`s.scheduled_at`
	});
	const selection = taskColumns('held_director', {
		target: Prisma.sql`c.code`,
		code: Prisma.sql`c.code`,
		titleVi: Prisma.sql`c.title_vi`,
		titleEn: Prisma.sql`c.title_en`
	});
	return [
		Prisma.sql`SELECT ${session} FROM review_session s JOIN lot l ON l.id = s.lot_id JOIN call c ON c.id = l.call_id
			WHERE s.state <> 'closed' AND ${callsWithin(scope)}`,
		Prisma.sql`SELECT ${selection} FROM call c JOIN selection s ON s.call_id = c.id
			WHERE c.state = 'selecting' AND s.state = 'draft' AND ${callsWithin(scope)}`
	];
}
