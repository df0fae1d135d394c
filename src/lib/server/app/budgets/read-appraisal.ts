import type { Appraisal } from '#lib/domain/budgets/appraisal.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import { approvalState, mayReturn, mayTake } from '#lib/domain/budgets/approvals.ts';
import type { KhoanOutcome } from '#lib/domain/budgets/khoan-method.ts';
import type { BudgetRules, BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import { can } from '#lib/domain/access/policy.ts';
import type { FundBalance } from '#lib/domain/funds/ledger.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import type { RecordTitle } from '../records/ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { Repositories } from '../ports.ts';
import { appraisalCase, appraisalOf, approvalRequest } from '../cases/budgets/appraisal-case.ts';
import { appraisedKhoan, khoanRequestOf } from './khoan-of-case.ts';
import { mayCheck, mayDecide } from './decide-rejection.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';
import type { AppraisalRow, KhoanDecisionRow, RejectionRow } from './ports.ts';

/** The act of the page by what its signature says. */
const ACTS = { prepared: 'prepare', verified: 'verify', approved: 'approve' } as const;
export type SigningAct = (typeof ACTS)[SigningKind];

/** Nothing changes once it has ended, or while ending it is decided on. */
const EDITABLE: ReadonlySet<AppraisalState> = new Set(['preparing', 'prepared', 'verified']);

/** One step of the chain as the panel shows it. */
export interface ChainStepView {
	readonly kind: SigningKind;
	readonly label: Localized;
	/** `lapsed`: signed on figures that have changed since, or taken back. */
	readonly state: 'done' | 'due' | 'later' | 'lapsed';
	readonly personName: string;
	readonly personTitle: string;
	readonly at: Date | null;
}

export interface AppraisalPage {
	readonly appraisal: Pick<AppraisalRow, 'id' | 'state' | 'version' | 'returnNote'>;
	readonly applicationId: string;
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly callCode: string;
	readonly figures: Appraisal;
	/** Reasons, and notes that stand without one. */
	readonly words: AppraisalCase['words'];
	readonly justifications: Justifications;
	readonly template: BudgetTemplate;
	readonly rules: BudgetRules;
	/** What a signature would sign now; null while something is missing. */
	readonly hash: string | null;
	readonly chain: readonly ChainStepView[];
	/** Signatures that a change of figures undid. */
	readonly lapsed: boolean;
	readonly mayEdit: boolean;
	/** The step that this reader may take now. */
	readonly act: SigningAct | null;
	/** Why the reader, whose role it is, may not take the step that is due. */
	readonly actRefusal: Refusal | null;
	readonly mayGiveBack: boolean;
	/** Proposals to give no money, the newest first, and what the reader may do about ending it so. */
	readonly rejections: readonly RejectionRow[];
	readonly rejection: 'propose' | 'check' | 'decide' | 'end' | null;
	/** The method of payment on these figures, the council's word, and what was recorded when they were put forward. */
	readonly khoan: {
		readonly outcome: KhoanOutcome;
		readonly councilProposes: boolean | null;
		readonly decided: KhoanDecisionRow | null;
		readonly mayRecord: boolean;
	} | null;
	/** What the approval issued; null before it, and where the programme has none. */
	readonly annex: Pick<RecordTitle, 'id' | 'kind' | 'numberText' | 'issuedAt'> | null;
	/** The source that an approval would commit on; null where the call names none. */
	readonly fund:
		(FundBalance & { readonly name: Localized; readonly sourceId: string; readonly year: number }) | null;
}

/** Everything on the appraisal sheet, from the same figures that a signature signs. */
export async function readAppraisal(ctx: Context, id: string): Promise<Result<AppraisalPage>> {
	if (!isUuid(id)) return refuse('not_found');
	return ask(ctx, 'budget.read', {}, async (read) => {
		const found = await appraisalCase(read, id);
		if (found === undefined) return refuse('not_found');
		const allowed = can(ctx.actor, 'budget.read', found.subject);
		if (!allowed.ok) return allowed;
		const { appraisal, application, call, appraisedVersion, setting, subject } = found;
		const acts = actsOf(ctx, found);
		const fund =
			call.fundSourceId === null || call.budgetYear === null
				? null
				: { sourceId: call.fundSourceId, year: call.budgetYear };
		const rejections = await read.budgets.rejections(id);
		const figures = appraisalOf(found);
		const outcome = appraisedKhoan(found, await khoanRequestOf(read, found), figures);
		const decided =
			outcome === null || appraisedVersion.hash === null
				? undefined
				: await read.budgets.khoanDecision(id, appraisedVersion.hash);
		const source = fund === null ? undefined : await read.funds.find(fund.sourceId);
		return ok({
			appraisal: {
				id,
				state: appraisal.state,
				version: appraisal.version,
				returnNote: appraisal.returnNote
			},
			applicationId: application.id,
			code: application.code ?? '',
			title: application.title === '' ? found.lot.title.vi : application.title,
			organisation: found.application.organisationName,
			callCode: call.code,
			figures,
			words: found.words,
			justifications: appraisedVersion.justifications,
			template: setting.template,
			rules: setting.rules,
			hash: appraisedVersion.hash,
			...chainView(found),
			mayEdit:
				EDITABLE.has(appraisal.state) &&
				can(ctx.actor, 'budget.appraise', subject).ok &&
				!found.steps.some(
					(taken) =>
						taken.kind !== 'prepared' && ctx.actor.kind === 'person' && taken.personId === ctx.actor.personId
				),
			...acts,
			rejections,
			annex: await annexOf(read, found),
			khoan:
				outcome === null
					? null
					: {
							outcome,
							councilProposes: appraisal.councilKhoan,
							decided: decided ?? null,
							mayRecord: appraisal.state === 'preparing' && can(ctx.actor, 'budget.appraise', subject).ok
						},
			rejection: rejectionAct(ctx, found, rejections),
			fund:
				fund === null || source === undefined
					? null
					: { ...fund, name: source.name, ...(await read.funds.balance(fund)) }
		});
	});
}

async function annexOf(read: Repositories, found: AppraisalCase): Promise<AppraisalPage['annex']> {
	if (found.appraisal.state !== 'approved') return null;
	const titles = await read.records.titlesOfApplication(found.application.id);
	const annex = titles.find(({ kind }) => kind === 'appraisal_annex');
	if (annex === undefined) return null;
	const { id, kind, numberText, issuedAt } = annex;
	return { id, kind, numberText, issuedAt };
}

function chainView(found: AppraisalCase): Pick<AppraisalPage, 'chain' | 'lapsed'> {
	const { steps, chain, appraisedVersion } = found;
	const state = approvalState(
		chain,
		steps.map((taken) => ({ ...taken, revoked: taken.revokedAt !== null })),
		appraisedVersion.hash ?? ''
	);
	const view = chain.map((step): ChainStepView => {
		const standing = state.standing.some((taken) => taken.step === step.step);
		const last = steps.filter((taken) => taken.step === step.step).at(-1);
		const due = state.due.some((one) => one.step === step.step);
		return {
			kind: step.kind,
			label: step.label,
			state: standing ? 'done' : due ? 'due' : last === undefined ? 'later' : 'lapsed',
			personName: standing || last !== undefined ? (last?.personName ?? '') : '',
			personTitle: last?.personTitle ?? '',
			at: last?.at ?? null
		};
	});
	return {
		chain: view,
		lapsed: steps.some((taken) => taken.revokedAt !== null) && state.standing.length === 0
	};
}

/** What the reader may do about ending the appraisal without money. */
function rejectionAct(
	{ actor }: Context,
	found: AppraisalCase,
	rejections: readonly RejectionRow[]
): AppraisalPage['rejection'] {
	const { state } = found.appraisal;
	if (actor.kind !== 'person') return null;
	if (state === 'preparing') return can(actor, 'budget.appraise', found.subject).ok ? 'propose' : null;
	const proposal = rejections.find(({ outcome }) => outcome === null);
	if (state === 'rejecting') {
		const mine = can(actor, 'budget.verify', found.subject).ok && mayCheck(found, actor, proposal).ok;
		return mine ? 'check' : null;
	}
	if (state !== 'rejection_checked' && state !== 'verified') return null;
	if (!can(actor, 'budget.approve', found.subject).ok || !mayDecide(found, actor, proposal).ok) return null;
	return state === 'rejection_checked' ? 'decide' : 'end';
}

function actsOf(
	ctx: Context,
	found: AppraisalCase
): Pick<AppraisalPage, 'act' | 'actRefusal' | 'mayGiveBack'> {
	const none = { act: null, actRefusal: null, mayGiveBack: false };
	const { actor } = ctx;
	const { appraisal, appraisedVersion } = found;
	if (actor.kind !== 'person' || !EDITABLE.has(appraisal.state)) return none;
	const hash = appraisedVersion.hash ?? '';
	const request = approvalRequest(found, actor, hash);
	// Without figures to sign nothing is standing, and the first step is what waits.
	const { due } = approvalState(found.chain, request.steps, hash);
	const own = due.find(({ role }) => request.roles.includes(role));
	if (own === undefined) return none;
	const taken = mayTake(request);
	const returned = mayReturn({ ...request, reason: 'x' });
	return {
		act: taken.ok ? ACTS[taken.value.kind] : null,
		actRefusal: taken.ok ? null : taken.refusal,
		mayGiveBack: own.kind !== 'prepared' && returned.ok
	};
}
