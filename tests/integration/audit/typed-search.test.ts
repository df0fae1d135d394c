import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTrail } from '../../../src/lib/server/app/audit/read-trail.ts';
import type { TrailQuestion } from '../../../src/lib/server/app/audit/search-trail.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { papersOfNumber } from '../../../src/lib/server/db/audit-codes.ts';
import { sayUnderstood } from '../../../src/lib/server/http/say-trail-question.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	openWorld
} from '../intake/world.ts';
import type { World } from '../intake/world.ts';

let world: World;
let auditor: Context;
let actor: string;
let opened: string;
let sealed: string;

/** What every search by code, person or object says of what it leaves out, whatever it finds. */
const LEFT_OUT: readonly unknown[] = [
	expect.stringMatching(/^Dòng của hồ sơ còn niêm phong không tìm được .*“Hồ sơ chưa mở”\.$/),
	'Hiện còn niêm phong hồ sơ của: TASK-2026-B.'
];

async function trail(question: TrailQuestion) {
	const found = await readTrail(auditor, { ...question, page: 1, verify: false });
	if (!found.ok) throw new Error(found.refusal.code);
	return found.value;
}

const found = async (question: TrailQuestion) => (await trail(question)).rows.map(({ action }) => action);
const asSaid = async (question: TrailQuestion) => sayUnderstood(question, (await trail(question)).understood);

async function write(action: string, objectType: string, objectId: string): Promise<void> {
	await world.app.db.transaction((tx) =>
		tx.audit.append(
			{
				actorId: actor,
				grantUsed: 'measurement_officer/all',
				onBehalfOf: '',
				action,
				outcome: 'done',
				refusal: '',
				objectType,
				objectId,
				requestId: 'r'
			},
			{}
		)
	);
}

async function issue(
	kind: string,
	[number, symbol]: readonly [number, string],
	about: { readonly call: string; readonly lot?: string; readonly application?: string },
	year = 2026
): Promise<void> {
	await world.database.owner.query(
		`INSERT INTO official_record (id, kind, number, number_text, year, call_id, lot_id, application_id, bytes, hash, issued_at, issued_by)
		 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', app_now(), $9)`,
		[
			randomUUID(),
			kind,
			number,
			`${String(number).padStart(2, '0')}/${symbol}-SKHCN`,
			year,
			about.call,
			about.lot ?? null,
			about.application ?? null,
			actor
		]
	);
}

beforeAll(async () => {
	world = await openWorld();
	auditor = await contextOf(world, await insertPerson(world, 'Siu Thảo', { grants: [{ role: 'auditor' }] }));
	actor = (await insertPerson(world, 'Rơ Châm H’Lan')).personId;
	const organisationId = await insertOrganisation(world, 'Hợp tác xã Ia Mơ Nông', '5900000001');
	const call = await insertCall(world, 'map', 'MAP-2026-A', ['MAP']);
	const lot = call.lots['MAP'] ?? '';
	opened = (await insertSubmission(world, call, 'MAP', { code: 'MAP-2026-0012', organisationId })).id;
	const { owner } = world.database;
	await owner.query(`UPDATE call SET state = 'opened' WHERE id = $1`, [call.id]);
	const other = await insertCall(world, 'task', 'TASK-2026-B', ['GL-1']);
	sealed = (await insertSubmission(world, other, 'GL-1', { code: 'TASK-2026-0001', organisationId })).id;
	const [council, fund] = [randomUUID(), randomUUID()];
	await owner.query(
		`INSERT INTO council (id, call_id, name, decision_no, state, created_at) VALUES ($1, $2, 'Hội đồng', '012/QĐ-UBND', 'forming', app_now())`,
		[council, call.id]
	);
	await owner.query(`INSERT INTO fund_source (id, code, name_vi) VALUES ($1, 'QUY-KHCN', 'Quỹ')`, [fund]);
	await issue('decision', [1, 'QĐ'], { call: call.id });
	await issue('tally_minutes', [3, 'BB'], { call: call.id, lot });
	await issue('result_letter', [4, 'TB'], { call: call.id, lot, application: opened });
	await issue('result_letter', [44, 'TB'], { call: call.id });
	await issue('invalid_notice', [9, 'TB'], {
		call: other.id,
		lot: other.lots['GL-1'] ?? '',
		application: sealed
	});
	await write('check_validity', 'application', opened);
	await write('submit_application', 'application', sealed);
	await write('create_council', 'council', council);
	await write('create_fund_source', 'fund_source', fund);
	await write('edit_call', 'call', call.id);
	await write('close_session', 'lot', lot);
	await write('issue_result', 'call', call.id);
});
afterAll(async () => {
	await world.close();
});

