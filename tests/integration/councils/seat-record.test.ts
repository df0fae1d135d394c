import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	councilStanding,
	recordOfSeat,
	standingIn
} from '../../../src/lib/server/app/cases/councils/council-standing.ts';
import type { CouncilStanding } from '../../../src/lib/server/app/cases/councils/council-standing.ts';
import { insertSubmission } from '../intake/world.ts';
import type { TestApplication } from '../intake/world.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { openCouncilWorld, seatWhole, SEATS } from './council-world.ts';
import type { CouncilWorld, SeatKey } from './council-world.ts';

let world: CouncilWorld;
let councilId: string;
let lotId: string;
const applications: TestApplication[] = [];

/** Names as dossiers write them: members of the council under titles, in parts, and people who only resemble them. */
const NAMED = [
	['TS. NGUYỄN VĂN KHẢI (chủ nhiệm)'],
	['Trần Thị Mỹ Hạnh, ThS.', 'Lê Văn Sáu'],
	['Lê Quang Duyên'],
	['Y Blăng Niê Kdăm', 'Phạm Thị Thu  Lan'],
	["Rơ Châm H'Lan"],
	['rơ châm hương'],
	['Ông Võ Thành Long - Giám đốc'],
	['Hoàng Bảo Ngọc Tiến sĩ'],
	['100% Đỗ_Minh Tuấn'],
	[]
] as const;

beforeAll(async () => {
	world = await openCouncilWorld(async (open, { call, organisations }) => {
		const { university, hydro } = organisations;
		for (const [at, names] of NAMED.entries()) {
			applications.push(
				await insertSubmission(open, call, 'GL-DL-06', {
					code: `TASK-2026-${String(1001 + at)}`,
					organisationId: at % 3 === 0 ? university : hydro,
					participants: [
						...names.map((name) => ({ kind: 'member' as const, name })),
						...(at === 1 || at === 5
							? [{ kind: 'organisation' as const, name: 'Trường Đại học Tây Sơn', taxCode: '5999914001' }]
							: [])
					]
				})
			);
		}
	});
	lotId = world.call.lots['GL-DL-06'] ?? '';
	const { owner } = world.database;
	const { university } = world.organisations;
	await owner.query('UPDATE person SET employer_id = $2 WHERE id = $1', [
		world.people.tuan.personId,
		university
	]);
	councilId = await seatWhole(world);
});
afterAll(() => world.close());

/** What is kept of a member and an application, without the verbs' own refusals. */
async function state(key: SeatKey, at: number, ground: string, ruling: string | null): Promise<void> {
	await world.database.owner.query(
		`INSERT INTO conflict_declaration (id, member_id, application_id, kind, ground, ruling, declared_at)
		 SELECT $1, m.id, $2, CASE $3 WHEN '' THEN 'none' ELSE 'declared' END, $3, $4, app_now() FROM council_member m
		 WHERE m.council_id = $5 AND m.person_id = $6
		 ON CONFLICT (member_id, application_id) DO UPDATE SET kind = EXCLUDED.kind, ground = EXCLUDED.ground, ruling = EXCLUDED.ruling`,
		[identifiers.v4(), applications[at]?.id, ground, ruling, councilId, world.people[key].personId]
	);
}

function saidOf(standing: CouncilStanding, personId: string, applicationId: string) {
	const member = standing.members.find((one) => one.personId === personId);
	return {
		opens: standing.mayOpenDossier(member?.memberId ?? '', applicationId),
		assessment: member?.assessments.find((one) => one.applicationId === applicationId)
	};
}

