import type { Justifications } from '#lib/domain/budgets/checks.ts';
import { khoanRequest } from '#lib/domain/budgets/khoan-method.ts';
import type { KhoanRequest } from '#lib/domain/budgets/khoan-method.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { BudgetRules, BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import { can } from '#lib/domain/access/policy.ts';
import type { Answers } from '#lib/domain/definitions/stored-value.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { deadlineOf, mayEdit } from '#lib/domain/workflow/application-window.ts';
import { caseOf, subjectOf } from '../cases/applications/application-case.ts';
import type { Repositories } from '../ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { budgetSettingOf } from '../cases/budgets/budget-setting.ts';
import { enteredLines, latestRequested } from '../cases/budgets/requested-budget.ts';

/** What the applicant's budget page works on. The engine runs on both sides with the same template and rules. */
export interface BudgetPage {
	readonly applicationId: string;
	readonly title: string;
	readonly code: string | null;
	readonly closesAt: Date;
	/** The database's time, for the time left. */
	readonly now: Date;
	readonly template: BudgetTemplate;
	readonly rules: BudgetRules;
	/** What the next save is made against; 0 before the first. */
	readonly version: number;
	/** As entered; the management line follows from them. */
	readonly lines: readonly BudgetLine[];
	readonly justifications: Justifications;
	/** The method of payment as the answers ask for it now; null while they do not say. */
	readonly khoan: KhoanRequest | null;
	/** Null when the budget may be written, else why not. */
	readonly locked: Refusal | null;
}

/** Refusals: `not_found` (also where the programme has no budget of its own), `sign_in_needed`. */
export async function readBudget(ctx: Context, applicationId: string): Promise<Result<BudgetPage>> {
	if (!isUuid(applicationId)) return refuse('not_found');
	return ask(ctx, 'application.read_own', {}, async (read) => {
		const application = await read.applications.find(applicationId);
		if (application === undefined) return refuse('not_found');
		const found = await caseOf(read, application);
		const allowed = can(ctx.actor, 'application.read_own', subjectOf(found));
		if (!allowed.ok) return allowed;
		const setting = budgetSettingOf(found.definition.document, found.call);
		if (setting === null || setting.template.lines.kind !== 'budget_field') return refuse('not_found');
		const version = await latestRequested(read, applicationId);
		const now = await read.clock.now();
		const source = setting.template.khoanMethod;
		const khoan = source === undefined ? null : khoanRequest(await answersOf(read, applicationId), source);
		const editable = mayEdit(application, found.call, now);
		const writer = can(ctx.actor, 'application.edit', subjectOf(found));
		return ok({
			applicationId,
			title: application.title === '' ? found.lot.title.vi : application.title,
			code: application.code,
			closesAt: deadlineOf(application, found.call),
			now,
			template: setting.template,
			rules: setting.rules,
			version: version?.version ?? 0,
			lines: version === undefined ? [] : enteredLines(await read.budgets.lines(version.id)),
			justifications: version?.justifications ?? {},
			khoan,
			locked: !editable.ok ? editable.refusal : writer.ok ? null : writer.refusal
		});
	});
}

async function answersOf(read: Repositories, applicationId: string): Promise<Answers> {
	const sections = await read.applications.sections(applicationId);
	return Object.fromEntries(sections.map(({ sectionKey, content }) => [sectionKey, content.values]));
}
