import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApprovalChain } from '#lib/domain/budgets/approvals.ts';
import { giveBackAppraisal } from '#lib/server/app/budgets/give-back-appraisal.ts';
import { listAppraisals, readTasks } from '../../support/tasks.ts';
import { readAppraisal } from '#lib/server/app/budgets/read-appraisal.ts';
import { storeChain } from '#lib/server/app/budgets/store-chain.ts';
import { systemContext } from '#lib/server/app/system-context.ts';
import { identifiers } from '#lib/server/ids.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import type { TestPerson } from '../intake/world.ts';
import { decidedCase, hashOf, must, openBudgetWorld, refusalOf } from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const CODE = 'GL-DL-05';
const MINUTE = 60_000;
let world: BudgetWorld;
let unit: TestPerson;
let unitCtx: Context;

/** The office has its task chain checked by the science management division as well, side by side or one by one. */
function chainOf(checks: 'in order' | 'side by side'): ApprovalChain {
	const turns = checks === 'in order' ? [0, 1, 2, 3] : [0, 1, 1, 2];
	const rows = [
		['prepared', 'finance_officer', 'Chuyên viên tài chính lập'],
		['verified', 'science_officer', 'Phòng Quản lý khoa học kiểm tra'],
		['verified', 'finance_head', 'Trưởng phòng Kế hoạch – Tài chính kiểm tra'],
		['approved', 'director', 'Giám đốc Sở phê duyệt']
	] as const;
	return rows.map(([kind, role, label], step) => ({
		step,
		turn: turns[step] ?? step,
		kind,
		role,
		label: { vi: label }
	}));
}

/** From here on every appraisal of the world's programme begins with this chain. */
async function inForce(checks: Parameters<typeof chainOf>[0]): Promise<string> {
	const key = (await world.app.db.read.calls.findByCode(world.call.code))?.programme.toLowerCase() ?? '';
	const { id } = must(
		await storeChain(systemContext(world.app), {
			key,
			title: { vi: 'Bốn bước' },
			validFrom: new Date((await world.app.db.read.clock.now()).getTime() + MINUTE),
			steps: chainOf(checks)
		})
	);
	await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 61');
	return id;
}

async function begun() {
	const { appraisalId, ...made } = await decidedCase(world, CODE);
	const input = { appraisalId, seenHash: await hashOf(world, appraisalId) };
	const state = async () => (await world.app.db.read.budgets.findAppraisal(appraisalId))?.state;
	const tasksOf = async (ctx: Context) =>
		must(await readTasks(ctx))
			.waiting.filter(({ target }) => target === appraisalId)
			.map(({ kind }) => kind);
	const told = async (kind: string) => {
		const { rows } = await world.database.owner.query<{ recipient: string }>(
			`SELECT m.recipient FROM mail_message m JOIN appraisal p ON m.idempotency_key LIKE 'approval-waiting:' || p.appraised_version_id || ':' || $2 || ':%'
			 WHERE p.id = $1`,
			[appraisalId, kind]
		);
		return rows.map(({ recipient }) => recipient);
	};
	const chain = async (ctx: Context) =>
		must(await readAppraisal(ctx, appraisalId)).chain.map(({ state: at }) => at);
	return { ...made, appraisalId, input, state, tasksOf, told, chain };
}

async function signInSql(appraisalId: string, person: TestPerson, step: number, kind: string, hash: string) {
	const row = await world.app.db.read.budgets.findAppraisal(appraisalId);
	return world.database.app
		.query(
			`INSERT INTO approval_step (id, budget_version_id, step_no, kind, person_id, seen_hash, at) VALUES ($1, $2, $3, $4, $5, $6, app_now())`,
			[identifiers.v7(), row?.appraisedVersionId, step, kind, person.personId, hash]
		)
		.then(
			() => 'written',
			(error: unknown) => (error instanceof Error && 'constraint' in error ? error.constraint : error)
		);
}

beforeAll(async () => {
	world = await openBudgetWorld(900_000_000_000n);
	unit = await insertPerson(world, 'Nguyễn Thị Kiểm', { grants: [{ role: 'science_officer' }] });
	unitCtx = await contextOf(world, unit);
});
afterAll(() => world.close());

