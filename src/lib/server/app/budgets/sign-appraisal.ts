import { approvalState, mayTake } from '#lib/domain/budgets/approvals.ts';
import type { ApprovalState } from '#lib/domain/budgets/approvals.ts';
import { SIGNING_ACTION, signingEvent } from '#lib/domain/budgets/signing.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { KhoanOutcome } from '#lib/domain/budgets/khoan-method.ts';
import type { Tx } from '../ports.ts';
import type { RecordRow } from '../records/ports.ts';
import { issueBudgetAnnex } from '../records/issue-budget-annex.ts';
import { issueVerb } from '../records/issue-verb.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import {
	appraisalOf,
	approvalRequest,
	lockedAppraisalCase,
	standsInChain
} from '../cases/budgets/appraisal-case.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';
import { decidedBySigning } from './decided-figures.ts';
import { commitApproval } from './commit-approval.ts';
import { appraisedKhoan, khoanRequestOf } from './khoan-of-case.ts';
import { mailWaitingStep } from '../steps/budgets/mail-approval.ts';

export interface SignInput {
	readonly appraisalId: string;
	/** The hash of the figures that were on the screen: what is signed. */
	readonly seenHash: string;
	/** What the signature says; of several steps of a kind the signer takes the own one that is due. */
	readonly kind: SigningKind;
}

/**
 * One step of the chain that the appraisal keeps. It signs exactly the figures that were seen: the hash is compared here
 * and again by the database, which also holds the order of the steps, their roles, and that nobody takes two. The first
 * step decides the method of payment, the last one commits the money and issues the annex of the figures. Refusals: `not_found`, `tied_to_applicant`,
 * `budget_not_complete` with every problem, `appraisal_amount_zero` (that is a rejection), those of `mayTake`, `paper_cannot_print`,
 * `khoan_council_missing`, those of `commitApproval`, `state_forbids`, `stale_version`, those of `decideAct`.
 */
export async function signAppraisal(
	ctx: Context,
	{ appraisalId, seenHash, kind }: SignInput
): Promise<Result<{ readonly version: number }>> {
	const signer = personOf(ctx);
	if (!signer.ok) return signer;
	const person = signer.value;
	if (!isUuid(appraisalId)) return refuse('not_found');
	const object: AuditedObject = { type: 'appraisal', id: appraisalId };
	// Only an approval issues a paper, and what issues one is rehearsed.
	const act = kind === 'approved' ? issueVerb : transact;
	return act(ctx, 'sign_appraisal', object, async ({ tx, permit, decide, already, note }) => {
		const found = await lockedAppraisalCase(tx, appraisalId);
		if (found === undefined) return refuse('not_found');
		const allowed = permit(SIGNING_ACTION[kind], found.subject);
		if (!allowed.ok) return allowed;
		// The permission says who may stand at such a step; whether anybody of theirs does, the chain says.
		if (!standsInChain(found, person, [kind])) return refuse('not_found');
		const { appraisal, appraisedVersion } = found;
		if (signedAlready(found, person, kind, seenHash)) {
			already();
			return ok({ version: appraisal.version });
		}

		const { hash, stateTotal } = appraisedVersion;
		if (hash === null) return refuse('budget_not_complete', { causes: appraisalOf(found).problems });
		// Nothing to give is a rejection, with its reason, and not an approval of 0 đồng.
		if (stateTotal <= 0n) return refuse('appraisal_amount_zero');
		const request = approvalRequest(found, person, seenHash, kind);
		const taken = mayTake(request);
		if (!taken.ok) return taken;
		const { step } = taken.value;
		const before = approvalState(found.chain, request.steps, hash);
		const event = signingEvent(kind, checksLeft(found, before));
		const next = advance(found.flow.appraisal, appraisal.state, event);
		if (!next.ok) return next;

		const code = found.application.code ?? '';
		const decided = await decide(
			decidedBySigning({ code, hash, amount: stateTotal, chain: found.flow.chain })
		);
		if (!decided.ok) return decided;

		const khoan = kind === 'prepared' ? await readyKhoan(tx, found) : ok(null);
		if (!khoan.ok) return khoan;
		await tx.budgets.takeStep({
			id: ctx.app.ids.v7(),
			versionId: appraisedVersion.id,
			step,
			kind,
			personId: person.personId,
			seenHash: hash
		});
		if (khoan.value !== null) {
			await tx.budgets.decideKhoan({
				id: ctx.app.ids.v7(),
				appraisalId,
				versionId: appraisedVersion.id,
				seenHash: hash,
				outcome: khoan.value,
				by: person.personId
			});
		}
		const approved = kind === 'approved' ? await approve(ctx, found, tx, person) : ok(undefined);
		if (!approved.ok) return approved;
		const change = kind === 'prepared' ? { returnNote: '' } : {};
		if (!(await tx.budgets.advanceAppraisal(appraisal, next.value, change))) return refuse('stale_version');
		await tx.timeline.append({
			applicationId: found.application.id,
			kind: `appraisal_${kind}`,
			audience: 'office',
			params: { name: person.name, amount: String(stateTotal) }
		});
		const own = { step, personId: person.personId, seenHash: hash, revoked: false };
		const after = approvalState(found.chain, [...request.steps, own], hash);
		for (const due of after.due) {
			const waitedBefore = before.due.some((other) => other.step === due.step);
			if (!waitedBefore) await mailWaitingStep(ctx, tx, found, due, hash, person.personId);
		}
		note({
			before: { state: appraisal.state },
			after: {
				state: next.value,
				step,
				kind,
				hash,
				amount: String(stateTotal),
				...(approved.value === undefined ? {} : { annex: approved.value.id })
			}
		});
		return ok({ version: appraisal.version + 1 });
	});
}

/** What the last signature does beside itself: the money is committed, and the annex says the figures. */
async function approve(
	ctx: Context,
	found: AppraisalCase,
	tx: Tx,
	person: Person
): Promise<Result<RecordRow | undefined>> {
	const committed = await commitApproval(ctx, found, tx, person);
	return committed.ok ? ok(await issueBudgetAnnex(tx, found, person)) : committed;
}

function checksLeft(found: AppraisalCase, { standing }: ApprovalState): number {
	return found.chain.filter(
		({ kind, step }) => kind === 'verified' && !standing.some((taken) => taken.step === step)
	).length;
}

/** The method of payment on the figures that are put forward. Refuses `khoan_council_missing`. */
async function readyKhoan(tx: Tx, found: AppraisalCase): Promise<Result<KhoanOutcome | null>> {
	const request = await khoanRequestOf(tx, found);
	if (request?.requested === 'to_final_product' && found.appraisal.councilKhoan === null)
		return refuse('khoan_council_missing');
	return ok(appraisedKhoan(found, request, appraisalOf(found)));
}

/** A second press of the same button on the same figures: it is done, and stays done once. */
function signedAlready(found: AppraisalCase, person: Person, kind: SigningKind, seenHash: string): boolean {
	return found.steps.some(
		(taken) =>
			taken.kind === kind &&
			taken.revokedAt === null &&
			taken.personId === person.personId &&
			taken.seenHash === seenHash &&
			found.appraisedVersion.hash === seenHash
	);
}
