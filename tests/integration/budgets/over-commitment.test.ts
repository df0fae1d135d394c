import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import { appraisedCase, hashOf, linesOf, must, openBudgetWorld, refusalOf, YEAR } from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const AT_ONCE = 20;
const EACH = 578_526_000n;
const FIT = 7n;

describe('twenty approvals at once on one source', () => {
	let world: BudgetWorld;
	beforeAll(async () => {
		world = await openBudgetWorld(EACH * FIT + 1_000n);
	});
	afterAll(() => world.close());

	it('commit as many as fit and never one more', async () => {
		const ready: { ctx: Context; input: { appraisalId: string; seenHash: string } }[] = [];
		for (let place = 0; place < AT_ONCE; place += 1) {
			const { appraisalId } = await appraisedCase(world, linesOf('GL-DL-05'));
			const input = { appraisalId, seenHash: await hashOf(world, appraisalId) };
			must(await prepareAppraisal(world.as.officer, input));
			must(await verifyAppraisal(world.as.head, input));
			const director = await insertPerson(world, `Giám đốc ${String(place)}`, {
				grants: [{ role: 'director' }]
			});
			ready.push({ ctx: await contextOf(world, director), input });
		}
		const outcomes = await Promise.all(ready.map(({ ctx, input }) => approveAppraisal(ctx, input)));
		const said = outcomes.map(refusalOf);
		expect(said.filter((code) => code === 'no refusal')).toHaveLength(Number(FIT));
		expect(new Set(said)).toEqual(new Set(['no refusal', 'fund_insufficient']));

		const balance = await world.app.db.read.funds.balance({ sourceId: world.sourceId, year: YEAR });
		expect(balance).toEqual({ allocated: EACH * FIT + 1_000n, committed: EACH * FIT });
		const books = await world.database.owner.query<{ approved: string; committed: string; posted: string }>(
			`SELECT (SELECT count(*) FROM application WHERE state = 'approved') AS approved,
			  (SELECT sum(amount) FROM posting WHERE account = 'committed') AS committed,
			  (SELECT sum(amount) FROM posting) AS posted`
		);
		expect(books.rows[0]).toEqual({ approved: String(FIT), committed: String(EACH * FIT), posted: '0' });
	});

	it('is held by the database itself, against the portal too', async () => {
		await expect(
			world.database.app.query('UPDATE fund_balance SET allocated = allocated + 1')
		).rejects.toThrow('permission denied');
		const balance = await world.app.db.read.funds.balance({ sourceId: world.sourceId, year: YEAR });
		const tooMuch = (balance?.allocated ?? 0n) - (balance?.committed ?? 0n) + 1n;
		const direct = world.database.app.query(
			`WITH e AS (INSERT INTO journal_entry (id, kind, idempotency_key, budget_year, at, by)
			   VALUES (gen_random_uuid(), 'commit', 'forged', $2, app_now(), gen_random_uuid()) RETURNING id)
			 INSERT INTO posting (id, entry_id, account, source_id, budget_year, application_id, amount)
			 SELECT gen_random_uuid(), e.id, t.account, $1, $2, CASE t.account WHEN 'committed' THEN gen_random_uuid() END, t.amount
			 FROM e, (VALUES ('available', -$3::bigint), ('committed', $3::bigint)) AS t (account, amount)`,
			[world.sourceId, YEAR, String(tooMuch)]
		);
		await expect(direct).rejects.toThrow('fund_balance_never_over');
		await expect(world.database.app.query('DELETE FROM posting')).rejects.toThrow('permission denied');
	});
});
