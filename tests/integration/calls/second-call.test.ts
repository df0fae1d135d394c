import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announceAgain } from '../../../src/lib/server/app/calls/announce-again.ts';
import { cancelCall } from '../../../src/lib/server/app/calls/cancel-call.ts';
import { publishCall } from '../../../src/lib/server/app/calls/publish-call.ts';
import { readPublicCall } from '../../../src/lib/server/app/calls/public-calls.ts';
import { readCallChanges } from '../../../src/lib/server/app/calls/read-call-changes.ts';
import { readCallCockpit } from '../../../src/lib/server/app/calls/staff-calls.ts';
import { submitted } from '../applications/application-world.ts';
import { must } from '../applications/filled-dossier.ts';
import { moveClock, said } from '../intake/world.ts';
import { insertFund } from './call-world.ts';
import { callOf, DECISION, lastEntry, openChangeWorld, workOn } from './change-world.ts';
import type { ChangeWorld } from './change-world.ts';

let world: ChangeWorld;
beforeEach(async () => {
	world = await openChangeWorld();
});
afterEach(() => world.close());

const again = (more: Partial<Parameters<typeof announceAgain>[1]> = {}, ctx = world.officer) =>
	announceAgain(ctx, {
		code: 'MAP-2026-02',
		newCode: 'MAP-2026-02-L2',
		reason: 'Không có hồ sơ nào',
		...more
	});
const visitor = () => ({ ...world.officer, actor: { kind: 'visitor' } }) as const;