/** Who is recused from anything, by the record of the member alone and by the whole one. */
async function compareRecused(): Promise<string[]> {
	const { read } = world.app.db;
	const whole = await councilStanding(read, councilId, lotId);
	const narrow: string[] = [];
	for (const [key, name] of SEATS) {
		const { personId } = world.people[key];
		for (const about of [
			{ councilId, personId, name },
			{ councilId, personId, name, lotId }
		]) {
			const found = await read.councils.memberRecord(about);
			if (found === undefined) throw new Error('no record');
			if (standingIn(await recordOfSeat(read, found), lotId).recusals.length > 0) narrow.push(key);
		}
	}
	const people = new Map(SEATS.map(([key]) => [world.people[key].personId, key]));
	const recused = (whole?.recusals ?? []).map(({ memberId }) => {
		const member = whole?.members.find((one) => one.memberId === memberId);
		return people.get(member?.personId ?? '') ?? memberId;
	});
	expect([...new Set(narrow)].sort()).toEqual([...new Set(recused)].sort());
	expect(narrow.length).toBe(new Set(narrow).size * 2);
	return [...new Set(narrow)].sort();
}

/** Every member before every application, by the whole record and by the one that is narrowed to the member. */
async function compare(): Promise<string[]> {
	const { read } = world.app.db;
	const whole = await councilStanding(read, councilId, lotId);
	if (whole === undefined) throw new Error('no standing');
	const codes: string[] = [];
	for (const [key, name] of SEATS) {
		const { personId } = world.people[key];
		for (const { id } of applications) {
			const about = { councilId, personId, name, applicationId: id, hold: false };
			const found = await read.councils.seatRecord(about);
			if (found === undefined) throw new Error('no record');
			const narrow = saidOf(standingIn(await recordOfSeat(read, found), lotId), personId, id);
			expect(narrow, `${key} before ${id}`).toEqual(saidOf(whole, personId, id));
			codes.push(narrow.opens.ok ? 'ok' : narrow.opens.refusal.code);
		}
	}
	return [...new Set(codes)].sort();
}

describe('what is asked of one member before one application', () => {
	it('answers as the whole record of the council, before anybody has said anything', async () => {
		expect(await compare()).toEqual(['conflict_blocks', 'undertaking_missing']);
		expect((await compareRecused()).length).toBeGreaterThan(0);
	});

	it('and after declarations, rulings and ties of every kind', async () => {
		await world.database.owner.query(
			`UPDATE council_member SET undertaking_at = app_now(), undertaking_hash = md5('x') WHERE council_id = $1`,
			[councilId]
		);
		for (const [key] of SEATS) {
			for (const at of applications.keys()) if (!(key === 'duy' && at === 7)) await state(key, at, '', null);
		}
		const lot = [...((await councilStanding(world.app.db.read, councilId, lotId))?.applicationIds ?? [])];
		await world.database.owner.query(
			`INSERT INTO conflict_declaration (id, member_id, application_id, kind, declared_at)
			 SELECT gen_random_uuid(), m.id, a.id, 'none', app_now() FROM council_member m, application a
			 WHERE m.council_id = $1 AND a.id = ANY ($2::uuid[]) AND NOT (m.person_id = $3 AND a.id = $4)
			 ON CONFLICT DO NOTHING`,
			[councilId, lot, world.people.duy.personId, applications[7]?.id]
		);
		await state('lan', 9, 'partiality', null);
		await state('yblang', 9, 'partiality', 'allowed');
		await state('chi', 2, 'partiality', 'barred');
		await state('long', 3, 'relative', null);
		await state('ngoc', 7, '', 'allowed');
		expect(await compare()).toEqual(['conflict_blocks', 'declaration_missing', 'ok', 'ruling_pending']);
		expect(await compareRecused()).toEqual(['chi', 'long', 'tuan']);
	});

	it('leaves out what cannot concern the member', async () => {
		const { personId } = world.people.duy;
		const about = { councilId, personId, name: 'Lê Quang Duy', hold: false };
		const found = await world.app.db.read.councils.seatRecord({
			...about,
			applicationId: applications[0]?.id ?? ''
		});
		expect(found?.cases.map(({ code }) => code)).toEqual([
			applications[0]?.code,
			// Undeclared; and a name that holds all words of the member's own.
			...['TASK-2026-1003', 'TASK-2026-1008']
		]);
		expect(found?.declarations.map(({ kind }) => kind)).toEqual(['none', 'none']);
	});
});
