import { mayTake } from '#lib/domain/budgets/approvals.ts';
import type { ApprovalChainStep } from '#lib/domain/budgets/approvals.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import type { Action } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { AppraisalEvent } from '#lib/domain/workflow/appraisal.ts';
import { advance } from '#lib/domain/flow/machine.ts';
import type { KhoanOutcome } from '#lib/domain/budgets/khoan-method.ts';
import type { Tx } from '../ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context, Verb } from '../use-case.ts';
import { appraisalOf, approvalRequest, lockedAppraisalCase } from './appraisal-case.ts';
import type { AppraisalCase } from './appraisal-case.ts';
import { appraisedKhoan, khoanRequestOf } from './khoan-of-case.ts';
import { mailWaitingStep } from './mail-approval.ts';

export interface SignInput {
	readonly appraisalId: string;
	/** The hash of the figures that were on the screen: what is signed. */
	readonly seenHash: string;
}

interface SignStep {
	readonly verb: 'prepare_appraisal' | 'verify_appraisal' | 'approve_appraisal';
	readonly event: Extract<AppraisalEvent, 'prepare' | 'verify' | 'approve'>;
	readonly action: Action;
	readonly step: 0 | 1 | 2;
	/** What else happens in the same transaction, before the appraisal moves on. */
	readonly then?: (found: AppraisalCase, verb: Verb, person: Person) => Promise<Result<true>>;
}

/**
 * One step of the chain. It signs exactly the figures that were seen: the hash is compared here and again by the
 * database, which also holds the order of the steps and that nobody takes two.
 */
export async function signAppraisal(
	ctx: Context,
	input: SignInput,
	{ verb, event, action, step, then }: SignStep
): Promise<Result<{ readonly version: number }>> {
	const signer = personOf(ctx);
	if (!signer.ok) return signer;
	const person = signer.value;
	if (!isUuid(input.appraisalId)) return refuse('not_found');
	return transact(ctx, verb, { type: 'appraisal', id: input.appraisalId }, async (running) => {
		const { tx, permit, note } = running;
		const found = await lockedAppraisalCase(tx, input.appraisalId);
		if (found === undefined) return refuse('not_found');
		const allowed = permit(action, found.subject);
		if (!allowed.ok) return allowed;
		const { appraisal, appraisedVersion } = found;
		if (signedAlready(found, person, step, input.seenHash)) return ok({ version: appraisal.version });

		const { hash } = appraisedVersion;
		if (hash === null) return refuse('budget_not_complete', { causes: appraisalOf(found).problems });
		// Nothing to give is a rejection, with its reason, and not an approval of 0 đồng.
		if (appraisedVersion.stateTotal <= 0n) return refuse('appraisal_amount_zero');
		const taken = mayTake(approvalRequest(found, person, input.seenHash, step));
		if (!taken.ok) return taken;
		// Who changed these figures does not check them, whatever other role they hold.
		if (step > 0 && appraisal.editors.includes(person.personId)) return refuse('approval_same_person');
		const next = advance(found.flow.appraisal, appraisal.state, event);
		if (!next.ok) return next;

		const khoan = step === 0 ? await readyKhoan(tx, found) : ok(null);
		if (!khoan.ok) return khoan;

		await tx.budgets.takeStep({
			id: ctx.app.ids.v7(),
			versionId: appraisedVersion.id,
			step,
			kind: taken.value.kind,
			personId: person.personId,
			seenHash: hash
		});
		if (khoan.value !== null) {
			await tx.budgets.decideKhoan({
				id: ctx.app.ids.v7(),
				appraisalId: appraisal.id,
				versionId: appraisedVersion.id,
				seenHash: hash,
				outcome: khoan.value,
				by: person.personId
			});
		}
		if (then !== undefined) {
			const done = await then(found, running, person);
			if (!done.ok) return done;
		}
		const change = step === 0 ? { returnNote: '' } : {};
		const moved = await tx.budgets.advanceAppraisal(appraisal, next.value, change);
		if (!moved) return refuse('stale_version');
		await tx.timeline.append({
			applicationId: found.application.id,
			kind: `appraisal_${taken.value.kind}`,
			audience: 'office',
			params: { name: person.name, amount: String(appraisedVersion.stateTotal) }
		});
		const following = stepAfter(found, step);
		if (following !== undefined) await mailWaitingStep(ctx, tx, found, following, hash);
		note({
			before: { state: appraisal.state },
			after: { state: next.value, hash, amount: String(appraisedVersion.stateTotal) }
		});
		return ok({ version: appraisal.version + 1 });
	});
}

/** The method of payment on the figures that are put forward. Refuses `khoan_council_missing`. */
async function readyKhoan(tx: Tx, found: AppraisalCase): Promise<Result<KhoanOutcome | null>> {
	const request = await khoanRequestOf(tx, found);
	if (request?.requested === 'to_final_product' && found.appraisal.councilKhoan === null)
		return refuse('khoan_council_missing');
	return ok(appraisedKhoan(found, request, appraisalOf(found)));
}

function stepAfter(found: AppraisalCase, step: number): ApprovalChainStep | undefined {
	return found.chain.find((candidate) => candidate.step === step + 1);
}

/** A second press of the same button on the same figures: it is done, and stays done once. */
function signedAlready(found: AppraisalCase, person: Person, step: number, seenHash: string): boolean {
	return found.steps.some(
		(taken) =>
			taken.step === step &&
			taken.revokedAt === null &&
			taken.personId === person.personId &&
			taken.seenHash === seenHash &&
			found.appraisedVersion.hash === seenHash
	);
}