describe('a chain of four steps', () => {
	it('is followed from preparing to approved: list, mail, timeline, audit, page', async () => {
		const chainId = await inForce('in order');
		const { appraisalId, input, state, tasksOf, told, chain } = await begun();
		const { head, director } = world.people;
		must(await prepareAppraisal(world.as.officer, input));
		expect(await tasksOf(unitCtx)).toEqual(['verify_appraisal']);
		expect(await tasksOf(world.as.head)).toEqual([]);
		expect(await told('verified')).toEqual([unit.email]);
		expect(await chain(world.as.officer)).toEqual(['done', 'due', 'later', 'later']);
		expect(refusalOf(await verifyAppraisal(world.as.head, input))).toBe('approval_wrong_order');
		expect(refusalOf(await approveAppraisal(world.as.director, input))).toBe('approval_wrong_order');
		expect(await signInSql(appraisalId, head, 2, 'verified', input.seenHash)).toBe('approval_step_order');

		must(await verifyAppraisal(unitCtx, input));
		expect(await state()).toBe('prepared');
		expect(await tasksOf(unitCtx)).toEqual([]);
		expect(await tasksOf(world.as.head)).toEqual(['verify_appraisal']);
		expect((await told('verified')).sort()).toEqual([head.email, unit.email].sort());
		expect(await told('approved')).toEqual([]);
		const list = must(await listAppraisals(world.as.head, { search: '', onlyMine: true, page: 1 }));
		expect(list.rows.map(({ id }) => id)).toContain(appraisalId);
		expect(refusalOf(await approveAppraisal(world.as.director, input))).toBe('approval_wrong_order');
		expect(await signInSql(appraisalId, director, 3, 'approved', input.seenHash)).toBe('approval_step_order');

		must(await verifyAppraisal(world.as.head, input));
		expect(await state()).toBe('verified');
		expect(await told('approved')).toEqual([director.email]);
		must(await approveAppraisal(world.as.director, input));
		expect(await state()).toBe('approved');
		expect(await chain(world.as.director)).toEqual(['done', 'done', 'done', 'done']);
		const { rows } = await world.database.owner.query(
			`SELECT (d.content -> 'after' ->> 'step')::int AS step, d.content -> 'after' ->> 'state' AS state FROM audit_entry e
			 JOIN audit_detail d ON d.entry_id = e.id WHERE e.object_id = $1 AND e.action = 'sign_appraisal' AND e.outcome = 'done' ORDER BY e.at`,
			[appraisalId]
		);
		expect(rows).toEqual([
			{ step: 0, state: 'prepared' },
			{ step: 1, state: 'prepared' },
			{ step: 2, state: 'verified' },
			{ step: 3, state: 'approved' }
		]);
		const { rows: kinds } = await world.database.owner.query<{ kind: string }>(
			`SELECT e.kind FROM application_event e JOIN appraisal p ON p.application_id = e.application_id
			 WHERE p.id = $1 AND e.kind IN ('appraisal_prepared', 'appraisal_verified', 'appraisal_approved') ORDER BY e.at`,
			[appraisalId]
		);
		expect(kinds.map(({ kind }) => kind)).toEqual([
			'appraisal_prepared',
			'appraisal_verified',
			'appraisal_verified',
			'appraisal_approved'
		]);
		expect((await world.app.db.read.budgets.findAppraisal(appraisalId))?.chainId).toBe(chainId);
	});

	it('takes checks side by side in any order, and none twice', async () => {
		await inForce('side by side');
		const { appraisalId, input, state, chain, told } = await begun();
		must(await prepareAppraisal(world.as.officer, input));
		expect((await told('verified')).sort()).toEqual([world.people.head.email, unit.email].sort());
		expect(await chain(world.as.head)).toEqual(['done', 'due', 'due', 'later']);
		must(await verifyAppraisal(world.as.head, input));
		expect(await state()).toBe('prepared');
		expect(await signInSql(appraisalId, world.people.director, 3, 'approved', input.seenHash)).toBe(
			'approval_step_order'
		);
		expect(refusalOf(await approveAppraisal(world.as.director, input))).toBe('approval_wrong_order');
		// A second press changes nothing.
		must(await verifyAppraisal(world.as.head, input));
		expect(await state()).toBe('prepared');
		const both = await insertPerson(world, 'Hai vai', {
			grants: [{ role: 'science_officer' }, { role: 'finance_officer' }, { role: 'director' }]
		});
		const bothCtx = await contextOf(world, both);
		must(await verifyAppraisal(bothCtx, input));
		expect(await state()).toBe('verified');
		expect(refusalOf(await approveAppraisal(bothCtx, input))).toBe('approval_same_person');
		expect(await signInSql(appraisalId, both, 3, 'approved', input.seenHash)).toBe(
			'approval_step_one_person'
		);
		must(await approveAppraisal(world.as.director, input));
	});

	it('is given back by who checks, and begins anew', async () => {
		const { appraisalId, input, state, chain } = await begun();
		must(await prepareAppraisal(world.as.officer, input));
		must(await verifyAppraisal(world.as.head, input));
		expect(refusalOf(await giveBackAppraisal(world.as.head, { appraisalId, note: 'Sai' }))).toBe(
			'approval_same_person'
		);
		must(await giveBackAppraisal(unitCtx, { appraisalId, note: 'Thiếu báo giá' }));
		expect(await state()).toBe('preparing');
		expect(await chain(world.as.officer)).toEqual(['due', 'later', 'lapsed', 'later']);
	});

	it('keeps an appraisal that began under three steps on three', async () => {
		const { rows } = await world.database.owner.query<{ id: string }>(
			`SELECT id FROM approval_chain WHERE version = 1 AND key = $1`,
			[(await world.app.db.read.calls.findByCode(world.call.code))?.programme.toLowerCase()]
		);
		const { appraisalId, input, state } = await begun();
		// As it was written before the longer chain came into force; the portal's own role may not do this.
		await world.database.owner.query(`UPDATE appraisal SET chain_id = $2 WHERE id = $1`, [
			appraisalId,
			rows[0]?.id
		]);
		must(await prepareAppraisal(world.as.officer, input));
		expect(refusalOf(await verifyAppraisal(unitCtx, input))).toBe('not_found');
		must(await verifyAppraisal(world.as.head, input));
		expect(await state()).toBe('verified');
		must(await approveAppraisal(world.as.director, input));
		expect(await state()).toBe('approved');
	});
});

