import type { JsonValue } from '../../../src/lib/domain/shared/canonical-json.ts';
import { appointMember } from '../../../src/lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '../../../src/lib/server/app/councils/create-council.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { seatCouncil } from '../../../src/lib/server/app/councils/seat-council.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import { recordAttendance } from '../../../src/lib/server/app/sessions/record-attendance.ts';
import { recordCountingBoard } from '../../../src/lib/server/app/sessions/record-counting-board.ts';
import type { SessionRow } from '../../../src/lib/server/app/sessions/ports.ts';
import { saveMarks } from '../../../src/lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '../../../src/lib/server/app/sheets/submit-sheet.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import type { Result } from '../../../src/lib/domain/shared/result.ts';
import type { Rubric } from '../../../src/lib/domain/scoring/scale.ts';
import { marksForTotal } from '../../../world/marks-for-total.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	moveClock,
	openWorld
} from '../intake/world.ts';
import type { TestApplication, TestCall, TestPerson, World } from '../intake/world.ts';

type Role = Parameters<typeof appointMember>[1]['role'];

export interface Applicant {
	readonly key: string;
	readonly name: string;
	readonly taxCode: string;
	readonly lot: string;
	/** đồng */
	readonly asks: bigint;
	readonly proposer?: boolean;
	/** As submitted; nothing where a test does not read them. */
	readonly answers?: JsonValue;
}

export interface ScoringWorld extends World {
	/** Folder of its object store. */
	readonly objects: string;
	readonly call: TestCall;
	readonly officer: TestPerson;
	readonly director: TestPerson;
	readonly people: Readonly<Record<string, TestPerson>>;
	readonly councilId: string;
	readonly cases: Readonly<Record<string, TestApplication>>;
	readonly rubric: Rubric;
	as(key: string): Promise<Context>;
	memberId(key: string): Promise<string>;
	session(lot: string): Promise<SessionRow>;
}

/** A result's value; its refusal is a failure of the test. */
export function must<T>(result: Result<T>): T {
	if (result.ok) return result.value;
	throw new Error(JSON.stringify(result.refusal));
}

/** A call with a seated council, every member of which has signed and declared. */
export async function openScoringWorld(input: {
	readonly programme: 'map' | 'task';
	readonly code: string;
	readonly envelope: bigint;
	readonly seats: readonly (readonly [key: string, name: string, role: Role])[];
	readonly applicants: readonly Applicant[];
	/** Members who do not sign and declare. */
	readonly silent?: readonly string[];
}): Promise<ScoringWorld> {
	const world = await openWorld();
	const { owner } = world.database;
	const officerRole = input.programme === 'map' ? 'measurement_officer' : 'science_officer';
	const officer = await insertPerson(world, 'Nguyễn Thị Thanh Tâm', { grants: [{ role: officerRole }] });
	const director = await insertPerson(world, 'Trần Quốc Dũng', { grants: [{ role: 'director' }] });
	const people: Record<string, TestPerson> = {};
	for (const [key, name] of input.seats) people[key] = await insertPerson(world, name);
	const lots = [...new Set(input.applicants.map(({ lot }) => lot))];
	const call = await insertCall(world, input.programme, input.code, lots);
	const cases: Record<string, TestApplication> = {};
	for (const [at, applicant] of input.applicants.entries()) {
		const organisationId = await insertOrganisation(world, applicant.name, applicant.taxCode);
		const code = `${input.code}-${String(at + 1).padStart(4, '0')}`;
		const made = await insertSubmission(world, call, applicant.lot, {
			code,
			organisationId,
			...(applicant.answers === undefined ? {} : { answers: applicant.answers })
		});
		cases[applicant.key] = made;
		await owner.query('UPDATE application SET requested = $2 WHERE id = $1', [made.id, applicant.asks]);
		if (applicant.proposer === true) {
			await owner.query('UPDATE lot SET proposer_id = $2 WHERE id = $1', [
				call.lots[applicant.lot],
				organisationId
			]);
		}
	}
	await moveClock(world, 25);
	await owner.query(`UPDATE call SET state = 'opened', opened_at = app_now(), envelope = $2 WHERE id = $1`, [
		call.id,
		input.envelope
	]);
	await owner.query(`UPDATE application SET state = 'valid' WHERE call_id = $1`, [call.id]);

	const ctx = await contextOf(world, officer);
	const { councilId } = must(
		await createCouncil(ctx, { callCode: input.code, name: '', decisionNo: '12/QĐ-SKHCN' })
	);
	for (const [key, , role] of input.seats) {
		const personId = people[key]?.personId ?? '';
		must(await appointMember(ctx, { councilId, personId, role }));
	}
	must(await seatCouncil(ctx, { councilId, version: 1 }));
	const as = (key: string): Promise<Context> => contextOf(world, people[key] ?? { accountId: '' });
	for (const [key] of input.seats.filter(([seat]) => input.silent?.includes(seat) !== true)) {
		const member = await as(key);
		must(await signUndertaking(member, { councilId }));
		must(
			await declareConflicts(member, {
				councilId,
				declarations: Object.values(cases).map(({ id }) => ({
					applicationId: id,
					kind: 'none' as const,
					ground: '',
					note: ''
				}))
			})
		);
	}
	const stored = await world.app.db.read.definitions.find(call.definitionId);
	const rubric = Object.values(stored?.document.rubrics ?? {})[0];
	if (rubric === undefined) throw new Error('no rubric');
	return {
		...world,
		call,
		officer,
		director,
		people,
		councilId,
		cases,
		rubric,
		as,
		async memberId(key) {
			const members = await world.app.db.read.councils.members(councilId);
			const found = members.find(({ personId }) => personId === people[key]?.personId);
			if (found === undefined) throw new Error(`${key} holds no seat`);
			return found.memberId;
		},
		async session(lot) {
			const found = await world.app.db.read.sessions.of({ lotId: call.lots[lot] ?? '' });
			if (found === undefined) throw new Error(`no session on ${lot}`);
			return found;
		}
	};
}

