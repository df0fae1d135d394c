import { describe, expect, it } from 'vitest';
import type { ApprovalChain, ApprovalChainStep, ApprovalRequest, ApprovalStepTaken } from './approvals.ts';
import { approvalState, chainProblems, mayReturn, mayTake } from './approvals.ts';
import { signingEvent } from './signing.ts';
import type { SigningKind } from './signing.ts';

function link(step: number, kind: SigningKind, role: string, turn = step): ApprovalChainStep {
	return { step, turn, kind, role, label: { vi: `Bước ${String(step)}` } };
}

const CHAIN: ApprovalChain = [
	link(0, 'prepared', 'finance_officer'),
	link(1, 'verified', 'finance_head'),
	link(2, 'approved', 'director')
];
const HASH = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);

function taken(
	step: number,
	personId: string,
	overrides: Partial<ApprovalStepTaken> = {}
): ApprovalStepTaken {
	return { step, personId, seenHash: HASH, revoked: false, ...overrides };
}

const PREPARED = [taken(0, 'officer')];
const VERIFIED = [...PREPARED, taken(1, 'head')];
const APPROVED = [...VERIFIED, taken(2, 'director')];

function request(overrides: Partial<ApprovalRequest> = {}): ApprovalRequest {
	return {
		chain: CHAIN,
		steps: [],
		personId: 'officer',
		roles: ['finance_officer'],
		editors: [],
		tiedToApplicant: false,
		currentHash: HASH,
		seenHash: HASH,
		...overrides
	};
}

function refusal(overrides: Partial<ApprovalRequest>): string {
	const result = mayTake(request(overrides));
	return result.ok ? `took ${result.value.kind}` : result.refusal.code;
}

describe('the chain', () => {
	it('goes from the preparer over the verifier to the approver', () => {
		expect(refusal({})).toBe('took prepared');
		expect(refusal({ steps: PREPARED, personId: 'head', roles: ['finance_head'] })).toBe('took verified');
		expect(refusal({ steps: VERIFIED, personId: 'director', roles: ['director'] })).toBe('took approved');
		expect(approvalState(CHAIN, APPROVED, HASH).due).toEqual([]);
		expect(approvalState(CHAIN, APPROVED, HASH).complete).toBe(true);
	});

	it('is the same whatever the order in which steps are stored', () => {
		expect(approvalState([...CHAIN].reverse(), [...VERIFIED].reverse(), HASH).due).toMatchObject([
			{ kind: 'approved' }
		]);
	});
});

describe('a step is refused', () => {
	it('on figures that are no longer the current ones', () => {
		expect(refusal({ seenHash: OTHER })).toBe('approval_stale_figures');
	});

	it('to a person who already took one, also through a second role', () => {
		const both = ['finance_officer', 'finance_head', 'director'];
		expect(refusal({ steps: PREPARED, roles: both })).toBe('approval_same_person');
		expect(refusal({ steps: VERIFIED, roles: both })).toBe('approval_same_person');
		expect(refusal({ steps: VERIFIED, personId: 'head', roles: both })).toBe('approval_same_person');
	});

	it('before its turn, by role or by name of the step', () => {
		expect(refusal({ personId: 'director', roles: ['director'], steps: PREPARED })).toBe(
			'approval_wrong_order'
		);
		expect(refusal({ kind: 'approved', roles: ['finance_officer', 'director'] })).toBe(
			'approval_wrong_order'
		);
		expect(refusal({ kind: 'prepared', steps: PREPARED, personId: 'second' })).toBe('approval_wrong_order');
	});

	it('to whoever does not hold its role', () => {
		expect(refusal({ roles: ['auditor'] })).toBe('approval_not_your_role');
		expect(refusal({ steps: PREPARED, personId: 'second' })).toBe('approval_not_your_role');
	});

	it('to a person tied to the applicant, before anything else is told', () => {
		expect(refusal({ tiedToApplicant: true })).toBe('approval_conflict_with_applicant');
		expect(refusal({ tiedToApplicant: true, steps: APPROVED, seenHash: OTHER })).toBe(
			'approval_conflict_with_applicant'
		);
	});

	it('when the chain is complete', () => {
		expect(refusal({ steps: APPROVED, personId: 'second', roles: ['director'] })).toBe(
			'approval_already_complete'
		);
	});
});

