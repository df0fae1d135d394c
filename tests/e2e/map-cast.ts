import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import { rubricsOf } from '#lib/domain/flow/stage-council.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { appointMember } from '#lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '#lib/server/app/councils/create-council.ts';
import { declareConflicts } from '#lib/server/app/councils/declare-conflicts.ts';
import { seatCouncil } from '#lib/server/app/councils/seat-council.ts';
import { signUndertaking } from '#lib/server/app/councils/sign-undertaking.ts';
import { allocateFund } from '#lib/server/app/funds/allocate-fund.ts';
import { createFundSource } from '#lib/server/app/funds/create-fund-source.ts';
import { saveMarks } from '#lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '#lib/server/app/sheets/submit-sheet.ts';
import { marksForTotal } from '../../world/marks-for-total.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import type { TestCall } from '../integration/intake/world.ts';
import type { Enrolled, Stage } from './stage.ts';

const SEATS = [
	['chair', 'Nguyễn Văn Khải', 'chair'],
	['vice', 'Trần Thị Mỹ Hạnh', 'vice_chair'],
	['first', 'Lê Quang Duy', 'reviewer'],
	['second', 'Y Blăng Niê', 'reviewer'],
	['secretary', 'Phạm Thị Thu Lan', 'scientific_secretary'],
	['fifth', 'Đỗ Minh Tuấn', 'member'],
	['sixth', 'Hoàng Bảo Ngọc', 'member']
] as const;

const STAFF = {
	admin: ['quan-tri', 'Phạm Minh Quân', 'administrator'],
	officer: ['can-bo', 'Trần Thị Mai', 'measurement_officer'],
	enterprise: ['ho-tro', 'Hồ Thị Kim Oanh', 'enterprise_officer'],
	finance: ['tai-chinh', 'Lê Thị Hồng Vân', 'finance_officer'],
	head: ['truong-phong', 'Trịnh Công Danh', 'finance_head'],
	director: ['giam-doc', 'Giám đốc Sở', 'director']
} as const;

export type Staff = Readonly<Record<keyof typeof STAFF, Enrolled>>;

/** Those of the Department, each in one role; before any call, as the installation enrols its first people. */
export async function enrolStaff(stage: Stage): Promise<Staff> {
	const enrol = (who: keyof typeof STAFF): Promise<Enrolled> => {
		const [key, fullName, role] = STAFF[who];
		return stage.enrol(key, { fullName, grants: [{ role, scope: { type: 'all' } }] });
	};
	return {
		admin: await enrol('admin'),
		officer: await enrol('officer'),
		enterprise: await enrol('enterprise'),
		finance: await enrol('finance'),
		head: await enrol('head'),
		director: await enrol('director')
	};
}

/** Who must not be known outside. */
export const COUNCIL_NAMES = SEATS.map(([, fullName]) => fullName);

export interface Council {
	readonly id: string;
	readonly callId: string;
	readonly people: Readonly<Record<string, Enrolled>>;
}

type Seats = readonly (readonly [key: string, fullName: string, role: (typeof SEATS)[number][2]])[];

/** A council, seated: the seven who decide, or the others of a first one. Nobody has signed or declared anything. */
export async function seatWholeCouncil(
	stage: Stage,
	officer: Enrolled,
	call: TestCall,
	first?: { readonly stage: CouncilStage; readonly seats: Seats }
): Promise<Council> {
	const ctx = await stage.as(officer);
	const about = { callCode: call.code, stage: first?.stage, name: '', decisionNo: '12/QĐ-SKHCN' };
	const { councilId } = must(await createCouncil(ctx, about));
	const people: Record<string, Enrolled> = {};
	for (const [key, fullName, role] of first?.seats ?? SEATS) {
		const person = await stage.enrol(`hd-${key}`, { fullName });
		people[key] = person;
		must(await appointMember(ctx, { councilId, personId: person.personId, role }));
	}
	must(await seatCouncil(ctx, { councilId, version: 1 }));
	return { id: councilId, callId: call.id, people };
}

/** The criteria that the council marks by. */
export async function rubricOf(
	stage: Stage,
	callId: string,
	variant = 'standard',
	of: CouncilStage = DECIDING
): Promise<Rubric> {
	const call = await stage.app.db.read.calls.find(callId);
	const stored = await stage.app.db.read.definitions.find(call?.definitionId ?? '');
	const rubric = stored === undefined ? undefined : rubricsOf(stored.document, of)[variant];
	if (rubric === undefined) throw new Error('no rubric');
	return rubric;
}

/** Everybody but the chair signs, declares and submits a sheet of as many points. */
export async function actsOfCouncil(
	stage: Stage,
	council: Council,
	applicationId: string,
	points = 82
): Promise<void> {
	const rubric = await rubricOf(stage, council.callId);
	for (const [key, person] of Object.entries(council.people)) {
		if (key === 'chair') continue;
		const ctx = await stage.as(person);
		const about = { councilId: council.id, applicationId };
		must(await signUndertaking(ctx, { councilId: council.id }));
		must(
			await declareConflicts(ctx, {
				councilId: council.id,
				declarations: [{ applicationId, kind: 'none', ground: '', note: '' }]
			})
		);
		const saved = must(
			await saveMarks(ctx, { ...about, ...marksForTotal(rubric, points), comment: '', baseVersion: 0 })
		);
		must(await submitSheet(ctx, { ...about, version: saved.version }));
	}
}

/** A source with money of this year, and the call that is paid from it with an envelope of as much. */
export async function fundFor(stage: Stage, head: Enrolled, call: TestCall, amount: bigint): Promise<void> {
	const ctx = await stage.as(head);
	const year = (await stage.app.db.read.clock.now()).getUTCFullYear();
	const { sourceId } = must(
		await createFundSource(ctx, { code: 'CTDBDL', name: { vi: 'Hỗ trợ Chương trình đảm bảo đo lường' } })
	);
	must(await allocateFund(ctx, { sourceId, year, amount, key: 'first', note: 'Giao dự toán' }));
	await stage.database.owner.query(
		'UPDATE call SET fund_source_id = $1, budget_year = $2, envelope = $3 WHERE id = $4',
		[sourceId, year, amount, call.id]
	);
}
