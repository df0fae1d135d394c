import { withTwoCouncils } from '../../../src/lib/domain/flow/two-councils.fixture.ts';
import type { CouncilStage } from '../../../src/lib/domain/flow/council-stage.ts';
import { rubricsOf } from '../../../src/lib/domain/flow/stage-council.ts';
import { appointMember } from '../../../src/lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '../../../src/lib/server/app/councils/create-council.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import type { SessionRow } from '../../../src/lib/server/app/sessions/ports.ts';
import { recordAttendance } from '../../../src/lib/server/app/sessions/record-attendance.ts';
import { recordCountingBoard } from '../../../src/lib/server/app/sessions/record-counting-board.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import { saveMarks } from '../../../src/lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '../../../src/lib/server/app/sheets/submit-sheet.ts';
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
import { must } from '../scoring/scoring-world.ts';

/** Who sits in the first council; An sits in the second as well. */
export const FIRST = [
	['an', 'chair'],
	['binh', 'vice_chair'],
	['chau', 'scientific_secretary'],
	['dung', 'member']
] as const;
export const SECOND = [
	['khai', 'chair'],
	['hanh', 'vice_chair'],
	['duy', 'reviewer'],
	['yblang', 'reviewer'],
	['lan', 'scientific_secretary'],
	['huong', 'member'],
	['an', 'member']
] as const;

const NAMES = {
	an: 'Lê Văn An',
	binh: 'Trần Thị Bình',
	chau: 'Phạm Minh Châu',
	dung: 'Hoàng Tiến Dũng',
	khai: 'Nguyễn Văn Khải',
	hanh: 'Trần Thị Mỹ Hạnh',
	duy: 'Lê Quang Duy',
	yblang: 'Y Blăng Niê',
	lan: 'Phạm Thị Thu Lan',
	huong: 'Rơ Châm Hương'
} as const;
export type Key = keyof typeof NAMES;

export interface TwoCouncils extends World {
	readonly officer: TestPerson;
	readonly call: TestCall;
	readonly lotId: string;
	readonly people: Readonly<Record<Key, TestPerson>>;
	readonly cases: Readonly<Record<'A' | 'B' | 'C', TestApplication>>;
	as(key: Key | 'officer'): ReturnType<typeof contextOf>;
	session(councilId: string): Promise<SessionRow>;
	memberId(councilId: string, key: Key): Promise<string>;
}

/** An opened call with two councils to come and three valid dossiers on its one lot. */
export async function openTwoCouncils(): Promise<TwoCouncils> {
	const world = await openWorld();
	const officer = await insertPerson(world, 'Nguyễn Thị Thanh Tâm', {
		grants: [{ role: 'measurement_officer' }]
	});
	const people = {} as Record<Key, TestPerson>;
	for (const [key, name] of Object.entries(NAMES)) people[key as Key] = await insertPerson(world, name);
	const call = await insertCall(world, 'map', 'SO-2026-1', ['MAP'], (document) => withTwoCouncils(document));
	const cases = {} as Record<'A' | 'B' | 'C', TestApplication>;
	for (const [at, key] of (['A', 'B', 'C'] as const).entries()) {
		const organisationId = await insertOrganisation(world, `Công ty ${key}`, `599990${String(2750 + at)}`);
		cases[key] = await insertSubmission(world, call, 'MAP', {
			code: `SO-2026-000${String(at + 1)}`,
			organisationId
		});
	}
	await moveClock(world, 25);
	const { owner } = world.database;
	await owner.query(
		`UPDATE call SET state = 'opened', opened_at = app_now(), envelope = 1000000000 WHERE id = $1`,
		[call.id]
	);
	await owner.query(`UPDATE application SET state = 'valid' WHERE call_id = $1`, [call.id]);
	const lotId = call.lots['MAP'] ?? '';
	return {
		...world,
		officer,
		call,
		lotId,
		people,
		cases,
		as: (key) => contextOf(world, key === 'officer' ? officer : people[key]),
		async session(councilId) {
			const found = await world.app.db.read.sessions.of({ lotId, councilId });
			if (found === undefined) throw new Error(`council ${councilId} has no session`);
			return found;
		},
		async memberId(councilId, key) {
			const members = await world.app.db.read.councils.members(councilId);
			const found = members.find(({ personId }) => personId === people[key].personId);
			if (found === undefined) throw new Error(`${key} holds no seat`);
			return found.memberId;
		}
	};
}

/** A council with its people, not seated yet. */
export async function formCouncil(
	world: TwoCouncils,
	stage: CouncilStage,
	seats: readonly (readonly [Key, (typeof FIRST | typeof SECOND)[number][1]])[]
): Promise<string> {
	const officer = await world.as('officer');
	const about = { callCode: world.call.code, stage, name: '', decisionNo: '' };
	const { councilId } = must(await createCouncil(officer, about));
	for (const [key, role] of seats)
		must(await appointMember(officer, { councilId, personId: world.people[key].personId, role }));
	return councilId;
}

/** Signs, declares no interest in these dossiers, and submits a sheet with so many points of each. */
export async function judge(
	world: TwoCouncils,
	about: { readonly councilId: string; readonly stage: CouncilStage; readonly key: Key },
	points: Readonly<Partial<Record<'A' | 'B' | 'C', number>>>
): Promise<void> {
	const { councilId, stage, key } = about;
	const ctx = await world.as(key);
	const stored = await world.app.db.read.definitions.find(world.call.definitionId);
	const rubric = stored === undefined ? undefined : rubricsOf(stored.document, stage)['standard'];
	if (rubric === undefined) throw new Error('no rubric');
	const marked = Object.entries(points).map(
		([name, total]) => [world.cases[name as 'A' | 'B' | 'C'].id, total] as const
	);
	must(await signUndertaking(ctx, { councilId }));
	const declarations = marked.map(([applicationId]) => ({
		applicationId,
		kind: 'none' as const,
		ground: '',
		note: ''
	}));
	must(await declareConflicts(ctx, { councilId, declarations }));
	for (const [applicationId, total] of marked) {
		const sheet = { councilId, applicationId };
		const content = marksForTotal(rubric, total);
		const saved = must(await saveMarks(ctx, { ...sheet, ...content, comment: '', baseVersion: 0 }));
		must(await submitSheet(ctx, { ...sheet, version: saved.version }));
	}
}

/** From the attendance to the closing: the chair leads, the secretary runs. */
export async function hold(
	world: TwoCouncils,
	councilId: string,
	there: { readonly chair: Key; readonly secretary: Key; readonly present: readonly Key[] }
): Promise<void> {
	const { lotId } = world;
	const at = { lotId, councilId };
	const secretary = await world.as(there.secretary);
	const ids = await Promise.all(there.present.map((key) => world.memberId(councilId, key)));
	const version = async (): Promise<number> => (await world.session(councilId)).version;
	const attendance = ids.map((memberId) => ({ memberId, present: true }));
	must(await recordAttendance(secretary, { ...at, attendance }));
	must(await openSession(secretary, { ...at, version: await version() }));
	must(await recordCountingBoard(secretary, { ...at, memberIds: ids.slice(0, 3), headId: ids[0] ?? '' }));
	must(await tallySession(secretary, { ...at, version: await version() }));
	const conclusion = 'Hội đồng thống nhất kết quả.';
	must(await closeSession(await world.as(there.chair), { ...at, version: await version(), conclusion }));
}