describe('a chain as data of the office', () => {
	const stored = async (steps: ApprovalChain, validFrom = new Date(Date.now() + 86_400_000)) =>
		storeChain(systemContext(world.app), { key: 'thu_nghiem', title: { vi: 'Thử' }, validFrom, steps });
	const [maker, unitCheck, check, approver] = chainOf('in order');

	it('is refused with every reason when it cannot be followed', async () => {
		if (!maker || !unitCheck || !check || !approver) throw new Error('four steps');
		const refused = await stored([
			{ ...maker, role: 'president' },
			{ ...check, step: 1, turn: 1, label: maker.label },
			{ ...unitCheck, step: 2, turn: 2 }
		]);
		expect(refused.ok ? [] : refused.refusal.causes?.map(({ code }) => code)).toEqual([
			'approval_chain_incomplete',
			'approval_chain_role',
			'approval_chain_step_repeated'
		]);
	});

	it('is refused for a day that has passed, and by who is not the portal', async () => {
		expect(refusalOf(await stored(chainOf('in order'), new Date('2020-01-01')))).toBe(
			'approval_chain_in_the_past'
		);
		const officer = await storeChain(world.as.director, {
			key: 'thu_nghiem',
			title: { vi: 'Thử' },
			validFrom: new Date(Date.now() + 86_400_000),
			steps: chainOf('in order')
		});
		expect(refusalOf(officer)).toBe('not_found');
	});

	it('comes into force on its day, and not before', async () => {
		must(await stored(chainOf('in order')));
		expect(await world.app.db.read.chains.inForce('thu_nghiem')).toBeUndefined();
		expect((await world.app.db.read.chains.latest('thu_nghiem'))?.steps).toEqual(chainOf('in order'));
	});
});

