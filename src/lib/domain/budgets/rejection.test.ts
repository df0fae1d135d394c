import { describe, expect, it } from 'vitest';
import {
	checkRejectionReason,
	mayCheckRejection,
	mayDecideRejection,
	REJECTION_REASON_LIMIT
} from './rejection.ts';

describe('the reason for ending an appraisal without money', () => {
	it('is kept without the space around it', () => {
		expect(checkRejectionReason('  Trùng nguồn kinh phí. ')).toEqual({
			ok: true,
			value: 'Trùng nguồn kinh phí.'
		});
	});
	it.each([
		['', 'rejection_reason_missing'],
		['  \n ', 'rejection_reason_missing'],
		['ả'.repeat(REJECTION_REASON_LIMIT + 1), 'text_too_long']
	])('refuses %j', (typed, code) => {
		expect(checkRejectionReason(typed)).toMatchObject({ ok: false, refusal: { code, field: 'rejection' } });
	});
	it('takes exactly the longest, counted in characters', () => {
		expect(checkRejectionReason('😀'.repeat(REJECTION_REASON_LIMIT)).ok).toBe(true);
	});
});

describe('confirming a proposal to give no money', () => {
	const facts = { personId: 'head', tiedToApplicant: false, proposedBy: 'officer', editors: ['officer'] };
	it('is for a person who neither proposed it nor made the figures', () => {
		expect(mayCheckRejection(facts).ok).toBe(true);
	});
	it.each([
		['approval_same_person', { proposedBy: 'head' }],
		['approval_same_person', { editors: ['officer', 'head'] }],
		['approval_conflict_with_applicant', { tiedToApplicant: true }]
	])('refuses %s', (code, change) => {
		expect(mayCheckRejection({ ...facts, ...change })).toMatchObject({ refusal: { code } });
	});
});

describe('deciding to end an appraisal without money', () => {
	const facts = {
		personId: 'director',
		tiedToApplicant: false,
		proposedBy: 'officer',
		checkedBy: 'head',
		editors: ['officer'],
		signers: ['officer', 'head']
	};
	it('is for a person who did nothing else in it', () => {
		expect(mayDecideRejection(facts).ok).toBe(true);
		expect(mayDecideRejection({ ...facts, proposedBy: null }).ok).toBe(true);
	});
	it.each([
		['proposed it', { proposedBy: 'director' }],
		['confirmed it', { checkedBy: 'director' }],
		['changed the figures', { editors: ['officer', 'director'] }],
		['signed them once', { signers: ['director'] }]
	])('is refused to who %s', (_what, change) => {
		expect(mayDecideRejection({ ...facts, ...change })).toMatchObject({
			refusal: { code: 'approval_same_person' }
		});
	});
	it('is refused to a person tied to the applicant', () => {
		expect(mayDecideRejection({ ...facts, tiedToApplicant: true })).toMatchObject({
			refusal: { code: 'approval_conflict_with_applicant' }
		});
	});
});
