import { formatDong } from '#lib/i18n/formats/figures.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { addressOf, post } from '../identity/links.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { AppraisalCase } from './appraisal-case.ts';

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
	const { application, appraisal, requestedVersion, call, lot } = found;
	for (const { personId, email, name, locale } of await tx.budgets.holdersOf(role, call.programme)) {
		const letter = ctx.app.letters.approvalWaiting(
			{
				name,
				code: application.code ?? '',
				title: application.title === '' ? lot.title.vi : application.title,
				amount: formatDong(requestedVersion.stateTotal, locale),
				step: step({}, { locale }),
				url: addressOf(ctx, `/tham-dinh/${appraisal.id}`, locale)
			},
			locale
		);
		const key = `rejection-waiting:${appraisal.id}:${String(appraisal.version)}:${personId}`;
		await post(tx, { email, name, language: locale }, key, letter);
	}
}

/** Tells the representatives of the applicant that no money was approved, and why. */
export async function mailBudgetRejected(
	ctx: Context,
	tx: Tx,
	found: AppraisalCase,
	reason: string
): Promise<void> {
	const { application, requestedVersion, lot } = found;
	for (const { personId, fullName, email, role } of await tx.organisations.membersOf(
		application.organisationId
	)) {
		if (role !== 'representative' || email === null) continue;
		// Official letters are in Vietnamese.
		const letter = ctx.app.letters.budgetRejected(
			{
				name: fullName,
				code: application.code ?? '',
				title: application.title === '' ? lot.title.vi : application.title,
				requested: formatDong(requestedVersion.stateTotal, 'vi'),
				reason,
				url: addressOf(ctx, `/ho-so/${application.id}`, 'vi')
			},
			'vi'
		);
		const to = { email, name: fullName, language: 'vi' } as const;
		await post(tx, to, `budget-rejected:${application.id}:${personId}`, letter);
	}
}
