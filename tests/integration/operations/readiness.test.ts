import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckKey } from '../../../src/lib/domain/operations/readiness.ts';
import { readReadiness } from '../../../src/lib/server/app/operations/read-readiness.ts';
import { metricsText } from '../../../src/lib/server/http/metrics.ts';
import { sayReadiness } from '../../../src/lib/server/http/say-readiness.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertPerson, moveClock, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';

let world: World;
let admin: Context;

beforeAll(async () => {
	world = await openWorld();
	admin = await contextOf(
		world,
		await insertPerson(world, 'Lê Văn Quản', { grants: [{ role: 'administrator' }] })
	);
}, 120_000);
afterAll(() => world.close());

const check = async (key: CheckKey) => {
	const read = await readReadiness(admin);
	if (!read.ok) throw new Error(read.refusal.code);
	return read.value.checks.find((one) => one.key === key);
};
const letter = (state: string) =>
	world.database.owner.query(
		`INSERT INTO mail_message (id, idempotency_key, recipient, subject, body, state, due_at, created_at)
		 VALUES (gen_random_uuid(), gen_random_uuid()::text, 'ai.do@chuan.test', 'x', 'x', $1, app_now(), app_now())`,
		[state]
	);

describe('readiness', () => {
	it('is the administrator’s', async () => {
		expect(said(await readReadiness(admin))).toBe('ok');
		for (const role of ['auditor', 'director', 'science_officer']) {
			const other = await contextOf(
				world,
				await insertPerson(world, `Người ${role}`, { grants: [{ role }] })
			);
			expect(said(await readReadiness(other)), role).toBe('not_found');
		}
	});

	it('counts letters that wait and letters given up', async () => {
		expect(await check('mail_failed')).toMatchObject({ state: 'ok', found: '0' });
		await letter('failed');
		await letter('queued');
		expect(await check('mail_failed')).toMatchObject({ state: 'bad', found: '1' });
		expect(await check('mail_waiting')).toMatchObject({ state: 'ok' });
		await moveClock(world, 2);
		expect(await check('mail_waiting')).toMatchObject({ state: 'bad', found: '120' });
	});

	it('sees a clock that differs from that of the database’s machine, whatever the portal takes for now', async () => {
		expect(await check('clock')).toMatchObject({ state: 'ok' });
		const machine = { ...world.app.machine, now: () => new Date(Date.now() + 7_200_000) };
		const read = await readReadiness({ ...admin, app: { ...world.app, machine } });
		expect(read.ok && read.value.checks.find(({ key }) => key === 'clock')).toMatchObject({
			state: 'bad',
			found: expect.stringMatching(/^7(199|20\d)$/) as string
		});
	});

	it('says what to do of everything that is not right', async () => {
		const read = await readReadiness(admin);
		const checks = read.ok ? sayReadiness(read.value.checks) : [];
		expect(checks.filter(({ title }) => title === '')).toEqual([]);
		expect(checks.filter(({ state, todo }) => state !== 'ok' && todo === '')).toEqual([]);
		expect(checks.find(({ key }) => key === 'versions')?.found).toMatch(/^Chuẩn .*, Node .*, PostgreSQL \d+/);
	});

	it('is written as figures, without a name or an address', async () => {
		const text = await metricsText(world.app);
		expect(text).toContain('# TYPE chuan_mail_failed gauge\nchuan_mail_failed 1\n');
		expect(text).toContain('chuan_mail_oldest_seconds 72');
		expect(text).not.toMatch(/chuan\.test|Quản/);
		for (const line of text.trim().split('\n'))
			expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+ -?[\d.]+(e[+-]?\d+)?)$/);
	});
});
