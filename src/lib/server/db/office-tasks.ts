import type { Ties } from '#lib/domain/access/actor.ts';
import type { Scope } from '#lib/domain/access/policy.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import type { AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import type { OwnTaskKind, TaskHats } from '#lib/server/app/tasks/ports.ts';
import { signatureDue, untouchedBy } from './due-steps.ts';
import { decidesOneByOne, surveysSites } from './flow-columns.ts';
import { Prisma } from './generated/client.ts';
import { callsWithin, notTiedTo, taskColumns } from './task-columns.ts';

const CALL = {
	target: Prisma.sql`c.code`,
	code: Prisma.sql`c.code`,
	titleVi: Prisma.sql`c.title_vi`,
	titleEn: Prisma.sql`c.title_en`
};

/** Officers, finance and the director: what waits in the calls and budgets within their scopes. */
export function officeTasks(hats: TaskHats): Prisma.Sql[] {
	const { tied } = hats;
	return [
		...(hats.manage === undefined ? [] : callTasks(hats.manage, tied)),
		...(hats.decideProposals === undefined ? [] : [proposals(hats.decideProposals, tied)]),
		...hats.signs.map((one) => appraisals(SIGNING_TASK[one.kind], signatureDue(one, hats.personId), hats)),
		...(hats.verify === undefined ? [] : [endings('check_rejection', 'rejecting', hats.verify, hats)]),
		...(hats.approve === undefined
			? []
			: [endings('decide_rejection', 'rejection_checked', hats.approve, hats)]),
		...(hats.closeSelection === undefined
			? []
			: [
					Prisma.sql`SELECT ${taskColumns('close_selection', CALL)} FROM call c JOIN selection s ON s.call_id = c.id
						WHERE c.state = 'selecting' AND s.state = 'draft' AND ${callsWithin(hats.closeSelection)}`
				]),
		...(hats.issueResult === undefined ? [] : [results(hats.issueResult)])
	];
}

/** Who proposed to give no money, or confirmed that, takes no other step on it. */
function notProposedBy(personId: string): Prisma.Sql {
	return Prisma.sql`${untouchedBy(personId)} AND NOT EXISTS (SELECT 1 FROM appraisal_rejection r
		WHERE r.appraisal_id = p.id AND r.outcome IS NULL AND ${personId}::uuid IN (r.proposed_by, r.checked_by))`;
}

const SIGNING_TASK = {
	prepared: 'appraise',
	verified: 'verify_appraisal',
	approved: 'approve_appraisal'
} as const satisfies Readonly<Record<SigningKind, OwnTaskKind>>;

function endings(
	kind: 'check_rejection' | 'decide_rejection',
	state: AppraisalState,
	scope: Scope,
	hats: TaskHats
): Prisma.Sql {
	const mine = Prisma.sql`p.state = ${state} AND ${callsWithin(scope)} AND ${notProposedBy(hats.personId)}`;
	return appraisals(kind, mine, hats);
}

function appraisals(kind: OwnTaskKind, mine: Prisma.Sql, { tied }: TaskHats): Prisma.Sql {
	const columns = taskColumns(kind, {
		target: Prisma.sql`p.id`,
		code: Prisma.sql`coalesce(a.code, '')`,
		titleVi: Prisma.sql`a.title`,
		titleEn: Prisma.sql`a.title`,
		since: Prisma.sql`p.updated_at`
	});
	return Prisma.sql`SELECT ${columns} FROM appraisal p JOIN application a ON a.id = p.application_id
		JOIN call c ON c.id = a.call_id WHERE ${mine} AND ${notTiedTo(tied)}`;
}

