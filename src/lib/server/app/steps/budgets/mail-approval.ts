import type { ApprovalChainStep } from '#lib/domain/budgets/approvals.ts';
import type { Role } from '#lib/domain/access/actor.ts';
import { ROLES } from '#lib/domain/access/actor.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { budgetApproved, signatureWaits } from '../../mail/letters/budgets.ts';
import { representativesOf } from '../../mail/readers.ts';
import { tell } from '../../mail/tell.ts';
import type { Tx } from '../../ports.ts';
import type { Context } from '../../use-case.ts';
import type { AppraisalCase } from '../../cases/budgets/appraisal-case.ts';

function isRole(text: string): text is Role {
	return ROLES.some((role) => role === text);
}

/** What a letter calls the budget, and where its reader finds it. */
export function budgetInLetter(
	{ application, appraisal, lot }: AppraisalCase,
	reader: 'applicant' | 'finance'
): { readonly code: string; readonly title: string; readonly path: string } {
	return {
		code: application.code ?? '',
		title: application.title === '' ? lot.title.vi : application.title,
		path: reader === 'finance' ? `/tham-dinh/${appraisal.id}` : `/ho-so/${application.id}`
	};
}

/** Tells everybody who may take the step that is due now; once for the same figures. */
export async function mailWaitingStep(
	ctx: Context,
	tx: Tx,
	found: AppraisalCase,
	due: ApprovalChainStep,
	hash: string,
	signerId: string
): Promise<void> {
	if (!isRole(due.role)) return;
	const { appraisal, appraisedVersion, call } = found;
	// Who changed or signed these figures takes no further step on them.
	const acted = [signerId, ...appraisal.editors, ...found.steps.map(({ personId }) => personId)];
	const holders = await tx.budgets.holdersOf(due.role, call.programme);
	await tell(ctx, tx, {
		to: holders.filter(({ personId }) => !acted.includes(personId)),
		key: `approval-waiting:${appraisedVersion.id}:${due.kind}:${hash}:${String(due.step)}:${String(appraisal.version)}`,
		letter: signatureWaits({
			...budgetInLetter(found, 'finance'),
			amount: appraisedVersion.stateTotal,
			step: (locale) => m.budgets_step_act({ kind: due.kind }, { locale })
		})
	});
}

/** Tells the representatives of the applicant what was approved, with every amount. */
export async function mailBudgetApproved(ctx: Context, tx: Tx, found: AppraisalCase): Promise<void> {
	const { application, appraisedVersion, requestedVersion } = found;
	await tell(ctx, tx, {
		to: await representativesOf(tx, application.organisationId),
		key: `budget-approved:${application.id}`,
		letter: budgetApproved({
			...budgetInLetter(found, 'applicant'),
			requested: requestedVersion.stateTotal,
			approved: appraisedVersion.stateTotal,
			own: appraisedVersion.ownTotal
		})
	});
}
