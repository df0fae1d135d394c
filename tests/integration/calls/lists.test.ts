import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { windowOf } from '../../../src/lib/domain/workflow/call.ts';
import { createCall } from '../../../src/lib/server/app/calls/create-call.ts';
import { listPublicCalls } from '../../../src/lib/server/app/calls/public-calls.ts';
import { listStaffCalls } from '../../../src/lib/server/app/calls/staff-calls.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertPerson, moveClock, openWorld } from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { draftFor, store } from './call-world.ts';

let world: World;
let measurement: Context;
let science: Context;
let visitor: Context;

beforeAll(async () => {
	world = await openWorld();
	const grants = (role: string, scopeId: string) => [{ role, scopeType: 'programme', scopeId }];
	measurement = await contextOf(
		world,
		await insertPerson(world, 'Siu Thảo', { grants: grants('measurement_officer', 'MAP') })
	);
	science = await contextOf(
		world,
		await insertPerson(world, 'Rơ Châm Hạnh', { grants: grants('science_officer', 'TASK') })
	);
	visitor = { ...measurement, actor: { kind: 'visitor' } };
	await store(measurement, 'map');
	await store(science, 'task');
	for (const [index, vi] of ['Hỗ trợ đảm bảo đo lường', 'Đổi mới cân ô tô', 'Bản nháp riêng'].entries()) {
		const draft = await draftFor(world, 2 + index, { title: { vi } });
		await createCall(measurement, { programme: 'MAP', code: `MAP-${index + 1}`, draft });
	}
	await createCall(science, { programme: 'TASK', code: 'TASK-1', draft: await draftFor(world, 40) });
	// The minimum time of publication is judged elsewhere.
	await world.database.owner.query(
		`UPDATE call SET state = 'published', published_at = app_now() WHERE code IN ('MAP-1', 'MAP-2')`
	);
});
afterAll(() => world.close());

async function publicCodes(search: string, standing: 'all' | 'open' | 'coming' | 'over' = 'all') {
	const listed = await listPublicCalls(visitor, { standing, search, page: 1 });
	return listed.ok ? listed.value.rows.map(({ code }) => code) : listed.refusal.code;
}

async function staffCodes(ctx: Context, search = '') {
	const listed = await listStaffCalls(ctx, { standing: 'all', search, page: 1 });
	return listed.ok ? listed.value.rows.map(({ code }) => code).sort() : listed.refusal.code;
}

describe('the public list', () => {
	it('finds with and without accents, in either case, and takes signs as signs', async () => {
		for (const typed of ['đảm bảo', 'dam bao', 'ĐẢM BẢO', 'map-1']) {
			expect(await publicCodes(typed)).toEqual(['MAP-1']);
		}
		expect(await publicCodes('%')).toEqual([]);
		expect(await publicCodes('bản nháp')).toEqual([]);
	});

	it('goes by the clock: coming, open, over, the closing moment itself being late', async () => {
		expect(await publicCodes('', 'coming')).toEqual(['MAP-1', 'MAP-2']);
		await moveClock(world, 24);
		expect(await publicCodes('', 'open')).toEqual(['MAP-1', 'MAP-2']);
		await moveClock(world, 30);
		expect(await publicCodes('', 'open')).toEqual(['MAP-2']);
		expect(await publicCodes('', 'over')).toEqual(['MAP-1']);
		const call = await world.app.db.read.calls.findByCode('MAP-1');
		if (call === undefined) throw new Error('no call');
		expect(windowOf(call, new Date(call.closesAt.getTime() - 1))).toBe('open');
		expect(windowOf(call, call.closesAt)).toBe('over');
	});

	it('tells nothing of drafts and of who applied', async () => {
		const listed = await listPublicCalls(visitor, { standing: 'all', search: '', page: 1 });
		expect(listed.ok && Object.keys(listed.value.rows[0] ?? {})).not.toContain('submitted');
	});
});

describe('the officers’ list', () => {
	it('is of their programmes, drafts among them', async () => {
		expect(await staffCodes(measurement)).toEqual(['MAP-1', 'MAP-2', 'MAP-3']);
		expect(await staffCodes(science)).toEqual(['TASK-1']);
		expect(await staffCodes(measurement, 'nhap')).toEqual(['MAP-3']);
		expect(await staffCodes(visitor)).toBe('sign_in_needed');
	});

	it('asks as many questions for one row as for many', async () => {
		const asked = async (size: number) => {
			const spy = vi.spyOn(pg.Client.prototype, 'query');
			await listStaffCalls(measurement, { standing: 'all', search: '', page: 1, size });
			const count = spy.mock.calls.length;
			spy.mockRestore();
			return count;
		};
		const one = await asked(1);
		expect(one).toBeGreaterThan(0);
		expect(await asked(20)).toBe(one);
	});
});
