import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalState } from '#lib/domain/budgets/approvals.ts';
import type { ApprovalChain } from '#lib/domain/budgets/approvals.ts';
import { signingRoles, SIGNING_KINDS } from '#lib/domain/budgets/signing.ts';
import { dueSteps } from '#lib/server/db/due-steps.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await freshDatabase();
});
afterAll(() => database.close());

function chainOf(turns: readonly number[]): ApprovalChain {
	return turns.map((turn, step) => ({
		step,
		turn,
		kind: step === 0 ? 'prepared' : step === turns.length - 1 ? 'approved' : 'verified',
		role: 'finance_head',
		label: { vi: String(step) }
	}));
}

const chains = [
	[0, 1, 2],
	[0, 1, 2, 3],
	[0, 1, 1, 2],
	[0, 1, 1, 2, 3]
].map(chainOf);
/** Every set of steps that could have been signed, each standing or revoked. */
const cases = chains.flatMap((chain, chainNo) =>
	Array.from({ length: 3 ** chain.length }, (_, code) => ({
		chainNo,
		chain,
		taken: chain.flatMap(({ step }) => {
			const mark = Math.floor(code / 3 ** step) % 3;
			return mark === 0 ? [] : [{ step, personId: 'x', seenHash: 'h', revoked: mark === 2 }];
		})
	}))
);

describe('steps that are due', () => {
	it('are the same to the core and to the database, for every chain and set of signatures', async () => {
		const { rows } = await database.owner.query<{ due: number[] }>(
			`WITH approval_chain_step AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS t (chain_id int, step_no int, turn int, kind text, role text)),
			  approval_step AS (SELECT * FROM jsonb_to_recordset($2::jsonb) AS t (budget_version_id int, step_no int, revoked_at timestamptz)),
			  p AS (SELECT * FROM jsonb_to_recordset($3::jsonb) AS t (appraised_version_id int, chain_id int, state text))
			 SELECT coalesce(array_agg(due.step_no ORDER BY due.step_no) FILTER (WHERE due.step_no IS NOT NULL), '{}') AS due
			 FROM p LEFT JOIN LATERAL ${dueSteps.sql} due ON true GROUP BY p.appraised_version_id ORDER BY p.appraised_version_id`,
			[
				JSON.stringify(
					chains.flatMap((chain, chainNo) =>
						chain.map(({ step, turn, kind, role }) => ({
							chain_id: chainNo,
							step_no: step,
							turn,
							kind,
							role
						}))
					)
				),
				JSON.stringify(
					cases.flatMap(({ taken }, nr) =>
						taken.map(({ step, revoked }) => ({
							budget_version_id: nr,
							step_no: step,
							revoked_at: revoked ? '2026-01-01' : null
						}))
					)
				),
				JSON.stringify(
					cases.map(({ chainNo }, nr) => ({ appraised_version_id: nr, chain_id: chainNo, state: 'prepared' }))
				)
			]
		);
		expect(rows.map(({ due }) => due)).toEqual(
			cases.map(({ chain, taken }) => approvalState(chain, taken, 'h').due.map(({ step }) => step))
		);
		expect(cases.length).toBeGreaterThan(400);
	});
});

describe('roles of a step', () => {
	it('are those of the permission table, in the constraint of the database too', async () => {
		const { rows } = await database.owner.query<{ source: string }>(
			`SELECT pg_get_constraintdef(oid) AS source FROM pg_constraint WHERE conname = 'approval_chain_step_role'`
		);
		const source = rows[0]?.source ?? '';
		for (const kind of SIGNING_KINDS) {
			const part = source.split(/\bOR\b/).find((text) => text.includes(`'${kind}'`)) ?? '';
			const named = [...part.matchAll(/'([a-z_]+)'::text/g)]
				.map(([, name]) => name)
				.filter((name) => name !== kind);
			expect(named.sort()).toEqual([...signingRoles(kind)].sort());
		}
	});
});
