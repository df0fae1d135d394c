/** Administrators are told of what is not right at once, once when it begins and once when it is over. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { raiseAlarms } from '../../../src/lib/server/app/operations/raise-alarms.ts';
import { readBackups } from '../../../src/lib/server/app/operations/read-backups.ts';
import type { App } from '../../../src/lib/server/app/ports.ts';
import { readTasks } from '../../../src/lib/server/app/tasks/read-tasks.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { watchPortal } from '../../../src/lib/server/app/steps/work/keep-work.ts';
import { contextOf, insertPerson, moveClock, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';

let world: World;
let admin: Context;
/** A portal whose backups and checkpoints are asked for, on a machine that is well. */
let well: App;

const GIB = 1024n ** 3n;

beforeAll(async () => {
	world = await openWorld();
	const grants = [{ role: 'administrator' }];
	admin = await contextOf(world, await insertPerson(world, 'Lê Văn Quản', { grants }));
	await insertPerson(world, 'Nay H’Lan', { grants });
	await insertPerson(world, 'Kiểm tra', { grants: [{ role: 'auditor' }] });
	well = {
		...world.app,
		machine: {
			...world.app.machine,
			disk: () => Promise.resolve({ free: 50n * GIB, size: 100n * GIB }),
			backupWritable: () => Promise.resolve(true)
		}
	};
}, 120_000);
afterAll(() => world.close());
beforeEach(() => world.database.owner.query('DELETE FROM mail_message'));

/** Subjects of what was written since, each once, with how many were told. */
async function told(): Promise<string[]> {
	const { rows } = await world.database.owner.query<{ line: string }>(
		`SELECT subject || ' · ' || count(*) AS line FROM mail_message GROUP BY subject ORDER BY min(created_at), subject`
	);
	return rows.map(({ line }) => line);
}
const withDisk = (percent: bigint): App => ({
	...well,
	machine: { ...well.machine, disk: () => Promise.resolve({ free: percent * GIB, size: 100n * GIB }) }
});
async function waiting(): Promise<string[]> {
	await watchPortal(world.app);
	const tasks = await readTasks(admin);
	if (!tasks.ok) throw new Error(tasks.refusal.code);
	return tasks.value.waiting.map(({ kind }) => kind);
}
async function recorded(kind: 'base' | 'verify', sound: boolean): Promise<void> {
	const beganAt = await world.app.db.read.clock.now();
	await world.app.db.transaction((tx) =>
		tx.upkeep.record(
			kind === 'base'
				? { kind, sound, beganAt, facts: { base: 'x', bytes: 1, objects: 0, faults: 0 } }
				: {
						...{ kind, sound, beganAt },
						facts: {
							checked: ['ledger'],
							violations: sound ? [] : [{ check: 'ledger', count: 1, examples: ['e'] }]
						}
					}
		)
	);
}

