import { m } from '#lib/i18n/paraglide/messages.js';
import { budgetRejected, signatureWaits } from '../mail/letters/budgets.ts';
import { representativesOf } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';
import { budgetInLetter } from '../steps/budgets/mail-approval.ts';

/** Tells every head of finance that a proposal to give no money waits to be confirmed; once for each proposal. */
export async function mailRejectionProposed(ctx: Context, tx: Tx, found: AppraisalCase): Promise<void> {
	await mailWaiting(ctx, tx, found, 'finance_head');
}

/** Tells every director that a confirmed proposal to give no money waits; once for each proposal. */
export async function mailRejectionChecked(ctx: Context, tx: Tx, found: AppraisalCase): Promise<void> {
	await mailWaiting(ctx, tx, found, 'director');
}

async function mailWaiting(
	ctx: Context,
	tx: Tx,
	found: AppraisalCase,
	role: 'finance_head' | 'director'
): Promise<void> {
	const step = role === 'director' ? m.budgets_rejection_step : m.budgets_rejection_check_step;
	const { appraisal, requestedVersion, call } = found;
	await tell(ctx, tx, {
		to: await tx.budgets.holdersOf(role, call.programme),
		key: `rejection-waiting:${appraisal.id}:${String(appraisal.version)}`,
		letter: signatureWaits({
			...budgetInLetter(found, 'finance'),
			amount: requestedVersion.stateTotal,
			step: (locale) => step({}, { locale })
		})
	});
}

/** Tells the representatives of the applicant that no money was approved, and why. */
export async function mailBudgetRejected(
	ctx: Context,
	tx: Tx,
	found: AppraisalCase,
	reason: string
): Promise<void> {
	const { application, requestedVersion } = found;
	await tell(ctx, tx, {
		to: await representativesOf(tx, application.organisationId),
		key: `budget-rejected:${application.id}`,
		letter: budgetRejected({
			...budgetInLetter(found, 'applicant'),
			requested: requestedVersion.stateTotal,
			reason
		})
	});
}
