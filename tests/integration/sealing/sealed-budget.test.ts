import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/lib/server/app/applications/create-application.ts';
import { saveBudgetLines } from '../../../src/lib/server/app/budgets/save-budget-lines.ts';
import { latestRequested } from '../../../src/lib/server/app/cases/budgets/requested-budget.ts';
import type { Tx } from '../../../src/lib/server/app/ports.ts';
import { enrolOpeningKey } from '../../../src/lib/server/app/sealing/enrol-opening-key.ts';
import { freezeRequestedBudget } from '../../../src/lib/server/app/steps/budgets/freeze-requested-budget.ts';
import { restoreRequestedBudget } from '../../../src/lib/server/app/steps/budgets/restore-requested-budget.ts';
import { sealingOf } from '../../../src/lib/server/app/steps/sealing/seal-submission.ts';
import type { AuditKeys } from '../../../src/lib/server/db/audit-keys.ts';
import { openDatabase } from '../../../src/lib/server/db/database.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { linesOf, must, openBudgetWorld } from '../budgets/budget-world.ts';
import type { BudgetWorld } from '../budgets/budget-world.ts';
import { contextOf, insertOrganisation, insertPerson } from '../intake/world.ts';
import { HOLDERS } from './sealed-world.ts';

const SAMPLE = 'GL-DL-05';
let world: BudgetWorld;
let id: string;
let ctx: Context;
let key: Uint8Array;
const revisionId = '0193a000-0000-7000-8000-000000000001';