/** A whole sheet through the real verbs. */
export async function score(
	world: ScoringWorld,
	member: string,
	applicant: string,
	total: number,
	zeroCriteria: readonly string[] = []
): Promise<void> {
	const ctx = await world.as(member);
	const applicationId = world.cases[applicant]?.id ?? '';
	const about = { councilId: world.councilId, applicationId };
	const content = marksForTotal(world.rubric, total, zeroCriteria);
	const saved = must(await saveMarks(ctx, { ...about, ...content, comment: '', baseVersion: 0 }));
	const submitted = must(await submitSheet(ctx, { ...about, version: saved.version }));
	if (submitted.total !== total) throw new Error(`${submitted.total} instead of ${total}`);
}

export async function attend(
	world: ScoringWorld,
	secretary: string,
	lot: string,
	present: readonly string[]
): Promise<void> {
	const attendance = [];
	for (const key of present) attendance.push({ memberId: await world.memberId(key), present: true });
	must(await recordAttendance(await world.as(secretary), { lotId: world.call.lots[lot] ?? '', attendance }));
}

/** Elects the first three named to count the ballots. */
export async function elect(
	world: ScoringWorld,
	secretary: string,
	lot: string,
	keys: readonly string[]
): Promise<void> {
	const memberIds = await Promise.all(keys.slice(0, 3).map((key) => world.memberId(key)));
	const board = { lotId: world.call.lots[lot] ?? '', memberIds, headId: memberIds[0] ?? '' };
	must(await recordCountingBoard(await world.as(secretary), board));
}

/** The council of GL-DL-03 in the sample data: nine who mark, and the administrative secretary. */
export const TASK_SEATS = [
	['khai', 'Nguyễn Văn Khải', 'chair'],
	['hanh', 'Trần Thị Mỹ Hạnh', 'vice_chair'],
	['duy', 'Lê Quang Duy', 'reviewer'],
	['yblang', 'Y Blăng Niê', 'reviewer'],
	['lan', 'Phạm Thị Thu Lan', 'scientific_secretary'],
	['huong', 'Rơ Châm Hương', 'member'],
	['tuan', 'Đỗ Minh Tuấn', 'member'],
	['ngoc', 'Hoàng Bảo Ngọc', 'member'],
	['long', 'Võ Thành Long', 'member'],
	['chi', 'Nguyễn Thị Kim Chi', 'administrative_secretary']
] as const;

export const PRESENT = ['khai', 'hanh', 'duy', 'yblang', 'lan', 'huong', 'tuan'] as const;
export const BALLOTS_A = [82, 78, 85, 80, 76, 52, 88] as const;
export const BALLOTS_B = [84, 86, 83, 80, 85, 79, 84] as const;

/** GL-DL-03: the enterprise that proposed the task against an institute. */
export function openTaskWorld(more: { readonly silent?: readonly string[] } = {}): Promise<ScoringWorld> {
	return openScoringWorld({
		programme: 'task',
		code: 'TASK-2026-2',
		envelope: 3_000_000_000n,
		seats: TASK_SEATS,
		applicants: [
			{
				key: 'A',
				name: 'Công ty CP Mía đường Ayun Thượng',
				taxCode: '5999902750',
				lot: 'GL-DL-03',
				asks: 1_284_632_000n,
				proposer: true,
				answers: { general: { months: '24' }, people: { leader_name: 'TS. Nguyễn Hữu Phước' } }
			},
			{
				key: 'B',
				name: 'Viện Cơ điện Nông nghiệp Cao nguyên',
				taxCode: '5999911000',
				lot: 'GL-DL-03',
				asks: 1_235_000_000n
			}
		],
		...more
	});
}