describe('a second announcement', () => {
	it('is a draft of the first, linked with it, as work of its officer and in the audit log', async () => {
		const first = await callOf(world);
		expect(said(await again())).toBe('call_again_open');
		await moveClock(world, 25);
		const { id } = must(await again());
		const made = await world.app.db.read.calls.find(id);
		expect(made).toMatchObject({
			state: 'draft',
			title: first.title,
			definitionId: first.definitionId,
			againOf: first.id
		});
		expect((made?.closesAt.getTime() ?? 0) - (made?.opensAt.getTime() ?? 0)).toBe(
			first.closesAt.getTime() - first.opensAt.getTime()
		);
		const [lot] = await world.app.db.read.calls.lots(first.id);
		expect(await world.app.db.read.calls.lots(id)).toMatchObject([
			{ title: lot?.title, variant: lot?.variant }
		]);
		expect((await workOn(world, id)).map(({ kind }) => kind)).toEqual(['publish_call']);
		expect(await lastEntry(world)).toMatchObject({
			action: 'announce_again',
			outcome: 'done',
			object_id: id,
			content: { after: { againOf: 'MAP-2026-02', reason: 'Không có hồ sơ nào' } }
		});
		expect(must(await readCallCockpit(world.officer, 'MAP-2026-02-L2')).againOf).toBe('MAP-2026-02');
		expect(must(await readCallChanges(world.officer, 'MAP-2026-02')).again?.made).toBe('MAP-2026-02-L2');
		// Until it is published nobody else knows of it.
		expect(must(await readPublicCall(visitor(), 'MAP-2026-02')).announcedAgain).toBeNull();
		await world.database.owner.query(
			`UPDATE call SET state = 'published', published_at = app_now() WHERE id = $1`,
			[id]
		);
		expect(must(await readPublicCall(visitor(), 'MAP-2026-02')).announcedAgain).toBe('MAP-2026-02-L2');
		expect(must(await readPublicCall(visitor(), 'MAP-2026-02-L2')).againOf).toBe('MAP-2026-02');
		await expect(
			world.database.app.query('UPDATE call SET again_of = NULL WHERE id = $1', [id])
		).rejects.toThrow(/append-only/);
	});

	it('is made once, also by two at the same time, and not of itself', async () => {
		await moveClock(world, 25);
		const both = await Promise.all([again(), again({ newCode: 'MAP-2026-02-B' })]);
		expect(both.map(said).sort()).toEqual(['call_again_made', 'ok']);
		const code = both.flatMap((one) => (one.ok ? one.value.code : []))[0] ?? '';
		await world.database.owner.query(
			`UPDATE call SET state = 'published', published_at = app_now(), opens_at = app_now() - interval '2 days',
			 closes_at = app_now() - interval '1 day' WHERE code = $1`,
			[code]
		);
		expect(said(await again({ code, newCode: 'MAP-2026-02-L3' }))).toBe('call_again_twice');
	});

	it('is one in the database as well', async () => {
		await moveClock(world, 25);
		const { id } = must(await again());
		const copied = world.database.app.query(
			`INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, state, created_at, again_of)
			 SELECT gen_random_uuid(), 'MAP-X', definition_id, programme, title_vi, opens_at, closes_at, 'draft', created_at, again_of
			 FROM call WHERE id = $1`,
			[id]
		);
		await expect(copied).rejects.toThrow(/call_again_of_key/);
	});

	it('is refused with a wrong code or no reason, to others, of a draft, and while dossiers are sealed', async () => {
		await submitted(world);
		await moveClock(world, 25);
		expect(said(await again())).toBe('call_again_unopened');
		// The page says it in place of a form that would be refused.
		expect(must(await readCallChanges(world.officer, 'MAP-2026-02'))).toMatchObject({
			again: { refusal: { code: 'call_again_unopened' } },
			may: { again: false }
		});
		const { version } = await callOf(world);
		must(await cancelCall(world.officer, { code: 'MAP-2026-02', version, decision: DECISION }));
		expect(said(await again({ newCode: 'map 2', reason: '' }))).toEqual([
			'call_code_malformed',
			'reason_missing'
		]);
		expect(said(await again({ newCode: 'MAP-2026-02' }))).toEqual(['call_code_taken']);
		expect(said(await again({}, world.elsewhere))).toBe('not_found');
		expect(said(await again({}, world.representative))).toBe('not_found');
		expect(said(await again())).toBe('ok');
		expect(said(await again({ code: 'MAP-2026-02-L2', newCode: 'MAP-X' }))).toBe('not_found');
	});

	it('is made and published within the months of the rule set', async () => {
		await world.database.owner.query(
			`UPDATE call SET published_at = app_now() - interval '5 months', opens_at = app_now() - interval '5 months' WHERE id = $1`,
			[world.call.id]
		);
		await moveClock(world, 25);
		must(await again());
		await moveClock(world, 24 * 40);
		const cockpit = must(await readCallCockpit(world.officer, 'MAP-2026-02-L2'));
		expect(cockpit.missing.map(({ code }) => code)).toContain('call_again_late');
		const { version } = cockpit.call;
		expect(said(await publishCall(world.officer, { code: 'MAP-2026-02-L2', version }))).toContain(
			'call_again_late'
		);
		expect(must(await readCallChanges(world.officer, 'MAP-2026-02')).may.again).toBe(false);
		await world.database.owner.query('DELETE FROM lot WHERE call_id = $1', [cockpit.call.id]);
		await world.database.owner.query('DELETE FROM call WHERE id = $1', [cockpit.call.id]);
		expect(said(await again())).toBe('call_again_late');
	});
});

describe('a draft that asks for more than its source has', () => {
	it('says so before it is published, with what other calls plan, and refuses nothing', async () => {
		const fundSourceId = await insertFund(world);
		await world.database.owner.query(
			`INSERT INTO fund_balance (source_id, budget_year, allocated, committed) VALUES ($1, 2027, 500000000, 100000000)`,
			[fundSourceId]
		);
		await world.database.owner.query(
			'UPDATE call SET envelope = 300000000, fund_source_id = $2, budget_year = 2027 WHERE id = $1',
			[world.call.id, fundSourceId]
		);
		await moveClock(world, 25);
		must(await again());
		const short = async () => must(await readCallCockpit(world.officer, 'MAP-2026-02-L2')).short;
		// Its own 300 and the 300 that the first call plans, where 400 are free.
		expect(await short()).toEqual({ free: 400_000_000n, planned: 300_000_000n, short: 200_000_000n });
		await world.database.owner.query(`UPDATE call SET state = 'concluded' WHERE id = $1`, [world.call.id]);
		expect(await short()).toBeNull();
		const missing = must(await readCallCockpit(world.officer, 'MAP-2026-02-L2')).missing;
		expect(missing.map(({ code }) => code)).not.toContain('fund_insufficient');
	});
});
