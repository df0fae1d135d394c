import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellAuditors } from '../../../src/lib/server/app/audit/tell-auditors.ts';
import type { App } from '../../../src/lib/server/app/ports.ts';
import { systemContext } from '../../../src/lib/server/app/system-context.ts';
import { transact } from '../../../src/lib/server/app/use-case.ts';
import { ok } from '../../../src/lib/domain/shared/result.ts';
import { vietnamTimeOf } from '../../../src/lib/domain/shared/period.ts';
import { openTestLog } from '../../support/public-log.ts';
import type { TestLog } from '../../support/public-log.ts';
import { insertPerson, moveClock, openWorld } from '../intake/world.ts';
import type { World } from '../intake/world.ts';

let world: World;
let log: TestLog;
let app: App;
beforeEach(async () => {
	world = await openWorld();
	log = await openTestLog(world.app, world.database);
	app = { ...world.app, checkpoints: log.book };
	await insertPerson(world, 'Rah Lan Thanh Tra', { grants: [{ role: 'auditor' }] });
	await insertPerson(world, 'Nguyễn Giám Đốc', { grants: [{ role: 'director' }] });
	for (const id of ['a', 'b'])
		await transact(systemContext(app), 'sign_out', { type: 'account', id }, () => Promise.resolve(ok(true)));
	await log.publish();
	await untilHour(6);
});
afterEach(async () => {
	await log.close();
	await world.close();
});

/** The clock goes forward to the next time at which Vietnam's hour is this one. */
async function untilHour(hour: number): Promise<void> {
	const now = vietnamTimeOf(await app.db.read.clock.now()).hour;
	await moveClock(world, (hour - now + 24) % 24);
}

async function letters() {
	return (await app.db.read.mail.list({ search: '', page: 1, size: 50 })).rows;
}

describe('the letter of the day about the log', () => {
	it('tells the auditors, and nobody else, size, root and that the log is whole', async () => {
		expect(await tellAuditors(app)).toBe(true);
		const newest = await log.book.newest();
		const [letter, ...more] = await letters();
		expect(more).toEqual([]);
		expect(letter).toMatchObject({
			recipientName: 'Rah Lan Thanh Tra',
			subject: expect.stringContaining('Nhật ký hôm nay: 2 dòng, khớp') as string
		});
		expect(letter?.body).toContain(newest?.checkpoint.root);
		expect(letter?.body).toContain(newest?.text.split('\n')[0]);
		expect(letter?.body).toContain('Không có điểm nào không khớp: 2 dòng đã niêm, 1 điểm kiểm tra.');
	});

	it('goes out once a day, not before the day begins, and late after a time without the portal', async () => {
		expect(await tellAuditors(app)).toBe(true);
		expect(await tellAuditors(app)).toBe(false);
		await moveClock(world, 22);
		expect(await tellAuditors(app)).toBe(false);
		await moveClock(world, 24 * 3 + 10);
		expect(await tellAuditors(app)).toBe(true);
		expect(await tellAuditors(app)).toBe(false);
		expect(await letters()).toHaveLength(2);
	});

	/** An entry that waits for its seal too long, while the newest seal is that old. */
	async function unsealed(ago: string): Promise<void> {
		await transact(systemContext(app), 'sign_out', { type: 'account', id: 'c' }, () =>
			Promise.resolve(ok(true))
		);
		await moveClock(world, 1);
		await sealed(ago);
	}
	const sealed = (ago: string) =>
		world.database.owner.query(
			`ALTER TABLE audit_seal DISABLE TRIGGER USER; UPDATE audit_seal SET sealed_at = app_now() - interval '${ago}'; ALTER TABLE audit_seal ENABLE TRIGGER USER`
		);

	it('waits while the worker catches up with what is not sealed yet, and no longer', async () => {
		await unsealed('30 seconds');
		expect(await tellAuditors(app)).toBe(false);
		await sealed('2 minutes');
		expect(await tellAuditors(app)).toBe(true);
	});

	it('does not wait with what was altered, though the worker goes on sealing', async () => {
		await unsealed('30 seconds');
		await world.database.owner.query(
			`ALTER TABLE audit_entry DISABLE TRIGGER USER; UPDATE audit_entry SET actor_id = 'x' WHERE object_id = 'b'`
		);
		expect(await tellAuditors(app)).toBe(true);
		expect((await letters())[0]?.subject).toContain('điểm không khớp');
	});

	it('says what was found, and where', async () => {
		const client = await world.database.owner.connect();
		await client.query(
			`ALTER TABLE audit_entry DISABLE TRIGGER USER; UPDATE audit_entry SET actor_id = 'x' WHERE object_id = 'b'`
		);
		const { rows } = await client.query<{ id: string }>(`SELECT id FROM audit_entry WHERE object_id = 'b'`);
		client.release();
		expect(await tellAuditors(app)).toBe(true);
		const [letter] = await letters();
		expect(letter?.subject).toContain('1 điểm không khớp');
		expect(letter?.body).toContain(rows[0]?.id);
	});
});
