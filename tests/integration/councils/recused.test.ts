import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { readSession } from '../../../src/lib/server/app/sessions/read-session.ts';
import { recordAttendance } from '../../../src/lib/server/app/sessions/record-attendance.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { countTasks, listMyCouncils, readTasks } from '../../support/tasks.ts';
import { planSession } from '../../../src/lib/server/app/councils/plan-session.ts';
import { readCallCouncil } from '../../../src/lib/server/app/councils/read-call-council.ts';
import { readCouncilRoom } from '../../../src/lib/server/app/councils/read-council-room.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { findDocument } from '../../../src/lib/server/app/steps/uploads/find-document.ts';
import { contextOf, said } from '../intake/world.ts';
import { elect, must, openScoringWorld, score, TASK_SEATS } from '../scoring/scoring-world.ts';
import type { ScoringWorld } from '../scoring/scoring-world.ts';

/** Two lots. Of GL-DL-03 the chair, a secretary and one member are recused; GL-DL-04 is open to all. */
const LOT = 'GL-DL-03';
const RECUSED = ['khai', 'chi', 'long'] as const;
const PRESENT = ['hanh', 'duy', 'yblang', 'lan', 'huong', 'tuan', 'ngoc'] as const;

let world: ScoringWorld;
let lotId: string;
let about: { readonly councilId: string };
const session = () => world.session(LOT);

/** Words that only the evaluation of the lot holds, or only its dossiers. */
const unique = {
	conclusion: 'KẾT LUẬN RIÊNG CỦA LÔ BA',
	title: 'TIÊU ĐỀ RIÊNG CỦA HỒ SƠ LÔ BA'
};

beforeAll(async () => {
	world = await openScoringWorld({
		programme: 'task',
		code: 'TASK-2026-2',
		envelope: 3_000_000_000n,
		seats: TASK_SEATS,
		applicants: [
			{
				key: 'A',
				name: 'Công ty CP Mía đường Ayun Thượng',
				taxCode: '5999902750',
				lot: LOT,
				asks: 1_284_632_000n
			},
			{
				key: 'B',
				name: 'Viện Cơ điện Nông nghiệp Cao nguyên',
				taxCode: '5999911000',
				lot: LOT,
				asks: 1_235_000_000n
			},
			{
				key: 'C',
				name: 'Công ty CP Cấp nước Pleiku Trung',
				taxCode: '5999905494',
				lot: 'GL-DL-04',
				asks: 900_000_000n
			}
		]
	});
	lotId = world.call.lots[LOT] ?? '';
	about = { councilId: world.councilId };
	await world.database.owner.query(`UPDATE application SET title = $2 WHERE id = $1`, [
		world.cases['A']?.id,
		unique.title
	]);
	for (const key of RECUSED) {
		const declarations = [
			{
				applicationId: world.cases['A']?.id ?? '',
				kind: 'blocking',
				ground: 'relative',
				note: 'Anh em ruột'
			} as const
		];
		must(await declareConflicts(await world.as(key), { ...about, declarations }));
	}
	const officer = await contextOf(world, world.officer);
	const planned = { date: '01/01/2030', time: '08:30', place: 'Phòng họp tầng 2' };
	for (const lot of [LOT, 'GL-DL-04']) {
		const found = await world.session(lot);
		const input = { ...about, ...planned, lotId: found.lotId, version: found.version };
		expect([lot, said(await planSession(officer, input))]).toEqual([lot, 'ok']);
	}
}, 120_000);
afterAll(() => world.close());

/** Everything that one person may ask about the lot, and what comes back of it. */
async function everything(
	key: string
): Promise<{ readonly codes: Record<string, unknown>; readonly text: string }> {
	const ctx = await world.as(key);
	const { rows } = await world.database.owner.query<{ id: string; kind: string }>(
		`SELECT id, kind FROM official_record WHERE lot_id = $1 ORDER BY kind`,
		[lotId]
	);
	const { rows: documents } = await world.database.owner.query<{ id: string }>(
		`SELECT d.id FROM application_document d JOIN application a ON a.id = d.application_id WHERE a.lot_id = $1`,
		[lotId]
	);
	const answers = {
		session: await readSession(ctx, { lotId, councilId: world.councilId }),
		found: await readSession(ctx, { lotId, search: 'mía đường' }),
		one: await readSession(ctx, { lotId, applicationId: world.cases['A']?.id ?? '' }),
		selection: await readSelection(ctx, world.call.code),
		records: await Promise.all(rows.map(({ id }) => readRecord(ctx, id))),
		documents: await Promise.all(documents.map(({ id }) => findDocument(ctx, id))),
		office: await readCallCouncil(ctx, { callCode: world.call.code, search: '' }),
		tasks: await readTasks(ctx),
		counts: await countTasks(ctx),
		councils: await listMyCouncils(ctx)
	};
	const text = JSON.stringify({ ...answers, office: lotsOf(answers.office) }, (_key, value: unknown) =>
		typeof value === 'bigint' ? value.toString() : value instanceof Map ? [...value] : value
	);
	return {
		codes: {
			session: said(answers.session),
			found: said(answers.found),
			one: said(answers.one),
			selection: said(answers.selection),
			records: answers.records.map(said)
		},
		text
	};
}

/** The page shows lots and seats; the record beside them is the verbs'. */
const lotsOf = (answer: Awaited<ReturnType<typeof readCallCouncil>>): unknown =>
	answer.ok ? answer.value.lots : answer;

