import type { KhoanMethod } from '#lib/domain/budgets/khoan.ts';
import type { BudgetsRepository, KhoanDecisionRow } from '#lib/server/app/budgets/ports.ts';
import type { Connection } from './connection.ts';

type KhoanMethods = 'recordCouncilKhoan' | 'decideKhoan' | 'khoanDecision' | 'khoanMethods';

/** The part of the budgets repository that is about the method of payment. */
export function khoanRepository(db: Connection): Pick<BudgetsRepository, KhoanMethods> {
	return {
		async recordCouncilKhoan({ id, version, state }, proposes) {
			const count = await db.$executeRaw`
				UPDATE appraisal SET council_khoan = ${proposes}, version = version + 1, updated_at = app_now()
				WHERE id = ${id}::uuid AND version = ${version} AND state = ${state}`;
			return count === 1;
		},

		async decideKhoan({ id, appraisalId, versionId, seenHash, outcome, by }) {
			await db.$executeRaw`
				INSERT INTO khoan_decision (id, appraisal_id, version_id, seen_hash, requested, method, unmet, khoan_amount, decided_by, decided_at)
				VALUES (${id}::uuid, ${appraisalId}::uuid, ${versionId}::uuid, ${seenHash}, ${outcome.requested}, ${outcome.method},
				  ${JSON.stringify(outcome.unmet)}::jsonb, ${outcome.khoanAmount}, ${by}::uuid, app_now())`;
		},

		async khoanDecision(appraisalId, hash) {
			const rows = await db.$queryRaw<KhoanDecisionRow[]>`
				SELECT k.seen_hash AS "seenHash", k.requested, k.method, k.unmet, p.full_name AS "deciderName", k.decided_at AS "decidedAt"
				FROM khoan_decision k JOIN person p ON p.id = k.decided_by
				WHERE k.appraisal_id = ${appraisalId}::uuid AND k.seen_hash = ${hash} ORDER BY k.decided_at DESC, k.id DESC LIMIT 1`;
			return rows[0];
		},

		async khoanMethods(callId) {
			const rows = await db.$queryRaw<
				{ applicationId: string; method: KhoanMethod; amount: bigint | null }[]
			>`
				SELECT DISTINCT ON (a.id) a.id AS "applicationId", k.method, k.khoan_amount AS amount FROM khoan_decision k JOIN appraisal p ON p.id = k.appraisal_id
				JOIN budget_version v ON v.id = p.appraised_version_id AND v.hash = k.seen_hash JOIN application a ON a.id = p.application_id
				WHERE a.call_id = ${callId}::uuid AND a.state = 'approved' ORDER BY a.id, k.decided_at DESC`;
			return new Map(rows.map(({ applicationId, method, amount }) => [applicationId, { method, amount }]));
		}
	};
}
