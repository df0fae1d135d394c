import { NO_CONTACT } from '../../../src/lib/domain/workflow/call-contact.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maximumTotal } from '../../../src/lib/domain/scoring/scale.ts';
import { createCall } from '../../../src/lib/server/app/calls/create-call.ts';
import { addLot, editCall, removeLot } from '../../../src/lib/server/app/calls/edit-call.ts';
import { readPublicCall } from '../../../src/lib/server/app/calls/public-calls.ts';
import { publishCall } from '../../../src/lib/server/app/calls/publish-call.ts';
import { readCallCockpit } from '../../../src/lib/server/app/calls/staff-calls.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertPerson, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { draftFor, insertFund, store } from './call-world.ts';

let world: World;
let officer: Context;
let stranger: Context;
let measurement: Context;
let fundSourceId: string;

beforeAll(async () => {
	world = await openWorld();
	const scope = (role: string, scopeId: string) => ({ role, scopeType: 'programme', scopeId });
	officer = await contextOf(
		world,
		await insertPerson(world, 'Rơ Châm Hạnh', { grants: [scope('science_officer', 'TASK')] })
	);
	measurement = await contextOf(
		world,
		await insertPerson(world, 'Siu Thảo', { grants: [scope('measurement_officer', 'MAP')] })
	);
	stranger = await contextOf(world, await insertPerson(world, 'Người ngoài'));
	await store(officer, 'task');
	await store(measurement, 'map');
	fundSourceId = await insertFund(world);
});
afterAll(() => world.close());

async function versionOf(code: string): Promise<number> {
	return (await world.app.db.read.calls.findByCode(code))?.version ?? 0;
}

async function publish(code: string, ctx = officer): Promise<string | string[]> {
	return said(await publishCall(ctx, { code, version: await versionOf(code) }));
}

const lot = { code: 'GL-DL-01', title: { vi: 'Chuẩn đo độ ẩm hạt cà phê' }, variant: 'applied_research' };

describe('a draft', () => {
	it('is made by officers of the programme only, with a code of its own', async () => {
		const draft = await draftFor(world, 40);
		const input = { programme: 'TASK', code: 'TASK-1', draft };
		expect(said(await createCall(stranger, input))).toBe('not_found');
		expect(said(await createCall(measurement, input))).toBe('not_found');
		expect(said(await createCall(officer, { ...input, code: 'task 1' }))).toBe('call_code_malformed');
		expect(said(await createCall(officer, input))).toBe('ok');
		expect(said(await createCall(officer, input))).toBe('call_code_taken');
		const twice = { ...input, code: 'TASK-2026-DOUBLE' };
		const both = await Promise.all([1, 2, 3].map(() => createCall(officer, twice)));
		expect(both.map(said).sort()).toEqual(['call_code_taken', 'call_code_taken', 'ok']);
		const wrong = { ...draft, title: { vi: '' }, closesAt: draft.opensAt, envelope: 0n };
		expect(said(await createCall(officer, { ...input, code: 'TASK-X', draft: wrong }))).toEqual([
			'call_title_missing',
			'call_window_reversed',
			'call_envelope_not_positive'
		]);
	});

	it('is not there for the public', async () => {
		const visitor: Context = { ...officer, actor: { kind: 'visitor' } };
		expect(said(await readPublicCall(visitor, 'TASK-1'))).toBe('not_found');
	});

	it('is refused publication with every problem at once', async () => {
		const short = await draftFor(world, 5, { contact: NO_CONTACT });
		const input = { code: 'TASK-1', version: await versionOf('TASK-1'), draft: short };
		expect(said(await editCall(officer, input))).toBe('ok');
		expect(said(await editCall(officer, input))).toBe('stale_version');
		const wanted = [
			'call_contact_person_missing',
			'call_contact_phone_missing',
			'call_contact_email_missing',
			'call_contact_hours_missing',
			'call_without_lots',
			'call_envelope_missing',
			'call_fund_missing',
			'call_year_missing',
			'call_window_too_short'
		];
		expect(await publish('TASK-1')).toEqual(wanted);
		const cockpit = await readCallCockpit(officer, 'TASK-1');
		expect(cockpit.ok && cockpit.value.missing.map(({ code }) => code)).toEqual(wanted);
		await expect(
			world.database.app.query(
				`UPDATE call SET state = 'published', version = version + 1 WHERE code = 'TASK-1'`
			)
		).rejects.toThrow('a call is published with whom one asks about it');
	});

	it('takes tasks of a known type, each code once, and lets them go', async () => {
		const add = async (more: Partial<typeof lot>, ctx = officer) =>
			said(await addLot(ctx, { callCode: 'TASK-1', lot: { ...lot, ...more } }));
		expect(await add({}, measurement)).toBe('not_found');
		expect(await add({ variant: 'x' })).toBe('variant_unknown');
		expect(await add({ title: { vi: '' } })).toBe('lot_title_missing');
		expect(await add({ code: '' })).toBe('lot_code_missing');
		const both = await Promise.all([add({}), add({})]);
		expect(both.sort()).toEqual(['lot_code_taken', 'ok']);
		expect(await add({ code: 'GL-DL-02', variant: 'trial_production' })).toBe('ok');
		const call = await world.app.db.read.calls.findByCode('TASK-1');
		const [, second] = await world.app.db.read.calls.lots(call?.id ?? '');
		const remove = { callCode: 'TASK-1', lotId: second?.id ?? '' };
		expect(said(await removeLot(measurement, remove))).toBe('not_found');
		expect(said(await removeLot(officer, remove))).toBe('ok');
		expect(said(await removeLot(officer, remove))).toBe('lot_gone');
	});

	it('of a programme without a list has one lot, called as the call is', async () => {
		const draft = await draftFor(world, 60);
		expect(said(await createCall(measurement, { programme: 'MAP', code: 'MAP-9', draft }))).toBe('ok');
		const title = { vi: 'Tên đã sửa', en: 'Changed' };
		expect(said(await editCall(measurement, { code: 'MAP-9', version: 1, draft: { ...draft, title } }))).toBe(
			'ok'
		);
		const call = await world.app.db.read.calls.findByCode('MAP-9');
		expect(await world.app.db.read.calls.lots(call?.id ?? '')).toMatchObject([{ title }]);
	});
});