describe('the database holds chains and signatures too', () => {
	const id = identifiers.v7();
	const chainRow = `INSERT INTO approval_chain (id, key, version, title_vi, steps, valid_from, created_at) VALUES ('${id}', 'la', 1, 'Lạ', 3, app_now(), app_now())`;
	const steps = (...rows: readonly string[]) =>
		`INSERT INTO approval_chain_step (chain_id, step_no, turn, kind, role, label_vi) VALUES ${rows.map((row) => `('${id}', ${row})`).join(', ')}`;
	const A = `0, 0, 'prepared', 'finance_officer', 'a'`;
	const B = `1, 1, 'verified', 'finance_head', 'b'`;
	const C = `2, 2, 'approved', 'director', 'c'`;

	it.each([
		['a chain without steps', [chainRow], 'approval_chain_whole'],
		[
			'a chain without an approver',
			[chainRow, steps(A, B, `2, 2, 'verified', 'finance_head', 'c'`)],
			'approval_chain_whole'
		],
		[
			'a chain with a step more than it says',
			[chainRow, steps(A, B, C, `3, 3, 'verified', 'finance_head', 'd'`)],
			'approval_chain_whole'
		],
		[
			'a step after the chain was written',
			[
				`INSERT INTO approval_chain_step (chain_id, step_no, turn, kind, role, label_vi) SELECT id, 3, 3, 'verified', 'finance_head', 'd' FROM approval_chain WHERE key = 'map' AND version = 1`
			],
			'approval_chain_whole'
		],
		[
			'an approver beside a check',
			[chainRow, steps(A, B, `2, 1, 'approved', 'director', 'c'`)],
			'approval_chain_turns'
		],
		[
			'a role that may not check',
			[chainRow, steps(A, `1, 1, 'verified', 'auditor', 'b'`, C)],
			'approval_chain_step_role'
		],
		[
			'a step named twice',
			[chainRow, steps(A, B, `2, 2, 'approved', 'director', 'b'`)],
			'approval_chain_step_chain_id_label_vi_key'
		]
	])('refuses %s', async (_, statements, constraint) => {
		const client = await world.database.app.connect();
		const run = async () => {
			await client.query('BEGIN');
			for (const statement of statements) await client.query(statement);
			await client.query('COMMIT');
		};
		await expect(run()).rejects.toMatchObject({ constraint });
		await client.query('ROLLBACK');
		client.release();
	});

	it.each([
		['changed', `UPDATE approval_chain SET valid_from = app_now()`],
		['taken out', `DELETE FROM approval_chain_step`]
	])('lets no chain be %s, by its own role nor by its owner', async (_, statement) => {
		await expect(world.database.app.query(statement)).rejects.toThrow('permission denied');
		await expect(world.database.owner.query(statement)).rejects.toMatchObject({
			constraint: 'approval_chain_kept'
		});
	});

	it('lets an appraisal change its chain as little as begin under one that is not in force', async () => {
		const { appraisalId } = await begun();
		const other = `(SELECT id FROM approval_chain WHERE version = 1 AND key = 'map')`;
		await expect(
			world.database.app.query(`UPDATE appraisal SET chain_id = ${other} WHERE id = '${appraisalId}'`)
		).rejects.toMatchObject({ constraint: 'appraisal_chain_stays' });
		const old = `(SELECT c.id FROM approval_chain c JOIN approval_chain l ON l.key = c.key AND l.version > c.version LIMIT 1)`;
		await expect(
			world.database.app.query(
				`INSERT INTO appraisal (id, application_id, state, requested_version_id, appraised_version_id, chain_id, created_at, updated_at)
				 SELECT gen_random_uuid(), application_id, state, requested_version_id, appraised_version_id, ${old}, app_now(), app_now() FROM appraisal WHERE id = '${appraisalId}'`
			)
		).rejects.toMatchObject({ constraint: 'appraisal_chain_in_force' });
	});

	it('holds kind, role, hash and who edited', async () => {
		const { appraisalId, input } = await begun();
		const { officer, head, director } = world.people;
		const sql = (person: TestPerson, step: number, kind: string, hash = input.seenHash) =>
			signInSql(appraisalId, person, step, kind, hash);
		expect(await sql(officer, 0, 'prepared', 'a'.repeat(64))).toBe('approval_step_hash');
		expect(await sql(officer, 4, 'verified')).toBe('approval_step_kind');
		expect(await sql(officer, 0, 'verified')).toBe('approval_step_kind');
		must(await prepareAppraisal(world.as.officer, input));
		expect(await sql(director, 1, 'verified')).toBe('approval_step_role');
		await world.database.owner.query(
			`UPDATE appraisal SET editors = array_append(editors, $2) WHERE id = $1`,
			[appraisalId, head.personId]
		);
		expect(await sql(head, 2, 'verified')).toBe('approval_step_one_person');
		expect(refusalOf(await verifyAppraisal(world.as.head, input))).toBe('approval_same_person');
	});
});
