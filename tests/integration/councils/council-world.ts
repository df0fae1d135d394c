import { appointMember } from '../../../src/lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '../../../src/lib/server/app/councils/create-council.ts';
import { seatCouncil } from '../../../src/lib/server/app/councils/seat-council.ts';
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

/** The selection council GL-DL of the sample data, with the names of its cases of conflict. */
export const SEATS = [
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

export type SeatKey = (typeof SEATS)[number][0];

export interface CouncilWorld extends World {
	readonly officer: TestPerson;
	readonly call: TestCall;
	readonly people: Readonly<Record<SeatKey, TestPerson>>;
	readonly organisations: Readonly<Record<'sugar' | 'water' | 'hydro' | 'university', string>>;
	/** GL-DL-03, GL-DL-04 and GL-DL-06, valid. */
	readonly cases: Readonly<Record<'sugar' | 'water' | 'hydro', TestApplication>>;
}

/**
 * TASK-2: opened, three lots with one valid application each, ten people with accounts. `submit`: what else is
 * submitted while the call is open.
 */
export async function openCouncilWorld(
	submit?: (world: World, about: Pick<CouncilWorld, 'call' | 'organisations'>) => Promise<void>
): Promise<CouncilWorld> {
	const world = await openWorld();
	const officer = await insertPerson(world, 'Nguyễn Thị Thanh Tâm', {
		grants: [{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' }]
	});
	const organisations = {
		sugar: await insertOrganisation(world, 'Công ty CP Mía đường Ayun Thượng', '5999902750'),
		water: await insertOrganisation(world, 'Công ty CP Cấp nước Pleiku Trung', '5999905494'),
		hydro: await insertOrganisation(world, 'Công ty CP Thủy điện Ia Ly Hạ', '5999908230'),
		university: await insertOrganisation(world, 'Trường Đại học Tây Sơn', '5999914001')
	};
	const people = {} as Record<SeatKey, TestPerson>;
	for (const [key, name] of SEATS) people[key] = await insertPerson(world, name);
	const call = await insertCall(world, 'task', 'TASK-2026-2', ['GL-DL-03', 'GL-DL-04', 'GL-DL-06']);
	const cases = {
		sugar: await insertSubmission(world, call, 'GL-DL-03', {
			code: 'TASK-2026-0003',
			organisationId: organisations.sugar,
			participants: [
				{ kind: 'organisation', name: 'Công ty CP Mía đường Ayun Thượng' },
				{ kind: 'organisation', name: 'Trường Đại học Tây Sơn', taxCode: '5999914001' }
			]
		}),
		water: await insertSubmission(world, call, 'GL-DL-04', {
			code: 'TASK-2026-0004',
			organisationId: organisations.water
		}),
		hydro: await insertSubmission(world, call, 'GL-DL-06', {
			code: 'TASK-2026-0006',
			organisationId: organisations.hydro,
			participants: [
				{ kind: 'main_member', name: "Rơ Châm H'Lan" },
				{ kind: 'member', name: 'ThS. VÕ THÀNH LONG' }
			]
		})
	};
	await submit?.(world, { call, organisations });
	await moveClock(world, 25);
	const { owner } = world.database;
	await owner.query(`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`, [call.id]);
	await owner.query(`UPDATE application SET state = 'valid' WHERE call_id = $1`, [call.id]);
	return { ...world, officer, call, people, organisations, cases };
}

/** A council with the given seats, still forming. */
export async function formCouncil(world: CouncilWorld, seats: readonly SeatKey[]): Promise<string> {
	const ctx = await contextOf(world, world.officer);
	const made = await createCouncil(ctx, { callCode: world.call.code, name: '', decisionNo: '12/QĐ-SKHCN' });
	if (!made.ok) throw new Error(made.refusal.code);
	const { councilId } = made.value;
	for (const [key, , role] of SEATS.filter(([seat]) => seats.includes(seat))) {
		const { personId } = world.people[key];
		const appointed = await appointMember(ctx, { councilId, personId, role, reason: 'Đã xem xét.' });
		if (!appointed.ok) throw new Error(appointed.refusal.code);
	}
	return councilId;
}

/** The whole council, seated. */
export async function seatWhole(world: CouncilWorld): Promise<string> {
	const councilId = await formCouncil(
		world,
		SEATS.map(([key]) => key)
	);
	const seated = await seatCouncil(await contextOf(world, world.officer), { councilId, version: 1 });
	if (!seated.ok) throw new Error(JSON.stringify(seated.refusal));
	return councilId;
}