describe('a search of the trail by what is typed', () => {
	it('finds a paper by its number: what issued it, and what is done to what it is about', async () => {
		for (const code of ['01/QĐ-SKHCN', ' 01/qd-skhcn ', '1/qd', 'Số: 01 / QĐ'])
			expect(await found({ code }), code).toEqual(['issue_result', 'edit_call']);
		expect(await found({ code: '03/BB-SKHCN' })).toEqual(['issue_result', 'close_session']);
		expect(await found({ code: '04/tb' })).toEqual(['issue_result', 'close_session', 'check_validity']);
		expect(await found({ code: '12/qđ-ubnd' })).toEqual(['create_council']);
	});

	it('takes neither a part of the figure nor other signs for a number, and shortens no code', async () => {
		for (const code of ['0/QĐ', '1/', '1/BB', '01/QĐ_SKHCN', '01/Q%', 'MAP-2026-001', 'MAP-2026-'])
			expect(await found({ code }), code).toEqual([]);
		expect((await asSaid({ code: '4/TB' }))[0]).not.toContain('44/TB');
	});

	it('reads a code in any case and without the blanks around it', async () => {
		expect(await found({ code: 'MAP-2026-0012' })).toContain('check_validity');
		for (const code of ['map-2026-0012', '  Map - 2026 - 0012 '])
			expect(await found({ code }), code).toEqual(await found({ code: 'MAP-2026-0012' }));
		expect(await found({ code: 'map-2026-a' })).toContain('edit_call');
		expect(await found({ code: 'quy-khcn' })).toEqual(['create_fund_source']);
	});

	it('says what a code, a number and a name were taken for', async () => {
		expect(await asSaid({ code: '1/qd' })).toEqual([
			'“1/qd” được hiểu là: Quyết định 01/QĐ-SKHCN, năm 2026 (MAP-2026-A).',
			...LEFT_OUT
		]);
		expect((await asSaid({ code: 'map-2026-0012' }))[0]).toBe(
			'“map-2026-0012” được hiểu là: Hồ sơ MAP-2026-0012.'
		);
		expect((await asSaid({ code: '12/QĐ' }))[0]).toBe(
			'“12/QĐ” được hiểu là: Hội đồng 012/QĐ-UBND (MAP-2026-A).'
		);
		expect((await asSaid({ code: '5900000001' }))[0]).toBe(
			'“5900000001” được hiểu là: Đơn vị Hợp tác xã Ia Mơ Nông (5900000001).'
		);
		expect((await asSaid({ person: 'h’lan' }))[0]).toBe('“h’lan” được hiểu là: Rơ Châm H’Lan.');
		expect((await asSaid({ person: 'không ai cả' }))[0]).toBe(
			'Không có ai mang tên hoặc e-mail “không ai cả”.'
		);
		expect(await asSaid({ action: 'edit_call', outcome: 'done' })).toEqual([]);
	});

	it('finds one number in each of its years', async () => {
		const { rows } = await world.database.owner.query<{ id: string }>(
			`SELECT id FROM call WHERE code = 'MAP-2026-A'`
		);
		await issue('decision', [1, 'QĐ'], { call: rows[0]?.id ?? '' }, 2025);
		expect((await asSaid({ code: '01/QĐ-SKHCN' }))[0]).toBe(
			'“01/QĐ-SKHCN” được hiểu là: Quyết định 01/QĐ-SKHCN, năm 2026 (MAP-2026-A); Quyết định 01/QĐ-SKHCN, năm 2025 (MAP-2026-A).'
		);
	});

	it('says of a sealed dossier’s code and paper what it says of one that there never was', async () => {
		for (const [kept, nobodys] of [
			['TASK-2026-0001', 'TASK-2026-9999'],
			['09/TB-SKHCN', '99/TB-SKHCN']
		] as const) {
			expect(await found({ code: kept })).toEqual([]);
			const said = await asSaid({ code: kept });
			expect(said).toEqual((await asSaid({ code: nobodys })).map((text) => text.replace(nobodys, kept)));
			expect(said[0]).toMatch(/^Không có hồ sơ đã mở/);
			expect(said.slice(1)).toEqual(LEFT_OUT);
		}
		expect((await asSaid({ person: actor })).slice(1)).toEqual(LEFT_OUT);
		expect(await asSaid({ objectId: sealed })).toEqual(await asSaid({ objectId: opened }));
	});

	it('says so too when every call has been opened, and names none', async () => {
		const { owner } = world.database;
		await owner.query(`UPDATE call SET state = 'cancelled' WHERE code = 'TASK-2026-B'`);
		expect(await asSaid({ person: actor })).toEqual([
			'“' + actor + '” được hiểu là: Rơ Châm H’Lan.',
			LEFT_OUT[0]
		]);
		await owner.query(`UPDATE call SET state = 'published' WHERE code = 'TASK-2026-B'`);
	});

	it('says that only the first fifty people of a name are searched', async () => {
		for (let nth = 1; nth <= 51; nth += 1) await insertPerson(world, `Ksor Bình ${String(nth)}`);
		const said = await asSaid({ person: 'ksor bình' });
		expect(said[0]).toMatch(/và 43 mục khác\.$/);
		expect(said[1]).toBe('Chỉ tìm theo 50 người đầu; hãy gõ đủ tên hơn.');
	});
});

describe('fifty thousand papers', () => {
	it('are found by number along their index', async () => {
		const client = await world.database.owner.connect();
		try {
			await client.query(
				`ALTER TABLE official_record DISABLE TRIGGER USER;
				 INSERT INTO official_record (id, kind, number, number_text, year, bytes, hash, issued_at, issued_by)
				 SELECT gen_random_uuid(), 'decision', n, n || '/QĐ-SKHCN', 1900 + n % 100, '', '', app_now(), gen_random_uuid()
				 FROM generate_series(101, 50100) n;
				 ALTER TABLE official_record ENABLE TRIGGER USER; ANALYZE official_record`
			);
			const { rows } = await client.query<Record<string, string>>(
				`EXPLAIN (GENERIC_PLAN) ${papersOfNumber('1/qd').text}`
			);
			const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
			expect(plan).toContain('official_record_number_fold');
			expect(plan).not.toContain('Seq Scan');
		} finally {
			client.release();
		}
	}, 60_000);
});