function callTasks(scope: Scope, tied: Ties): Prisma.Sql[] {
	const within = callsWithin(scope);
	const counted = {
		...CALL,
		count: Prisma.sql`count(*)`,
		since: Prisma.sql`min(a.updated_at)`,
		// The only one is where the work is; of several, the list.
		part: Prisma.sql`CASE WHEN count(*) = 1 THEN min(a.id::text) ELSE '' END`
	};
	const group = Prisma.sql`GROUP BY c.id, c.code, c.title_vi, c.title_en`;
	const opened = Prisma.sql`c.state = 'opened'`;
	return [
		Prisma.sql`SELECT ${taskColumns('publish_call', { ...CALL, due: Prisma.sql`c.opens_at`, since: Prisma.sql`c.created_at` })}
			FROM call c WHERE c.state = 'draft' AND ${within}`,
		Prisma.sql`SELECT ${taskColumns('open_dossiers', {
			...CALL,
			since: Prisma.sql`c.closes_at`,
			count: Prisma.sql`(SELECT count(*) FROM application a WHERE a.call_id = c.id AND a.state = 'submitted')`
		})} FROM call c WHERE c.state = 'published' AND c.closes_at <= (SELECT app_now()) AND ${within}`,
		Prisma.sql`SELECT ${taskColumns('check_validity', counted)} FROM application a JOIN call c ON c.id = a.call_id
			WHERE ${opened} AND a.state = 'submitted' AND ${within} AND ${notTiedTo(tied)} ${group}`,
		Prisma.sql`SELECT ${taskColumns('record_survey', counted)} FROM application a JOIN call c ON c.id = a.call_id
			JOIN programme_definition d ON d.id = c.definition_id LEFT JOIN site_survey v ON v.application_id = a.id
			WHERE ${opened} AND a.state = 'valid' AND ${surveysSites}
			  AND v.finished_at IS NULL AND ${within} AND ${notTiedTo(tied)} ${group}`,
		Prisma.sql`SELECT ${taskColumns('form_council', { ...CALL, since: Prisma.sql`c.opened_at` })}
			FROM call c JOIN programme_definition d ON d.id = c.definition_id
			WHERE ${opened} AND ${within} AND NOT ${decidesOneByOne}
			  AND NOT EXISTS (SELECT 1 FROM council k WHERE k.call_id = c.id AND k.state = 'seated')
			  AND EXISTS (SELECT 1 FROM application a WHERE a.call_id = c.id AND a.state = 'valid')
			  AND NOT EXISTS (SELECT 1 FROM application a WHERE a.call_id = c.id AND a.state = 'submitted')`,
		Prisma.sql`SELECT ${taskColumns('prepare_selection', { ...CALL, since: Prisma.sql`max(s.closed_at)` })}
			FROM call c JOIN lot l ON l.call_id = c.id JOIN review_session s ON s.lot_id = l.id
			WHERE ${opened} AND ${within} GROUP BY c.id, c.code, c.title_vi, c.title_en
			HAVING bool_and(s.state = 'closed')`
	];
}

function proposals(scope: Scope, tied: Ties): Prisma.Sql {
	const columns = taskColumns('decide_proposals', {
		...CALL,
		count: Prisma.sql`count(*)`,
		since: Prisma.sql`min(a.updated_at)`
	});
	return Prisma.sql`SELECT ${columns} FROM application a JOIN call c ON c.id = a.call_id
		JOIN programme_definition d ON d.id = c.definition_id
		WHERE c.state = 'opened' AND a.state = 'valid' AND ${decidesOneByOne}
		  AND ${callsWithin(scope)} AND ${notTiedTo(tied)}
		GROUP BY c.id, c.code, c.title_vi, c.title_en`;
}

/** Calls whose every case is settled; a proposal call concludes straight after the last decision. */
function results(scope: Scope): Prisma.Sql {
	return Prisma.sql`SELECT ${taskColumns('issue_result', CALL)} FROM call c
		JOIN programme_definition d ON d.id = c.definition_id
		WHERE ${callsWithin(scope)} AND (
		  (c.state = 'selected' AND NOT EXISTS (SELECT 1 FROM application a
		    WHERE a.call_id = c.id AND a.state IN ('recommended', 'in_appraisal')))
		  OR (c.state = 'opened' AND ${decidesOneByOne} AND NOT EXISTS (SELECT 1 FROM application a
		    WHERE a.call_id = c.id AND a.state IN ('submitted', 'valid', 'in_review'))))`;
}
