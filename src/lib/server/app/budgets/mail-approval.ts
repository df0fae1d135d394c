import type { ApprovalChainStep } from '#lib/domain/budgets/approvals.ts';
import type { Role } from '#lib/domain/access/actor.ts';
import { ROLES } from '#lib/domain/access/actor.ts';
import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { addressOf, post } from '../identity/links.ts';
import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';
import type { AppraisalCase } from './appraisal-case.ts';

function isRole(text: string): text is Role {
	return ROLES.some((role) => role === text);
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
	const { application, appraisal, appraisedVersion, call, lot } = found;
	const acted = [signerId, ...appraisal.editors, ...found.steps.map(({ personId }) => personId)];
	const holders = await tx.budgets.holdersOf(due.role, call.programme);
	for (const { personId, email, name, locale } of holders) {
		// Who changed or signed these figures takes no further step on them.
		if (acted.includes(personId)) continue;
		const letter = ctx.app.letters.approvalWaiting(
			{
				name,
				code: application.code ?? '',
				title: application.title === '' ? lot.title.vi : application.title,
				amount: formatDong(appraisedVersion.stateTotal, locale),
				step: m.budgets_step_act({ kind: due.kind }, { locale }),
				url: addressOf(ctx, `/tham-dinh/${appraisal.id}`, locale)
			},
			locale
		);
		const key = `approval-waiting:${appraisedVersion.id}:${due.kind}:${hash}:${String(due.step)}:${personId}:${String(appraisal.version)}`;
		await post(tx, { email, name, language: locale }, key, letter);
	}
}

/** Tells the representatives of the applicant what was approved, with every amount. */
export async function mailBudgetApproved(ctx: Context, tx: Tx, found: AppraisalCase): Promise<void> {
	const { application, appraisedVersion, requestedVersion, lot } = found;
	const members = await tx.organisations.membersOf(application.organisationId);
	for (const { personId, fullName, email, role } of members) {
		if (role !== 'representative' || email === null) continue;
		// Official letters are in Vietnamese.
		const letter = ctx.app.letters.budgetApproved(
			{
				name: fullName,
				code: application.code ?? '',
				title: application.title === '' ? lot.title.vi : application.title,
				requested: formatDong(requestedVersion.stateTotal, 'vi'),
				approved: formatDong(appraisedVersion.stateTotal, 'vi'),
				inWords: dongInWords(appraisedVersion.stateTotal, 'vi'),
				own: formatDong(appraisedVersion.ownTotal, 'vi'),
				url: addressOf(ctx, `/ho-so/${application.id}`, 'vi')
			},
			'vi'
		);
		await post(
			tx,
			{ email, name: fullName, language: 'vi' },
			`budget-approved:${application.id}:${personId}`,
			letter
		);
	}
}
