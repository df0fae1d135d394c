import type { BudgetsRepository, RejectionRow } from '#lib/server/app/budgets/ports.ts';
import type { Connection } from './connection.ts';

type RejectionMethods =
	| 'rejections'
	| 'rejectionReasons'
	| 'proposeRejection'
	| 'checkRejection'
	| 'decideRejection'
	| 'recordRejection';

/** The part of the budgets repository that is about ending an appraisal without money. */
export function rejectionsRepository(db: Connection): Pick<BudgetsRepository, RejectionMethods> {
	return {
		async rejections(appraisalId) {
			return db.$queryRaw<RejectionRow[]>`
				SELECT r.id, r.reason, r.proposed_by AS "proposedBy", coalesce(p.full_name, '') AS "proposerName", r.proposed_at AS "proposedAt",
				  r.checked_by AS "checkedBy", coalesce(k.full_name, '') AS "checkerName", r.checked_at AS "checkedAt",
				  r.decided_by AS "decidedBy", coalesce(d.full_name, '') AS "deciderName", r.decided_at AS "decidedAt", r.outcome, r.note
				FROM appraisal_rejection r LEFT JOIN person p ON p.id = r.proposed_by LEFT JOIN person k ON k.id = r.checked_by LEFT JOIN person d ON d.id = r.decided_by
				WHERE r.appraisal_id = ${appraisalId}::uuid ORDER BY r.id DESC`;
		},

		async rejectionReasons(callId) {
			const rows = await db.$queryRaw<{ applicationId: string; reason: string }[]>`
				SELECT a.id AS "applicationId", r.reason FROM appraisal_rejection r JOIN appraisal p ON p.id = r.appraisal_id
				JOIN application a ON a.id = p.application_id WHERE a.call_id = ${callId}::uuid AND r.outcome = 'rejected'`;
			return new Map(rows.map(({ applicationId, reason }) => [applicationId, reason]));
		},

		async proposeRejection({ id, appraisalId, reason, by }) {
			await db.$executeRaw`
				INSERT INTO appraisal_rejection (id, appraisal_id, reason, proposed_by, proposed_at)
				VALUES (${id}::uuid, ${appraisalId}::uuid, ${reason}, ${by}::uuid, app_now())`;
		},

		async checkRejection(id, by) {
			const count = await db.$executeRaw`
				UPDATE appraisal_rejection SET checked_by = ${by}::uuid, checked_at = app_now()
				WHERE id = ${id}::uuid AND outcome IS NULL AND checked_by IS NULL`;
			return count === 1;
		},

		async decideRejection(id, { outcome, by, note }) {
			const count = await db.$executeRaw`
				UPDATE appraisal_rejection SET outcome = ${outcome}, decided_by = ${by}::uuid, decided_at = app_now(), note = ${note}
				WHERE id = ${id}::uuid AND outcome IS NULL`;
			return count === 1;
		},

		async recordRejection({ id, appraisalId, reason, by }) {
			await db.$executeRaw`
				INSERT INTO appraisal_rejection (id, appraisal_id, reason, decided_by, decided_at, outcome)
				VALUES (${id}::uuid, ${appraisalId}::uuid, ${reason}, ${by}::uuid, app_now(), 'rejected')`;
		}
	};
}
