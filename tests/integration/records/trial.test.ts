import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDossiers } from '../../../src/lib/server/app/intake/open-dossiers.ts';
import type { App } from '../../../src/lib/server/app/ports.ts';
import type { Typesetting } from '../../../src/lib/server/app/records/ports.ts';
import { openTypesetting } from '../../../src/lib/server/render/typesetting.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	moveClock,
	openWorld,
	said
} from '../intake/world.ts';
import type { TestCall, TestPerson, World } from '../intake/world.ts';

let world: World;
let officer: TestPerson;
let call: TestCall;
let organisationId: string;

beforeAll(async () => {
	world = await openWorld();
	const grants = [{ role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' }];
	officer = await insertPerson(world, 'Siu Thảo', { grants });
	organisationId = await insertOrganisation(world, 'Công ty TNHH Cà phê Ia Hrung', '5999900016');
	call = await insertCall(world, 'map', 'MAP-2026-1', ['MAP-2026-1']);
	await insertSubmission(world, call, 'MAP-2026-1', { code: 'MAP-2026-0001', organisationId });
	await moveClock(world, 30);
});
afterAll(() => world.close());

beforeEach(async () => {
	await world.database.owner.query(
		`UPDATE application SET organisation_name = 'Công ty TNHH Cà phê Ia Hrung'`
	);
});

/** Opens with another press: the verb is the real one. */
async function open(typesetting: Typesetting): Promise<ReturnType<typeof said>> {
	const app: App = { ...world.app, typesetting };
	const { version = 0 } = (await app.db.read.calls.findByCode(call.code)) ?? {};
	const ctx = { ...(await contextOf(world, officer)), app };
	return said(await openDossiers(ctx, { callCode: call.code, version }));
}

async function written() {
	const { rows } = await world.database.owner.query<{ state: string; records: number; mails: number }>(
		`SELECT state, (SELECT count(*)::int FROM official_record) AS records, (SELECT count(*)::int FROM mail_message) AS mails,
		   (SELECT count(*)::int FROM application_event WHERE kind = 'dossier_opened') AS told FROM call`
	);
	const audit = await world.database.owner.query<{ outcome: string; refusal: string }>(
		`SELECT outcome, refusal FROM audit_entry WHERE action = 'open_dossiers' ORDER BY at, id`
	);
	return { ...rows[0], audit: audit.rows.at(-1) };
}

const untouched = { state: 'published', records: 0, mails: 0, told: 0 };

describe('a verb that issues a paper', () => {
	it('is refused with the text when the paper cannot be printed, and nothing is written', async () => {
		const hurried = openTypesetting('https://chuan.test', 0);
		expect(await open(hurried)).toBe('paper_cannot_print');
		await hurried.close();
		expect(await written()).toEqual({
			...untouched,
			audit: { outcome: 'refused', refusal: 'paper_cannot_print' }
		});
	});

	it('is refused when what the paper says has changed since the trial', async () => {
		const { typesetting } = world.app;
		const meddling: Typesetting = {
			...typesetting,
			async paper(rehearsed) {
				const set = await typesetting.paper(rehearsed);
				await world.database.owner.query(`UPDATE application SET organisation_name = 'Tên khác'`);
				return set;
			}
		};
		expect(await open(meddling)).toBe('stale_version');
		expect(await written()).toEqual({
			...untouched,
			audit: { outcome: 'refused', refusal: 'stale_version' }
		});
	});

	it('holds no lock while the paper is set', async () => {
		const { typesetting } = world.app;
		let free = false;
		const watching: Typesetting = {
			...typesetting,
			async paper() {
				const { rows } = await world.database.owner.query(
					`SELECT 1 FROM call WHERE code = $1 FOR UPDATE NOWAIT`,
					[call.code]
				);
				free = rows.length === 1;
				return { ok: false, refusal: { code: 'paper_cannot_print' } };
			}
		};
		expect(await open(watching)).toBe('paper_cannot_print');
		expect(free).toBe(true);
	});

	it('issues what was seen to print', async () => {
		expect(await open(world.app.typesetting)).toBe('ok');
		expect(await written()).toEqual({
			state: 'opened',
			records: 1,
			mails: 0,
			told: 1,
			audit: { outcome: 'done', refusal: '' }
		});
	});
});
