import { approvalState } from '#lib/domain/budgets/approvals.ts';
import { signingDesk } from '../../stage-work.ts';
import type { AppraisalFacts, StageWorks, TermEnd, Work } from '../../stage-work.ts';
import { appraisalDesk, ofAppraisal } from '../appraisal/work.ts';

type Kind =
	| 'verify_appraisal'
	| 'approve_appraisal'
	| 'check_rejection'
	| 'decide_rejection'
	| 'held_verifier'
	| 'held_approver';

/** Everybody who changed these figures or signed them takes no further step on them. */
function touchedBy({ editors, taken, chain, hash }: AppraisalFacts): string[] {
	return [...editors, ...approvalState(chain, taken, hash).standing.map(({ personId }) => personId)];
}

export const APPROVAL_WORK = {
	appraisal: (appraisal, term) => {
		switch (appraisal.state) {
			case 'prepared':
			case 'verified':
				return signatures(appraisal, term);
			case 'rejecting':
				return ending('check_rejection', 'budget.verify', 'held_verifier', appraisal);
			case 'rejection_checked':
				return ending('decide_rejection', 'budget.approve', 'held_approver', appraisal);
			default:
				return [];
		}
	}
} as const satisfies StageWorks<Kind>;

function signatures(appraisal: AppraisalFacts, term: TermEnd): Work<Kind>[] {
	const { due, standing } = approvalState(appraisal.chain, appraisal.taken, appraisal.hash);
	const barred = touchedBy(appraisal);
	const last = appraisal.taken
		.filter((taken) => standing.some(({ step }) => step === taken.step))
		.reduce<Date | undefined>(
			(latest, { at }) => (latest === undefined || at > latest ? at : latest),
			undefined
		);
	const desks = new Map(
		due.flatMap(({ kind, role }) => (kind === 'prepared' ? [] : [[signingDesk(kind, role), kind] as const]))
	);
	const held = appraisal.state === 'verified' ? 'held_approver' : 'held_verifier';
	return [
		...[...desks].map(([key, kind]) => {
			const by =
				kind === 'approved' && last !== undefined ? term('submission_for_approval', last) : undefined;
			return {
				kind: kind === 'approved' ? ('approve_appraisal' as const) : ('verify_appraisal' as const),
				audience: appraisalDesk(key, appraisal, barred),
				...ofAppraisal(appraisal),
				...(last && { since: last }),
				...(by && { due: by })
			};
		}),
		waiting(held, appraisal, last)
	];
}

/** Who proposed to give no money, or confirmed that, takes no other step on it. */
function ending(
	kind: 'check_rejection' | 'decide_rejection',
	key: 'budget.verify' | 'budget.approve',
	held: 'held_verifier' | 'held_approver',
	appraisal: AppraisalFacts
): Work<Kind>[] {
	const { rejection } = appraisal;
	const since = (kind === 'check_rejection' ? rejection?.proposedAt : rejection?.checkedAt) ?? undefined;
	const barred = [...touchedBy(appraisal), rejection?.proposedBy ?? null, rejection?.checkedBy ?? null];
	return [
		{
			kind,
			audience: appraisalDesk(key, appraisal, barred),
			...ofAppraisal(appraisal),
			...(since && { since })
		},
		waiting(held, appraisal, since)
	];
}

function waiting(
	kind: 'held_verifier' | 'held_approver',
	appraisal: AppraisalFacts,
	since: Date | undefined
): Work<Kind> {
	const key = kind === 'held_verifier' ? 'wait.verify' : 'wait.approve';
	return {
		kind,
		held: true,
		audience: appraisalDesk(key, appraisal),
		...ofAppraisal(appraisal),
		...(since && { since })
	};
}
