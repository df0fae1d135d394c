import type { Role } from '#lib/domain/access/actor.ts';
import { demonstrationOf, found } from '../../world/demonstration.ts';
import type { Demonstration } from '../../world/demonstration.ts';
import { declare, judge, mark, openAll, seat } from '../../world/rounds.ts';
import type { Seat } from '../../world/rounds.ts';
import { applyForTask } from '../../world/task-rounds.ts';
import { insertCall, insertOrganisation } from '../integration/intake/world.ts';
import type { TestCall } from '../integration/intake/world.ts';
import { fundFor } from './map-cast.ts';
import type { Enrolled, Stage } from './stage.ts';

export const CALL = 'TASK-2026-2';
export const LOT = 'GL-DL-03';

const STAFF: Readonly<Record<string, Role>> = {
	admin: 'administrator',
	science: 'science_officer',
	enterprise: 'enterprise_officer',
	finance: 'finance_officer',
	head: 'finance_head',
	director: 'director'
};

/** Nine who mark; the ballots of the two applicants of GL-DL-03 (domain figures), null for who stays away. */
const MEMBERS: readonly (readonly [
	key: string,
	name: string,
	role: string,
	a: number | null,
	b: number | null
])[] = [
	['khai', 'Nguyễn Văn Khải', 'chair', 82, 84],
	['hanh', 'Trần Thị Mỹ Hạnh', 'vice_chair', 78, 86],
	['duy', 'Lê Quang Duy', 'reviewer', 85, 83],
	['yblang', 'Y Blăng Niê', 'reviewer', 80, 80],
	['lan', 'Phạm Thị Thu Lan', 'scientific_secretary', 76, 85],
	['huong', 'Rơ Châm Hương', 'member', 52, 79],
	['tuan', 'Đỗ Minh Tuấn', 'member', 88, 84],
	['ngoc', 'Hoàng Bảo Ngọc', 'member', null, null],
	['long', 'Võ Thành Long', 'member', null, null]
];
/** Who marks in the browser. */
export const MARKS_BY_HAND = 'duy';
export const ABSENT = ['Hoàng Bảo Ngọc', 'Võ Thành Long'];
export const TASK_COUNCIL_NAMES = MEMBERS.map(([, name]) => name);

export interface TaskCast {
	readonly call: TestCall;
	/** The people and applications by their keys, for the verbs of the demonstration. */
	readonly world: Demonstration;
	person(key: string): Enrolled;
}

/** A call with money, the staff, and nine who will sit on its council. */
export async function openTaskCast(stage: Stage): Promise<TaskCast> {
	const world = demonstrationOf(stage.app, await stage.app.db.read.clock.now());
	const people = new Map<string, Enrolled>();
	const keep = (key: string, person: Enrolled): void => {
		people.set(key, person);
		world.known.accounts.set(key, person);
	};
	for (const [key, role] of Object.entries(STAFF)) {
		const grants = [{ role, scope: { type: 'all' } as const }];
		keep(key, await stage.enrol(key, { fullName: `Cán bộ ${role}`, grants }));
	}
	const call = await insertCall({ ...stage, close: () => Promise.resolve() }, 'task', CALL, [
		LOT,
		'GL-DL-04'
	]);
	for (const [key, fullName] of MEMBERS) keep(key, await stage.enrol(key, { fullName }));
	const person = (key: string): Enrolled => found(people.get(key), key);
	await fundFor(stage, person('head'), call, 3_000_000_000n);
	return { call, world, person };
}

/** The other applicant of the lot, who fails by the rule of zero points. */
export async function rivalApplies(stage: Stage, { world }: TaskCast): Promise<void> {
	const name = 'Viện Cơ điện Nông nghiệp Cao nguyên';
	const id = await insertOrganisation({ ...stage, close: () => Promise.resolve() }, name, '5999911000');
	world.known.organisations.set('codien', { id, name });
	for (const [key, role] of [
		['rep', 'representative'],
		['editor', 'editor']
	] as const) {
		const scope = { type: 'organisation', id } as const;
		const one = await stage.enrol(`codien-${key}`, {
			fullName: `Đại diện ${key}`,
			grants: [{ role, scope }]
		});
		world.known.accounts.set(`codien.${key}`, one);
	}
	await applyForTask(world, CALL, 'gl03b');
}

/** The office opens and checks, seats the council; the lot is the proposer's own. */
export async function officePrepares(stage: Stage, { world, call }: TaskCast): Promise<string> {
	await stage.moveClock(25);
	await stage.database.owner.query('UPDATE lot SET proposer_id = $1 WHERE id = $2', [
		found(world.known.organisations.get('dn3'), 'dn3').id,
		call.lots[LOT]
	]);
	await openAll(world, 'science', CALL);
	for (const key of ['gl03a', 'gl03b']) await judge(world, 'science', key);
	const seats = MEMBERS.map(([key, , role]): Seat => [key, role]);
	await seat(world, 'science', CALL, '164/QĐ-SKHCN', seats);
	return found(world.known.councils.get(CALL), 'council');
}

/** Everybody but the one who does it in the browser signs, declares and, if not away, marks both. */
export async function othersMark({ world }: TaskCast): Promise<void> {
	for (const [key, , , a, b] of MEMBERS) {
		if (key !== MARKS_BY_HAND) await declare(world, CALL, key);
		const comment = 'Mục tiêu rõ, sản phẩm đo được.';
		if (a !== null && key !== MARKS_BY_HAND) await mark(world, CALL, key, 'gl03a', { total: a, comment });
		const zero = key === 'yblang' || key === 'huong' ? ['feasibility'] : [];
		if (b !== null) await mark(world, CALL, key, 'gl03b', { total: b, comment, zero });
	}
}