describe('when one đồng changes', () => {
	it('all steps lapse and the chain begins anew', () => {
		const state = approvalState(CHAIN, APPROVED, OTHER);
		expect(state).toMatchObject({ standing: [], complete: false, due: [{ kind: 'prepared' }] });
		expect(state.lapsed).toEqual(APPROVED);
	});

	it('the preparer may prepare again', () => {
		expect(refusal({ steps: VERIFIED, currentHash: OTHER, seenHash: OTHER })).toBe('took prepared');
	});

	it('an approval does not outlive the verification under it', () => {
		const mixed = [taken(0, 'officer'), taken(1, 'head', { seenHash: OTHER }), taken(2, 'director')];
		const state = approvalState(CHAIN, mixed, HASH);
		expect(state.due).toMatchObject([{ kind: 'verified' }]);
		expect(state.lapsed.map((step) => step.personId)).toEqual(['head', 'director']);
	});

	it('a person takes their own step again, and nobody else’s', () => {
		const lapsed = [taken(0, 'officer'), taken(1, 'head', { seenHash: OTHER })];
		expect(refusal({ steps: lapsed, personId: 'head', roles: ['finance_head'] })).toBe('took verified');
		const crossed = [taken(0, 'officer'), taken(2, 'head', { revoked: true })];
		expect(refusal({ steps: crossed, personId: 'head', roles: ['finance_head'] })).toBe(
			'approval_same_person'
		);
	});
});

describe('returning a budget', () => {
	const back = (overrides: Partial<ApprovalRequest>, reason = 'Thiếu báo giá của dịch vụ thuê ngoài') =>
		mayReturn({
			...request({ steps: PREPARED, personId: 'head', roles: ['finance_head'] }),
			...overrides,
			reason
		});

	it('revokes every standing step', () => {
		expect(back({})).toEqual({ ok: true, value: PREPARED });
		expect(back({ steps: VERIFIED, personId: 'director', roles: ['director'] })).toEqual({
			ok: true,
			value: VERIFIED
		});
		const revoked = VERIFIED.map((step) => ({ ...step, revoked: true }));
		expect(approvalState(CHAIN, revoked, HASH)).toMatchObject({
			standing: [],
			lapsed: [],
			due: [{ step: 0 }]
		});
	});

	it.each<[string, Partial<ApprovalRequest>, string?]>([
		['approval_return_reason_missing', {}, '  '],
		['approval_nothing_to_return', { steps: [] }],
		['approval_not_your_role', { roles: ['auditor'] }],
		['approval_same_person', { personId: 'officer' }],
		['approval_stale_figures', { seenHash: OTHER }],
		['approval_conflict_with_applicant', { tiedToApplicant: true, steps: [] }],
		['approval_already_complete', { steps: APPROVED }]
	])('is refused: %s', (code, overrides, reason) => {
		expect(back(overrides, reason)).toMatchObject({ ok: false, refusal: { code } });
	});
});

