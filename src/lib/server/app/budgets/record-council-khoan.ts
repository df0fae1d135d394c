import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { lockedAppraisalCase } from '../cases/budgets/appraisal-case.ts';
import { khoanRequestOf } from './khoan-of-case.ts';

/**
 * Records what the minutes of the council say about khoán to the final product: without it the method of payment
 * cannot be decided (TTLT 27/2015, Art. 7). While the appraisal is being prepared. Refuses `not_found`,
 * `tied_to_applicant`, `khoan_not_asked`, `state_forbids`, `stale_version`.
 */
export async function recordCouncilKhoan(
	ctx: Context,
	input: { readonly appraisalId: string; readonly version: number; readonly proposes: boolean }
): Promise<Result<true>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	const about: AuditedObject = { type: 'appraisal', id: input.appraisalId };
	return transact(ctx, 'record_council_khoan', about, async ({ tx, permit, note }) => {
		const found = await lockedAppraisalCase(tx, input.appraisalId);
		if (found === undefined) return refuse('not_found');
		const allowed = permit('budget.appraise', found.subject);
		if (!allowed.ok) return allowed;
		const { appraisal } = found;
		if (appraisal.state !== 'preparing')
			return refuse('state_forbids', { params: { state: appraisal.state, event: 'record_council_khoan' } });
		if ((await khoanRequestOf(tx, found)) === null) return refuse('khoan_not_asked');
		const seen = { id: appraisal.id, version: input.version, state: appraisal.state };
		if (!(await tx.budgets.recordCouncilKhoan(seen, input.proposes))) return refuse('stale_version');
		note({ before: { councilKhoan: appraisal.councilKhoan }, after: { councilKhoan: input.proposes } });
		return ok(true);
	});
}