describe('alarms', () => {
	it('say nothing while all is well, nor of a backup that nobody asked for', async () => {
		expect(await raiseAlarms(well)).toEqual([]);
		expect(await told()).toEqual([]);
	});

	it('tell every administrator once, and once more when it is over', async () => {
		expect(await raiseAlarms(withDisk(4n))).toEqual(['full_disk']);
		expect(await told()).toEqual(['Cảnh báo: Ổ đĩa sắp đầy · 2']);
		expect(await raiseAlarms(withDisk(3n))).toEqual([]);
		// Between bad and well it neither ends nor begins.
		expect(await raiseAlarms(withDisk(10n))).toEqual([]);
		expect(await raiseAlarms(withDisk(4n))).toEqual([]);
		expect(await raiseAlarms(withDisk(40n))).toEqual(['full_disk']);
		expect(await told()).toEqual(['Cảnh báo: Ổ đĩa sắp đầy · 2', 'Đã hết: Ổ đĩa sắp đầy · 2']);
		expect(await raiseAlarms(withDisk(4n))).toEqual(['full_disk']);
		expect(await raiseAlarms(well)).toEqual(['full_disk']);
		expect(await told()).toEqual(['Cảnh báo: Ổ đĩa sắp đầy · 4', 'Đã hết: Ổ đĩa sắp đầy · 4']);
	});

	it('say what was found and what to do, and whom to ask is a page of the portal', async () => {
		await raiseAlarms(withDisk(4n));
		const { rows } = await world.database.owner.query<{ body: string }>('SELECT body FROM mail_message');
		expect(rows[0]?.body).toMatch(/Ổ đĩa.*4 GiB \(4%\).*Dọn bớt/s);
		expect(rows[0]?.body).toContain('https://chuan.test/quan-tri/san-sang');
		await raiseAlarms(well);
	});

	it('are told once by two workers that see the same', async () => {
		const raised = await Promise.all([raiseAlarms(withDisk(4n)), raiseAlarms(withDisk(4n))]);
		expect(raised.flat()).toEqual(['full_disk']);
		expect(await told()).toEqual(['Cảnh báo: Ổ đĩa sắp đầy · 2']);
		const over = await Promise.all([raiseAlarms(well), raiseAlarms(well)]);
		expect(over.flat()).toEqual(['full_disk']);
	});

	it('are raised of a clock that is off and of mail that was given up', async () => {
		const late = { ...well.machine, now: () => new Date(Date.now() - 60_000) };
		expect(await raiseAlarms({ ...well, machine: late })).toEqual(['clock_drift']);
		expect(await raiseAlarms(well)).toEqual(['clock_drift']);
		await world.database.owner.query(
			`INSERT INTO mail_message (id, idempotency_key, recipient, subject, body, state, due_at, created_at)
			 VALUES (gen_random_uuid(), 'given-up', 'ai.do@chuan.test', 'x', 'x', 'failed', app_now(), app_now())`
		);
		expect(await raiseAlarms(well)).toEqual(['failed_mail']);
		await world.database.owner.query(`DELETE FROM mail_message WHERE state = 'failed'`);
		expect(await raiseAlarms(well)).toEqual(['failed_mail']);
	});

	it('are raised of a check that found something, which is work until a check is sound', async () => {
		await recorded('verify', false);
		expect(await raiseAlarms(well)).toEqual(['unsound_portal']);
		expect(await waiting()).toEqual(['unsound_portal']);
		const read = await readBackups(admin);
		expect(read.ok && read.value.verify?.facts.violations).toEqual([
			{ check: 'ledger', count: 1, examples: ['e'] }
		]);
		await recorded('verify', true);
		expect(await raiseAlarms(well)).toEqual([]);
		// Without a trial restore this portal is not known to be sound.
		const beganAt = await world.app.db.read.clock.now();
		const facts = { checked: [], violations: [], base: 'x', seconds: 9, reached: beganAt.toISOString() };
		await world.app.db.transaction((tx) => tx.upkeep.record({ kind: 'drill', facts, sound: true, beganAt }));
		expect(await raiseAlarms(well)).toEqual(['unsound_portal']);
		expect(await waiting()).toEqual([]);
	});

	it('are raised of a base that is late, which is work until there is one', async () => {
		const keeper = {
			place: () => Promise.resolve('here'),
			keep: () => Promise.resolve('gone' as const)
		};
		const wal = {
			archives: true,
			archivedFor: 1,
			archiveFails: false,
			segmentsBehind: 0
		};
		// The server of the tests archives nothing; all but that is as the database has it.
		const { operations } = world.app.db.read;
		const read = {
			...world.app.db.read,
			operations: {
				...operations,
				backup: async (place: string | undefined) => ({ ...(await operations.backup(place)), ...wal })
			}
		};
		const backedUp: App = { ...well, keeper, db: { ...well.db, read } };
		await recorded('base', true);
		await recorded('base', false);
		expect(await raiseAlarms(backedUp)).toEqual([]);
		await moveClock(world, 26);
		expect(await raiseAlarms(backedUp)).toEqual(['late_backup']);
		expect(await told()).toEqual(['Cảnh báo: Sao lưu trễ · 2']);
		expect(await waiting()).toEqual(['late_backup']);
		await recorded('base', true);
		expect(await raiseAlarms(backedUp)).toEqual(['late_backup']);
		expect(await waiting()).toEqual([]);
		const page = await readBackups(admin);
		expect(page.ok && page.value.alarms.map(({ kind }) => kind)).toContain('late_backup');
	});

	it('are raised of WAL that is handed over nowhere', async () => {
		const keeper = { place: () => Promise.resolve('here'), keep: () => Promise.resolve('gone' as const) };
		expect(await raiseAlarms({ ...well, keeper })).toEqual(['late_backup']);
		expect(await raiseAlarms(well)).toEqual(['late_backup']);
	});

	it('are rows that only end, once', async () => {
		await raiseAlarms(withDisk(4n));
		const { app } = world.database;
		await expect(app.query('UPDATE portal_alarm SET ended_at = NULL')).rejects.toThrow(
			'an alarm only ends, once'
		);
		await expect(app.query('UPDATE portal_alarm SET since = since')).rejects.toThrow('permission denied');
		await expect(app.query('DELETE FROM portal_alarm')).rejects.toThrow('permission denied');
		await raiseAlarms(well);
		await expect(app.query('UPDATE portal_alarm SET ended_at = app_now()')).rejects.toThrow(
			'an alarm only ends, once'
		);
	});

	it('are read by administrators alone', async () => {
		for (const role of ['auditor', 'director', 'science_officer']) {
			const other = await contextOf(
				world,
				await insertPerson(world, `Người ${role}`, { grants: [{ role }] })
			);
			expect(said(await readBackups(other)), role).toBe('not_found');
		}
	});
});
