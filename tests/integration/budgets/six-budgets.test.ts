import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { dongInWords } from '../../../src/lib/i18n/formats/amount-in-words.ts';
import { decidedCase, hashOf, must, openBudgetWorld, YEAR } from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const TOTALS: readonly (readonly [code: string, requested: bigint, appraised: bigint, own: bigint])[] = [
	['GL-DL-01', 892_211_000n, 825_895_000n, 310_000_000n],
	['GL-DL-02', 729_053_000n, 576_421_000n, 640_000_000n],
	['GL-DL-03', 1_284_632_000n, 1_202_947_000n, 900_000_000n],
	['GL-DL-04', 812_211_000n, 791_158_000n, 640_000_000n],
	['GL-DL-05', 578_526_000n, 570_105_000n, 0n],
	['GL-DL-06', 872_000_000n, 808_842_000n, 540_000_000n]
];

describe('the six budgets through the real verbs', () => {
	let world: BudgetWorld;
	beforeAll(async () => {
		world = await openBudgetWorld();
	});
	afterAll(() => world.close());

	it.each(TOTALS)('%s comes to the totals of the dossier', async (code, requested, appraised, own) => {
		const { appraisalId, applicationId } = await decidedCase(world, code);
		const { figures, hash } = must(await readAppraisal(world.as.officer, appraisalId));
		expect(figures.totals.requested.state).toBe(requested);
		expect(figures.totals.appraised.state).toBe(appraised);
		expect(figures.totals.requested.own).toBe(own);
		expect(figures.problems).toEqual([]);
		expect(hash).toMatch(/^[0-9a-f]{64}$/);
		const stored = await world.database.owner.query<{ stage: string; state_total: string; frozen: boolean }>(
			`SELECT v.stage, v.state_total, v.frozen_at IS NOT NULL AS frozen FROM budget_version v
			 JOIN budget b ON b.id = v.budget_id WHERE b.application_id = $1 ORDER BY v.number`,
			[applicationId]
		);
		expect(stored.rows).toEqual([
			{ stage: 'requested', state_total: String(requested), frozen: true },
			{ stage: 'appraised', state_total: String(appraised), frozen: false }
		]);
	});

	it('says the total of GL-DL-01 in words', () => {
		expect(dongInWords(825_895_000n, 'vi')).toBe(
			'Tám trăm hai mươi lăm triệu tám trăm chín mươi lăm nghìn đồng'
		);
	});
});

describe('the source of 1.400.000.000 đồng', () => {
	let world: BudgetWorld;
	beforeAll(async () => {
		world = await openBudgetWorld();
	});
	afterAll(() => world.close());

	async function signed(code: string) {
		const made = await decidedCase(world, code);
		const seenHash = await hashOf(world, made.appraisalId);
		const input = { appraisalId: made.appraisalId, seenHash };
		must(await prepareAppraisal(world.as.officer, input));
		must(await verifyAppraisal(world.as.head, input));
		return { ...made, input, outcome: await approveAppraisal(world.as.director, input) };
	}

	it('takes GL-DL-01, refuses GL-DL-02 as 2.316.000 short, takes GL-DL-05 and keeps 4.000.000', async () => {
		expect((await signed('GL-DL-01')).outcome.ok).toBe(true);

		const second = await signed('GL-DL-02');
		expect(second.outcome).toEqual({
			ok: false,
			refusal: {
				code: 'fund_insufficient',
				params: { available: '574105000', amount: '576421000', short: '2316000' }
			}
		});
		const left = must(await readAppraisal(world.as.director, second.appraisalId));
		expect(left.appraisal.state).toBe('verified');
		expect(left.act).toBe('approve');
		expect((await world.app.db.read.applications.find(second.applicationId))?.state).toBe('in_appraisal');

		const third = await signed('GL-DL-05');
		expect(third.outcome.ok).toBe(true);
		expect((await world.app.db.read.applications.find(third.applicationId))?.state).toBe('approved');
		const balance = await world.app.db.read.funds.balance({ sourceId: world.sourceId, year: YEAR });
		expect(balance).toEqual({ allocated: 1_400_000_000n, committed: 1_396_000_000n });
		expect(balance.allocated - balance.committed).toBe(4_000_000n);

		// A second press changes nothing.
		must(await approveAppraisal(world.as.director, third.input));
		expect(await world.app.db.read.funds.balance({ sourceId: world.sourceId, year: YEAR })).toEqual(balance);
		// Nobody outside is told before the decision is issued.
		const mails = await world.database.owner.query<{ recipient: string; body: string }>(
			`SELECT recipient, body FROM mail_message WHERE recipient = $1 OR idempotency_key LIKE 'budget-approved:%'`,
			[third.representative.email]
		);
		expect(mails.rows.filter(({ body }) => body.includes('570.105.000'))).toEqual([]);
		const told = await world.app.db.read.timeline.of(third.applicationId, 'applicant');
		expect(told.map(({ kind }) => kind)).not.toContain('budget_approved');
	});
});
