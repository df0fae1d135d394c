import { describe, expect, it } from 'vitest';
import type { ApprovalChain, ApprovalRequest, ApprovalStepTaken } from './approvals.ts';
import { approvalState, chainProblems, mayReturn, mayTake, nextStep } from './approvals.ts';

const CHAIN: ApprovalChain = [
	{ step: 0, kind: 'prepared', role: 'finance_officer' },
	{ step: 1, kind: 'verified', role: 'finance_head' },
	{ step: 2, kind: 'approved', role: 'director' }
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
		expect(nextStep(CHAIN, APPROVED, HASH)).toBeNull();
		expect(approvalState(CHAIN, APPROVED, HASH).complete).toBe(true);
	});

	it('is the same whatever the order in which steps are stored', () => {
		expect(nextStep([...CHAIN].reverse(), [...VERIFIED].reverse(), HASH)?.kind).toBe('approved');
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
		expect(refusal({ step: 2, roles: ['finance_officer', 'director'] })).toBe('approval_wrong_order');
		expect(refusal({ step: 0, steps: PREPARED, personId: 'second' })).toBe('approval_wrong_order');
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
		expect(state).toMatchObject({ standing: [], complete: false, next: { kind: 'prepared' } });
		expect(state.lapsed).toEqual(APPROVED);
	});

	it('the preparer may prepare again', () => {
		expect(refusal({ steps: VERIFIED, currentHash: OTHER, seenHash: OTHER })).toBe('took prepared');
	});

	it('an approval does not outlive the verification under it', () => {
		const mixed = [taken(0, 'officer'), taken(1, 'head', { seenHash: OTHER }), taken(2, 'director')];
		const state = approvalState(CHAIN, mixed, HASH);
		expect(state.next?.kind).toBe('verified');
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
			next: { step: 0 }
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

describe('a chain as data', () => {
	it('has maker, checker and approver, numbered without a gap', () => {
		expect(chainProblems(CHAIN)).toEqual([]);
		expect(chainProblems(CHAIN.slice(0, 2)).map((problem) => problem.code)).toEqual([
			'approval_chain_too_short'
		]);
		const broken = [...CHAIN.slice(0, 2), { step: 3, kind: 'verified', role: 'director' }];
		expect(chainProblems(broken).map((problem) => problem.code)).toEqual([
			'approval_chain_numbering',
			'approval_chain_kind_repeated'
		]);
	});
});