describe('a chain of four', () => {
	const FOUR: ApprovalChain = [
		link(0, 'prepared', 'finance_officer'),
		link(1, 'verified', 'science_officer'),
		link(2, 'verified', 'finance_head'),
		link(3, 'approved', 'director')
	];
	const SIDE_BY_SIDE = FOUR.map((step) => ({ ...step, turn: [0, 1, 1, 2][step.step] ?? 0 }));
	const due = (chain: ApprovalChain, steps: readonly ApprovalStepTaken[]) =>
		approvalState(chain, steps, HASH).due.map(({ step }) => step);

	it('is signed in its order', () => {
		expect(due(FOUR, PREPARED)).toEqual([1]);
		expect(due(FOUR, [...PREPARED, taken(1, 'unit')])).toEqual([2]);
		expect(due(FOUR, [...PREPARED, taken(2, 'head')])).toEqual([1]);
		expect(refusal({ chain: FOUR, steps: PREPARED, personId: 'head', roles: ['finance_head'] })).toBe(
			'approval_wrong_order'
		);
	});

	it('lets checks of one turn come in any order, and the approver only after all of them', () => {
		expect(due(SIDE_BY_SIDE, PREPARED)).toEqual([1, 2]);
		const headFirst = [...PREPARED, taken(2, 'head')];
		expect(due(SIDE_BY_SIDE, headFirst)).toEqual([1]);
		const director = { chain: SIDE_BY_SIDE, personId: 'director', roles: ['director'] };
		expect(refusal({ ...director, steps: headFirst })).toBe('approval_wrong_order');
		expect(refusal({ ...director, steps: [...headFirst, taken(1, 'unit')] })).toBe('took approved');
	});

	it('lets nobody take both checks of a turn, nor who edited the figures', () => {
		const both = { chain: SIDE_BY_SIDE, personId: 'head', roles: ['finance_head', 'science_officer'] };
		expect(refusal({ ...both, steps: [...PREPARED, taken(2, 'head')] })).toBe('approval_same_person');
		expect(refusal({ ...both, steps: PREPARED, editors: ['head'] })).toBe('approval_same_person');
	});

	it('gives a lapsed check back to who gave it, of two that the person could take', () => {
		const steps = [...PREPARED, taken(2, 'head', { seenHash: OTHER })];
		const both = { chain: SIDE_BY_SIDE, steps, personId: 'head', roles: ['finance_head', 'science_officer'] };
		expect(mayTake(request(both))).toMatchObject({ ok: true, value: { step: 2 } });
	});

	it('makes the appraisal verified with the last check only', () => {
		expect([2, 1].map((left) => signingEvent('verified', left))).toEqual(['countersign', 'verify']);
		expect(signingEvent('prepared', 2)).toBe('prepare');
		expect(signingEvent('approved', 0)).toBe('approve');
	});

	it('is sound as data', () => {
		expect(chainProblems(FOUR)).toEqual([]);
		expect(chainProblems(SIDE_BY_SIDE)).toEqual([]);
	});
});

describe('a chain as data', () => {
	const codes = (...chain: ApprovalChain) =>
		chainProblems(chain).map(({ code, params }) => `${code} ${params?.['name'] ?? ''}`.trim());
	const [maker, checker, approver] = [
		link(0, 'prepared', 'finance_officer'),
		link(1, 'verified', 'finance_head'),
		link(2, 'approved', 'director')
	];

	it.each<[string, ApprovalChain, string]>([
		['two people only', [maker, { ...approver, step: 1 }], 'approval_chain_too_short'],
		['a gap', [maker, checker, { ...approver, step: 3 }], 'approval_chain_numbering'],
		[
			'no maker',
			[{ ...maker, kind: 'verified', role: 'finance_head' }, checker, approver],
			'approval_chain_incomplete'
		],
		[
			'no approver',
			[maker, checker, { ...approver, kind: 'verified', role: 'finance_head' }],
			'approval_chain_incomplete'
		],
		[
			'a step named twice',
			[maker, checker, { ...approver, label: checker.label }],
			'approval_chain_step_repeated Bước 1'
		],
		[
			'a role that nobody can hold',
			[maker, { ...checker, role: 'president' }, approver],
			'approval_chain_role president'
		],
		[
			'a role that may not do it',
			[maker, { ...checker, role: 'auditor' }, approver],
			'approval_chain_role auditor'
		],
		['an approver beside a check', [maker, checker, { ...approver, turn: 1 }], 'approval_chain_turns'],
		['a turn that goes back', [maker, { ...checker, turn: 3 }, approver], 'approval_chain_turns']
	])('is refused with %s', (_, chain, expected) => {
		expect(codes(...chain)).toContain(expected);
	});

	it('is followed with maker, checker and approver', () => {
		expect(codes(maker, checker, approver)).toEqual([]);
	});
});