/** What of the lot's evaluation and dossiers stands in the answers. */
function leaks(text: string): string[] {
	const words = [
		...Object.values(unique),
		LOT,
		lotId,
		...['A', 'B'].flatMap((key) => [world.cases[key]?.id ?? '', world.cases[key]?.code ?? ''])
	];
	return words.filter((word) => text.includes(word));
}

const CLOSED_TO = {
	session: 'conflict_blocks',
	found: 'conflict_blocks',
	one: 'conflict_blocks',
	selection: expect.stringMatching(/^(conflict_blocks|not_found)$/) as unknown
};

describe('while the session is planned', () => {
	it('its letter goes to those who judge the lot, and only to them', async () => {
		const told = async (lot: string): Promise<string[]> => {
			const { rows } = await world.database.owner.query<{ name: string }>(
				`SELECT recipient_name AS name FROM mail_message WHERE idempotency_key LIKE $1 ORDER BY 1`,
				[`session-plan:${world.call.lots[lot] ?? ''}:%`]
			);
			return rows.map(({ name }) => name);
		};
		const names = new Map(TASK_SEATS.map(([key, name]) => [key, name] as const));
		const everybody = [...names.values()].sort();
		const recused: readonly string[] = RECUSED.map((key) => names.get(key) ?? '');
		expect((await told('GL-DL-04')).sort()).toEqual(everybody);
		expect((await told(LOT)).sort()).toEqual(everybody.filter((name) => !recused.includes(name)));
	});

	it.each(RECUSED)('%s has no page of it, no task in it, and does not run it', async (key) => {
		const { codes, text } = await everything(key);
		expect(codes).toMatchObject(CLOSED_TO);
		expect(leaks(text)).toEqual([]);
		const ctx = await world.as(key);
		const runs = key !== 'long';
		const refused = runs ? 'conflict_blocks' : 'not_found';
		expect(said(await openSession(ctx, { lotId, version: (await session()).version }))).toBe(refused);
		expect(said(await recordAttendance(ctx, { lotId, attendance: [] }))).toBe(refused);
	});

	it('the room keeps what a declaration needs, and names neither hour nor place', async () => {
		const room = must(await readCouncilRoom(await world.as('long'), world.councilId));
		const lot = room.lots.find((one) => one.lotId === lotId);
		expect(lot).toMatchObject({ recused: true, scheduledAt: null, place: '' });
		expect(lot?.cases.map(({ status, mayOpen }) => [status, mayOpen])).toEqual([
			['blocking', false],
			['none', false]
		]);
		const other = room.lots.find(({ code }) => code === 'GL-DL-04');
		expect(other).toMatchObject({ recused: false, place: 'Phòng họp tầng 2' });
	});
});

describe('while it is open, tallied and closed', () => {
	/** Without its chair a session does not open, so the chair has nothing to declare after all. */
	const left = RECUSED.filter((key) => key !== 'khai');
	beforeAll(async () => {
		const declarations = [
			{ applicationId: world.cases['A']?.id ?? '', kind: 'none', ground: '', note: '' } as const
		];
		must(await declareConflicts(await world.as('khai'), { ...about, declarations }));
		const hanh = await world.memberId('hanh');
		const attendance = [];
		for (const key of PRESENT) {
			const memberId = await world.memberId(key);
			const deputy =
				memberId === hanh ? { authorised: true, authorisationNo: '05/GUQ', authorisedOn: '02/01/2026' } : {};
			attendance.push({ memberId, present: true, ...deputy });
		}
		const lan = await world.as('lan');
		must(await recordAttendance(lan, { lotId, attendance }));
		must(await openSession(lan, { lotId, version: (await session()).version }));
	});

	it.each(left)('%s sees nothing of the open session', async (key) => {
		const { codes, text } = await everything(key);
		expect(codes).toMatchObject(CLOSED_TO);
		expect(leaks(text)).toEqual([]);
		const room = must(await readCouncilRoom(await world.as(key), world.councilId));
		expect(leaks(JSON.stringify(room.lots.find((one) => one.lotId === lotId)?.cases))).toEqual([]);
	});

	it('nor of its tally, minutes and records once it is closed; those who judged it do', async () => {
		for (const member of PRESENT) {
			await score(world, member, 'A', 82);
			await score(world, member, 'B', 78);
		}
		await elect(world, 'lan', LOT, ['duy', 'yblang', 'tuan']);
		must(await tallySession(await world.as('lan'), { lotId, version: (await session()).version }));
		const closing = { lotId, version: (await session()).version, conclusion: unique.conclusion };
		must(await closeSession(await world.as('hanh'), closing));
		for (const key of left) {
			const { codes, text } = await everything(key);
			expect([key, codes]).toMatchObject([key, CLOSED_TO]);
			const records = codes['records'] as string[];
			expect([
				key,
				records.length > 0,
				records.every((code) => code === 'conflict_blocks' || code === 'not_found')
			]).toEqual([key, true, true]);
			expect([key, leaks(text)]).toEqual([key, []]);
		}
		const { codes, text } = await everything('lan');
		expect(codes).toMatchObject({ session: 'ok', records: expect.arrayContaining(['ok']) as unknown });
		expect(leaks(text)).toEqual(expect.arrayContaining([unique.conclusion, LOT]));
	});

	it('nor by another office that the recused holds', async () => {
		const { personId } = world.people['long'] ?? { personId: '' };
		await world.database.owner.query(
			`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from) VALUES (gen_random_uuid(), $1, 'auditor', 'all', '', app_now())`,
			[personId]
		);
		const { codes, text } = await everything('long');
		expect(codes).toMatchObject({ ...CLOSED_TO, selection: 'conflict_blocks' });
		expect(text).not.toContain(unique.conclusion);
	});
});
