import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import type { Person, Role } from '#lib/domain/access/actor.ts';
import type { Subject } from '#lib/domain/access/policy.ts';
import { isTied } from '#lib/domain/access/actor.ts';
import { appraise } from '#lib/domain/budgets/appraisal.ts';
import type { Appraisal, AppraisalReasons } from '#lib/domain/budgets/appraisal.ts';
import type { ApprovalChain, ApprovalRequest } from '#lib/domain/budgets/approvals.ts';
import { canonicalBudget } from '#lib/domain/budgets/canonical.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import { caseOf, subjectOf } from '../applications/application-case.ts';
import type { ApplicationCase } from '../applications/application-case.ts';
import type { Repositories } from '../../ports.ts';
import { budgetSettingOf } from './budget-setting.ts';
import type { BudgetSetting } from './budget-setting.ts';
import type { AppraisalRow, ApprovalStepRow, BudgetVersionRow, StoredLine } from '../../budgets/ports.ts';

/** An appraisal with its case, both sides of its figures and the signatures on them. */
export interface AppraisalCase extends ApplicationCase {
	readonly appraisal: AppraisalRow;
	readonly subject: Subject;
	readonly setting: BudgetSetting;
	readonly requestedVersion: BudgetVersionRow;
	readonly appraisedVersion: BudgetVersionRow;
	readonly requested: readonly BudgetLine[];
	readonly appraised: readonly BudgetLine[];
	readonly reasons: AppraisalReasons;
	/** The reasons, and notes that stand without one. */
	readonly words: AppraisalReasons;
	readonly steps: readonly ApprovalStepRow[];
	readonly chain: ApprovalChain;
}

/**
 * The same, under the lock of its application until the transaction ends: of two people who act on one case at
 * once, the second sees what the first did.
 */
export async function lockedAppraisalCase(tx: Repositories, id: string): Promise<AppraisalCase | undefined> {
	const appraisal = await tx.budgets.findAppraisal(id);
	if (appraisal === undefined) return undefined;
	await tx.applications.lock(appraisal.applicationId);
	return appraisalCase(tx, id);
}

/** Loads an appraisal whole; undefined when there is none under this id. */
export async function appraisalCase(read: Repositories, id: string): Promise<AppraisalCase | undefined> {
	const appraisal = await read.budgets.findAppraisal(id);
	if (appraisal === undefined) return undefined;
	const application = await read.applications.find(appraisal.applicationId);
	const requestedVersion = await read.budgets.version(appraisal.requestedVersionId);
	const appraisedVersion = await read.budgets.version(appraisal.appraisedVersionId);
	if (application === undefined || requestedVersion === undefined || appraisedVersion === undefined)
		throw new Error(`appraisal ${id} has lost its application or a version`);
	const found = await caseOf(read, application);
	const setting = budgetSettingOf(found.definition.document, found.call);
	if (setting === null) throw new Error(`appraisal ${id} of a programme without money`);
	const chain = await read.chains.find(appraisal.chainId);
	if (chain === undefined) throw new Error(`appraisal ${id} has lost its chain`);
	const stored = await read.budgets.lines(appraisedVersion.id);
	const words = wordsOf(stored);
	return {
		...found,
		appraisal,
		subject: subjectOf(found),
		setting,
		requestedVersion,
		appraisedVersion,
		requested: linesOf(await read.budgets.lines(requestedVersion.id)),
		appraised: linesOf(stored.filter(({ removed }) => !removed)),
		reasons: Object.fromEntries(Object.entries(words).filter(([, { code }]) => code !== '')),
		words,
		steps: await read.budgets.steps(appraisedVersion.id),
		chain: chain.steps
	};
}

function linesOf(stored: readonly StoredLine[]): BudgetLine[] {
	return stored.map(({ line }) => line);
}

/** What somebody said beside a line; a line without any of it is not among them. */
function wordsOf(stored: readonly StoredLine[]): AppraisalReasons {
	return Object.fromEntries(
		stored
			.filter(({ line, reasonCode, note }) => line.system === undefined && (reasonCode !== '' || note !== ''))
			.map(({ line, reasonCode, note }) => [line.key, { code: reasonCode, note }])
	);
}

/** Both sides through the one engine. */
export function appraisalOf(found: AppraisalCase): Appraisal {
	const { requested, appraised, reasons, setting, appraisedVersion } = found;
	return appraise({
		requested,
		appraised,
		reasons,
		template: setting.template,
		rules: setting.rules,
		justifications: appraisedVersion.justifications
	});
}

/** The canonical text that is hashed and signed; null while anything is missing. */
export function canonicalAppraisal(
	figures: Appraisal,
	caseCode: string,
	reasons: AppraisalReasons
): string | null {
	if (figures.problems.length > 0) return null;
	const canonical = canonicalBudget(
		figures.appraised,
		{ caseCode, side: 'appraised' },
		Object.entries(reasons).map(([key, { code, note }]) => ({ key, code, note }))
	);
	return canonical.ok ? canonicalJson(canonical.value) : null;
}

/** What the chain needs to know of a person who wants to act on these figures. */
export function approvalRequest(
	found: AppraisalCase,
	person: Person,
	seenHash: string,
	kind?: SigningKind
): ApprovalRequest {
	const roles = rolesFor(found, person);
	return {
		chain: found.chain,
		steps: found.steps.map((taken) => ({
			step: taken.step,
			personId: taken.personId,
			seenHash: taken.seenHash,
			revoked: taken.revokedAt !== null
		})),
		personId: person.personId,
		roles,
		tiedToApplicant: isTied(person, found.application.organisationId, found.call.id),
		currentHash: found.appraisedVersion.hash ?? '',
		seenHash,
		editors: found.appraisal.editors,
		...(kind !== undefined && { kind })
	};
}

/** Every role that the person holds for this case. */
function rolesFor({ call }: AppraisalCase, person: Person): Role[] {
	return person.grants.flatMap(({ role, scope }) =>
		scope.type === 'all' || (scope.type === 'programme' && scope.id === call.programme) ? [role] : []
	);
}

/** Whether a step of these kinds in the chain of this appraisal is one of the person's roles. */
export function standsInChain(found: AppraisalCase, person: Person, kinds: readonly SigningKind[]): boolean {
	const roles = rolesFor(found, person);
	return found.chain.some(({ kind, role }) => kinds.includes(kind) && roles.some((held) => held === role));
}