describe('publication', () => {
	it('freezes the call, its list and its definition', async () => {
		const draft = await draftFor(world, 40, { envelope: 2_400_000_000n, fundSourceId, budgetYear: 2026 });
		const version = await versionOf('TASK-1');
		expect(said(await editCall(officer, { code: 'TASK-1', version, draft }))).toBe('ok');
		expect(said(await publishCall(officer, { code: 'TASK-1', version }))).toBe('stale_version');
		expect(await publish('TASK-1', measurement)).toBe('not_found');
		expect(await publish('TASK-1')).toBe('ok');
		expect(await publish('TASK-1')).toBe('state_forbids');
		const edit = { code: 'TASK-1', version: await versionOf('TASK-1'), draft };
		expect(said(await editCall(officer, edit))).toBe('state_forbids');
		const late = { ...lot, code: 'GL-DL-09' };
		expect(said(await addLot(officer, { callCode: 'TASK-1', lot: late }))).toBe('state_forbids');
		const call = await world.app.db.read.calls.findByCode('TASK-1');
		const change = world.database.app.query(
			`UPDATE programme_definition SET document = document || '{"version": 99}' WHERE id = $1`,
			[call?.definitionId]
		);
		await expect(change).rejects.toThrow(/the definition is frozen/);
	});

	it('shows the public the rubric that the committee marks by, one hundred points', async () => {
		const visitor: Context = { ...officer, actor: { kind: 'visitor' } };
		const page = await readPublicCall(visitor, 'TASK-1');
		if (!page.ok) throw new Error(page.refusal.code);
		expect(page.value.variants.map(({ key }) => key)).toEqual(['applied_research']);
		const criteria = page.value.variants.flatMap((variant) => variant.criteria);
		expect(criteria.map(({ rubric, name }) => [maximumTotal(rubric), name])).toEqual([[100, undefined]]);
		expect(page.value.screening).toBeNull();
		expect(page.value.call.window).toBe('not_yet');
		expect(page.value.rules.threshold?.value).toBe(70);
	});
});
