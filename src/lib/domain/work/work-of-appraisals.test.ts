import { describe, expect, it } from 'vitest';
import type { ApprovalChain } from '#lib/domain/budgets/approvals.ts';
import { seeded } from '../../../../tests/support/definitions.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import type { AppraisalFacts } from '#lib/domain/flow/stage-work.ts';
import { OFFICIAL_CALENDAR } from '#lib/domain/rules/official-calendar.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { termsOf, workKey, workOf } from './work-of.ts';

const definition = seeded('task');
const flow = flowOf(definition);
const term = termsOf(rulesOn(definition.ruleSet, calendarDate('2026-12-01')), OFFICIAL_CALENDAR);
const at = (text: string): Date => new Date(`${text}T00:00:00+07:00`);

describe('the work of an appraisal', () => {
	const step = (number: number, kind: 'prepared' | 'verified' | 'approved', role: string, turn = number) => ({
		step: number,
		turn,
		kind,
		role,
		label: { vi: kind }
	});
	const chain: ApprovalChain = [
		step(0, 'prepared', 'finance_officer'),
		step(1, 'verified', 'finance_head'),
		step(2, 'approved', 'director')
	];
	const appraisal = (more: Partial<AppraisalFacts> = {}): AppraisalFacts => ({
		id: 'appraisal',
		state: 'preparing',
		createdAt: at('2026-12-21'),
		dossier: { id: 'dossier', organisationId: 'applicant' },
		call: { id: 'call', programme: 'X' },
		chain,
		taken: [],
		hash: 'h',
		editors: ['editor'],
		rejection: null,
		...more
	});
	const signed = (day: string): Date => new Date(`${day}T10:00:00+07:00`);
	const taken = (number: number, personId: string, day: string) => ({
		step: number,
		personId,
		seenHash: 'h',
		revoked: false,
		at: signed(day)
	});
	const ask = (more: Partial<AppraisalFacts>) =>
		workOf({ of: 'appraisal', flow, facts: appraisal(more), term });

	it('follows the chain, at the desk of each step, and is shown to those who wait', () => {
		expect(ask({}).map(({ kind, audience }) => [kind, audience])).toEqual([
			[
				'appraise',
				expect.objectContaining({ desk: 'sign.prepared.finance_officer', applicantId: 'applicant' })
			],
			['held_preparer', expect.objectContaining({ desk: 'wait.prepare' })]
		]);
		const prepared = ask({ state: 'prepared', taken: [taken(0, 'maker', '2026-12-22')] });
		expect(prepared[0]).toMatchObject({
			kind: 'verify_appraisal',
			audience: { desk: 'sign.verified.finance_head', barred: ['editor', 'maker'] },
			since: signed('2026-12-22')
		});
		expect(prepared[1]?.kind).toBe('held_verifier');
		const verified = ask({
			state: 'verified',
			taken: [taken(0, 'maker', '2026-12-22'), taken(1, 'checker', '2026-12-23')]
		});
		expect(verified[0]).toMatchObject({
			kind: 'approve_appraisal',
			audience: { desk: 'sign.approved.director', barred: ['checker', 'editor', 'maker'] },
			// Fifteen days after 23 December, on a working day.
			due: { at: at('2027-01-08'), provisional: false }
		});
	});

	it('gives checks of one turn to both desks, and counts no signature on other figures', () => {
		const parallel = [
			step(0, 'prepared', 'finance_officer', 0),
			step(1, 'verified', 'finance_head', 1),
			step(2, 'verified', 'science_officer', 1),
			step(3, 'approved', 'director', 2)
		] as const;
		const both = ask({ state: 'prepared', chain: parallel, taken: [taken(0, 'maker', '2026-12-22')] });
		expect(both.map(workKey)).toEqual([
			'verify_appraisal|sign.verified.finance_head|',
			'verify_appraisal|sign.verified.science_officer|',
			'held_verifier|wait.verify|'
		]);
		const changed = ask({ state: 'preparing', hash: 'other', taken: [taken(0, 'maker', '2026-12-22')] });
		expect(changed.map(({ kind }) => kind)).toEqual(['appraise', 'held_preparer']);
	});

	it('keeps whoever proposed to give no money, or confirmed it, from the next step', () => {
		const rejection = {
			proposedBy: 'maker',
			proposedAt: at('2026-12-22'),
			checkedBy: null,
			checkedAt: null
		};
		expect(ask({ state: 'rejecting', rejection })[0]).toMatchObject({
			kind: 'check_rejection',
			audience: { desk: 'budget.verify', barred: ['editor', 'maker'] },
			since: at('2026-12-22')
		});
		const checked = { ...rejection, checkedBy: 'checker', checkedAt: at('2026-12-23') };
		expect(ask({ state: 'rejection_checked', rejection: checked })[0]).toMatchObject({
			kind: 'decide_rejection',
			audience: { desk: 'budget.approve', barred: ['checker', 'editor', 'maker'] }
		});
		expect(ask({ state: 'approved' })).toEqual([]);
	});
});
