import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listApplications } from '../../../src/lib/server/app/intake/list-applications.ts';
import { openDossiers } from '../../../src/lib/server/app/intake/open-dossiers.ts';
import { readOfficeApplication } from '../../../src/lib/server/app/intake/read-office-application.ts';
import { readOpening } from '../../../src/lib/server/app/intake/read-opening.ts';
import { readCallResult } from '../../../src/lib/server/app/records/read-call-result.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	moveClock,
	openWorld,
	said
} from './world.ts';
import type { TestApplication, TestCall, TestPerson, World } from './world.ts';
import { paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import { tableIn, under } from '../../support/paper-blocks.ts';

let world: World;
let officer: TestPerson;
let other: TestPerson;
let tied: TestPerson;
let call: TestCall;
let coffee: TestApplication;
const LIST = { search: '', callCode: '', state: '', sort: 'code', descending: false, page: 1 };

beforeAll(async () => {
	world = await openWorld();
	const coffeeId = await insertOrganisation(world, 'Công ty TNHH Cà phê Cao nguyên Ia Hrung', '5999900016');
	const sugarId = await insertOrganisation(world, 'Công ty CP Mía đường Ayun Thượng', '5999902750');
	const grant = { scopeType: 'programme', scopeId: 'MAP' };
	officer = await insertPerson(world, 'Siu Thảo', { grants: [{ role: 'measurement_officer', ...grant }] });
	tied = await insertPerson(world, 'Cán bộ có liên hệ', {
		employerId: sugarId,
		grants: [{ role: 'measurement_officer', ...grant }]
	});
	other = await insertPerson(world, 'Cán bộ nhiệm vụ', {
		grants: [{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' }]
	});
	call = await insertCall(world, 'map', 'MAP-2026-1', ['MAP-2026-1']);
	coffee = await insertSubmission(world, call, 'MAP-2026-1', {
		code: 'MAP-2026-0001',
		organisationId: coffeeId
	});
	await insertSubmission(world, call, 'MAP-2026-1', { code: 'MAP-2026-0003', organisationId: sugarId });
	await world.database.owner.query(
		`INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, title, state, created_at, updated_at)
		 SELECT gen_random_uuid(), call_id, lot_id, organisation_id, created_by, 'Bản nháp chưa nộp', 'draft', created_at, updated_at FROM application WHERE id = $1`,
		[coffee.id]
	);
});
afterAll(() => world.close());

async function versionOf(): Promise<number> {
	return (await world.app.db.read.calls.findByCode(call.code))?.version ?? 0;
}

describe('before the deadline', () => {
	it('nobody opens', async () => {
		const ctx = await contextOf(world, officer);
		const result = await openDossiers(ctx, { callCode: call.code, version: await versionOf() });
		expect(said(result)).toBe('window_not_over');
		const { rows } = await world.database.owner.query(
			`SELECT outcome, refusal FROM audit_entry WHERE action = 'open_dossiers'`
		);
		expect(rows).toEqual([{ outcome: 'refused', refusal: 'window_not_over' }]);
	});

	it('the office knows how many there are, and reads none', async () => {
		const ctx = await contextOf(world, officer);
		const view = await readOpening(ctx, { callCode: call.code, page: 1 });
		expect(view).toMatchObject({
			ok: true,
			value: {
				sealed: true,
				window: 'open',
				counts: { submitted: 2, organisations: 2, withdrawn: 0 },
				rows: []
			}
		});
		expect(await listApplications(ctx, LIST)).toMatchObject({
			ok: true,
			value: { rows: [], total: 0, calls: [] }
		});
		expect(said(await readOfficeApplication(ctx, coffee.id))).toBe('not_found');
		expect(await readCallResult(ctx, call.code)).toMatchObject({
			ok: true,
			value: { stage: 'too_early', lines: [], unfinished: 0 }
		});
	});
});

describe('in the two minutes after the deadline', () => {
	it('nobody opens, while what arrived in time may still be waiting to be recorded', async () => {
		const { owner } = world.database;
		const open = async () =>
			said(
				await openDossiers(await contextOf(world, officer), {
					callCode: call.code,
					version: await versionOf()
				})
			);
		await owner.query(
			`UPDATE app_clock SET offset_sec = offset_sec
			 + ceil(extract(epoch FROM (SELECT closes_at FROM call WHERE id = $1) - app_now()))::int + 60`,
			[call.id]
		);
		expect(await open()).toBe('submissions_settling');
	});
});

describe('after the deadline', () => {
	beforeAll(() => moveClock(world, 25));

	it('an officer of another programme finds no call', async () => {
		const ctx = await contextOf(world, other);
		expect(said(await openDossiers(ctx, { callCode: call.code, version: 1 }))).toBe('not_found');
		expect(said(await readOpening(ctx, { callCode: call.code, page: 1 }))).toBe('not_found');
	});

	it('an officer tied to an applicant does not open', async () => {
		const ctx = await contextOf(world, tied);
		expect(said(await openDossiers(ctx, { callCode: call.code, version: 1 }))).toBe('tied_to_applicant');
		expect((await world.app.db.read.calls.findByCode(call.code))?.state).toBe('published');
	});

	it('of two who open at once, one does; minutes are issued once', async () => {
		const ctx = await contextOf(world, officer);
		const input = { callCode: call.code, version: await versionOf() };
		const both = await Promise.all([openDossiers(ctx, input), openDossiers(ctx, input)]);
		expect(both.filter(({ ok }) => ok)).toMatchObject([{ value: { opened: 2 } }]);
		expect(said(both.find(({ ok }) => !ok) ?? { ok: true })).toBe('dossiers_opened');
		const records = await world.app.db.read.records.ofCall(call.id, 'opening_minutes');
		expect(records).toHaveLength(1);
		expect(records[0]?.numberText).toBe('01/BB-SKHCN');
		const [record] = records;
		if (record === undefined) throw new Error('no minutes');
		const dossiers = tableIn(under(paperOf(record), 'II. Kết quả mở hồ sơ'));
		// The one lot of the call would say the same on each row.
		expect(dossiers?.columns[3]?.title).toBe('Nội dung đăng ký');
		expect(dossiers?.rows.map((row) => row[3])).toEqual(['Hồ sơ MAP-2026-0001', 'Hồ sơ MAP-2026-0003']);
		expect(JSON.stringify(records[0]?.content)).toContain('MAP-2026-0001');
		expect(JSON.stringify(records[0]?.content)).not.toContain('Bản nháp chưa nộp');
		expect(said(await openDossiers(ctx, { callCode: call.code, version: await versionOf() }))).toBe(
			'dossiers_opened'
		);
		const stored = await world.app.db.read.calls.findByCode(call.code);
		expect(stored).toMatchObject({ state: 'opened', openedAt: expect.any(Date) as unknown });
	});

	it('lists the dossiers in one page, found without accents, drafts aside', async () => {
		const ctx = await contextOf(world, officer);
		const all = await listApplications(ctx, { ...LIST, sort: 'organisation', descending: true });
		expect(all.ok && all.value.rows.map(({ code }) => code)).toEqual(['MAP-2026-0001', 'MAP-2026-0003']);
		const found = await listApplications(ctx, { ...LIST, search: 'mia duong' });
		expect(found).toMatchObject({
			ok: true,
			value: { total: 1, rows: [{ code: 'MAP-2026-0003', valid: null }] }
		});
		const odd = await listApplications(ctx, { ...LIST, search: '100%_\\', sort: 'drop table', page: -3 });
		expect(odd).toMatchObject({ ok: true, value: { total: 0, sort: 'code', page: 1 } });
		expect(await listApplications(await contextOf(world, other), LIST)).toMatchObject({
			value: { total: 0 }
		});
	});

	it('shows the frozen copy with its hash and the timeline of the office', async () => {
		const view = await readOfficeApplication(await contextOf(world, officer), coffee.id);
		if (!view.ok) throw new Error(view.refusal.code);
		expect(view.value.revision.application.code).toBe('MAP-2026-0001');
		expect(view.value.hash).toMatch(/^[0-9a-f]{64}$/);
		expect(view.value.timeline.map(({ kind }) => kind)).toContain('dossier_opened');
		expect(view.value.may).toEqual({ check: true, excellent: true, survey: false });
		expect(said(await readOfficeApplication(await contextOf(world, officer), 'not-a-uuid'))).toBe(
			'not_found'
		);
	});
});