beforeAll(async () => {
	world = await openBudgetWorld();
	const { owner } = world.database;
	const grants = [{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' }];
	const officer = await contextOf(world, await insertPerson(world, 'Cán bộ nhiệm vụ', { grants }));
	await owner.query(`UPDATE call SET state = 'draft', published_at = NULL`);
	must(await enrolOpeningKey(officer, { callCode: world.call.code, seen: '', holders: HOLDERS }));
	await owner.query(`UPDATE call SET state = 'published', published_at = app_now() - interval '1 hour'`);
	const organisationId = await insertOrganisation(world, 'Viện thử', '5999900016');
	const own = [{ role: 'representative', scopeType: 'organisation', scopeId: organisationId }];
	ctx = await contextOf(world, await insertPerson(world, 'Đại diện viện', { grants: own }));
	const lotId = Object.values(world.call.lots)[0];
	id = must(await createApplication(ctx, { callCode: world.call.code, lotId, organisationId })).id;
});
afterAll(() => world.close());

const save = async (lines = linesOf(SAMPLE)) => {
	const latest = await latestRequested(world.app.db.read, id);
	return must(await saveBudgetLines(ctx, { applicationId: id, lines, baseVersion: latest?.version ?? 0 }));
};
const standing = async (tx: Tx = world.app.db.read) => {
	const version = await latestRequested(tx, id);
	if (version === undefined) throw new Error('no budget');
	return { version, lines: await tx.budgets.lines(version.id) };
};
const clearRows = async () => {
	const { rows } = await world.database.owner.query(
		`SELECT (SELECT count(*)::int FROM budget_line) AS lines, max(v.state_total)::text AS total, max(v.hash) AS hash FROM budget_version v`
	);
	return rows[0] as unknown;
};

describe('the budget of a sealed dossier', () => {
	it('is read as it was saved, and no row holds a line or a figure', async () => {
		const { totals } = await save();
		const { version, lines } = await standing();
		expect(version).toMatchObject({ stateTotal: totals.state, ownTotal: totals.own, hash: null });
		expect(lines.map(({ line }) => line.content)).toEqual(
			expect.arrayContaining(linesOf(SAMPLE).map(({ content }) => content))
		);
		expect(await clearRows()).toEqual({ lines: 0, total: '0', hash: null });
		await expect(
			world.database.owner.query(
				`INSERT INTO budget_line (version_id, key, position, category, source, khoan)
				 VALUES ($1, gen_random_uuid(), 1, 1, 'state', false)`,
				[version.id]
			)
		).rejects.toThrow('of a sealed dossier in the clear');
	});

	it('is frozen by a submission, replaced under another version, and given back', async () => {
		const canonical = await world.app.db.transaction(async (tx) => {
			const frozen = must(await freezeRequestedBudget(tx, id, 'TASK-2026-0001'));
			const facts = { title: 'Tên', requested: frozen.stateTotal, own: null };
			const sealing = await sealingOf(ctx, tx, {
				...{ applicationId: id, submission: facts, participants: [], documents: [] },
				budget: frozen
			});
			if (sealing === undefined) throw new Error('not sealed');
			key = sealing.key.key;
			const bytes = Buffer.from('{}');
			const hash = world.app.ids.sha256(bytes);
			await tx.applications.addRevision(
				{
					...{ id: revisionId, applicationId: id, number: 1, bytes, hash, submittedBy: id },
					...{ submittedAt: await tx.clock.now(), lastOperationId: null, lastOperationAt: null }
				},
				sealing
			);
			return frozen;
		});
		const frozen = await standing();
		expect(frozen.version).toMatchObject({ number: 1, stateTotal: canonical.stateTotal });
		expect(frozen.version.frozenAt).not.toBeNull();
		const [first, ...others] = linesOf(SAMPLE);
		if (first === undefined) throw new Error('no sample line');
		await save([{ ...first, content: 'Nội dung khác' }, ...others]);
		expect((await standing()).version).toMatchObject({ number: 2, frozenAt: null });
		await world.app.db.transaction((tx) => restoreRequestedBudget(tx, id));
		expect((await standing()).lines).toEqual(frozen.lines);
		expect(await clearRows()).toEqual({ lines: 0, total: '0', hash: null });
	});

	it('is rows with their figures and hash from the opening on', async () => {
		const [, first] = await world.app.db.read.budgets.versions(id);
		const before = { version: first, lines: await world.app.db.read.budgets.lines(first?.id ?? '') };
		await world.database.owner.query(`UPDATE call SET state = 'opened'`);
		// The key of the opening is enough: a portal that lost its own keys opens all the same.
		const keys: AuditKeys = [{ id: 'other', secret: new Uint8Array(32).fill(7) }];
		const url = world.database.appUrl;
		const elsewhere = openDatabase({ url, applicationName: 'chuan-test', poolSize: 1 }, keys);
		const opened = await elsewhere.transaction((tx) =>
			tx.sealing.open({ applicationId: id, revisionId }, key)
		);
		await elsewhere.close();
		expect(opened).toBe(true);
		const [, after] = await world.app.db.read.budgets.versions(id);
		expect(after).toMatchObject({
			...{ id: first?.id, hash: first?.hash, stateTotal: first?.stateTotal, ownTotal: first?.ownTotal }
		});
		expect(await world.app.db.read.budgets.lines(after?.id ?? '')).toEqual(before.lines);
		const { rows } = await world.database.owner.query('SELECT count(*)::int AS lines FROM budget_line');
		expect(rows).toEqual([{ lines: before.lines.length }]);
		expect(await world.app.db.read.applications.find(id)).toMatchObject({
			title: 'Tên',
			requested: first?.stateTotal
		});
	});

	it('does not open twice, nor with another key', async () => {
		const again = (with_: Uint8Array) =>
			world.app.db.transaction((tx) => tx.sealing.open({ applicationId: id, revisionId }, with_));
		expect(await again(key)).toBe(false);
		await expect(
			world.database.app.query('UPDATE sealed_application SET opened_at = app_now()')
		).rejects.toThrow('a sealed dossier is opened once');
		for (const attack of [`UPDATE sealed_application SET wrapped = ''`, 'DELETE FROM sealed_application'])
			await expect(world.database.app.query(attack)).rejects.toThrow('permission denied');
	});
});
