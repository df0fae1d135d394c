import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf } from '../support/portal.ts';
import { openAccessWorld } from './access-world.ts';
import type { AccessWorld } from './access-world.ts';
import { addressOf, NOBODY } from './addresses.ts';
import { act, comparable, cookieOf, isSignIn, send, view } from './doors.ts';
import type { Answer } from './doors.ts';
import { EXPECTED, ROLES } from './expectations.ts';
import type { TestRole } from './expectations.ts';
import { readRoutes } from './route-tree.ts';

let world: AccessWorld;
let close: (() => Promise<void>) | undefined;
beforeAll(async () => {
	world = await openAccessWorld();
	close = () => world.close();
});
afterAll(() => close?.());

const routes = [...readRoutes()];
/** Whom a door lets in for things of their own, and who must not learn of the others': asked twice. */
const NEIGHBOURS: readonly TestRole[] = ['stranger', 'measurement', 'otherMember'];

const mayPass = (door: string, role: TestRole): boolean => EXPECTED[door]?.includes(role) === true;

/** Empty when the answer is that of an open door. */
function shut({ status, location, text }: Answer): string {
	if (status >= 500) return `${String(status)} ${text.slice(0, 200)}`;
	if (status === 401 || status === 403 || status === 404) return String(status);
	return isSignIn(location) ? 'sign in' : '';
}

describe('pages and files, by every role', () => {
	for (const [route, { view: answers, page }] of routes) {
		if (!answers) continue;
		const door = `${route} view`;
		it(door, async () => {
			const wrong: string[] = [];
			const named = addressOf(route, world.at) !== addressOf(route, world.at, true);
			for (const role of ROLES) {
				const answer = await view(world, role, route);
				if (mayPass(door, role)) {
					const why = shut(answer);
					if (why !== '') wrong.push(`${role} is refused: ${why}`);
				} else if (role === 'visitor') {
					const told = page ? isSignIn(answer.location) : answer.status === 401 || isSignIn(answer.location);
					const secret = named && !told && answer.status === 404;
					if (!told && !secret) wrong.push(`visitor: ${String(answer.status)}`);
				} else {
					if (answer.status !== 404) wrong.push(`${role} gets ${String(answer.status)}`);
					const asked = named && NEIGHBOURS.includes(role);
					const other = asked ? await view(world, role, route, true) : answer;
					if (comparable(answer) !== comparable(other)) wrong.push(`${role} can tell that it exists`);
				}
			}
			expect(wrong).toEqual([]);
		});
	}
});

describe('the paper of a record', () => {
	it('is for whoever may read its page, and a published one is everybody’s', async () => {
		const { record, publication } = world.at;
		const told = async (role: TestRole, path: string) => {
			const headers = { accept: 'text/html', ...(await cookieOf(world, role)) };
			return shut(await send(world, path, { headers }));
		};
		for (const role of ROLES) {
			const page = await told(role, `/van-ban/${record}`);
			const open = mayPass('/van-ban/[id] view', role);
			expect([role, page === '']).toEqual([role, open]);
			expect([role, await told(role, `/van-ban/${record}/pdf`)]).toEqual([role, page]);
			for (const path of ['', '/pdf'])
				expect([role, await told(role, `/van-ban/${publication}${path}`)]).toEqual([role, '']);
		}
		expect(await told('visitor', `/van-ban/${NOBODY}/pdf`)).toBe('sign in');
		expect(await told('visitor', `/ket-qua/${record}`)).toBe(await told('visitor', `/ket-qua/${NOBODY}`));
	});
});

describe('acts, by every role', () => {
	// Whoever registers an organisation is an applicant from then on: that door comes last.
	const registers = (door: { readonly route: string; readonly act: string }): boolean =>
		door.route === '/(applicant)/to-chuc' && door.act === 'create';
	const doors = routes
		.flatMap(([route, { acts, page }]) => acts.map((act) => ({ route, act, page })))
		.sort((one, other) => Number(registers(one)) - Number(registers(other)));
	for (const door of doors) {
		const title = `${door.route} ${door.act}`;
		it(title, async () => {
			const wrong: string[] = [];
			const before = await contentOf(world.scoring.database);
			for (const role of ROLES.filter((one) => !mayPass(title, one))) {
				const answer = await act(world, role, door);
				if (role === 'visitor') {
					if (answer.status !== 401) wrong.push(`visitor: ${String(answer.status)}`);
					continue;
				}
				// The form is right, so that it is the guard who answers and not the reader of the form.
				if (answer.status !== 404) {
					wrong.push(`${role} gets ${String(answer.status)} ${answer.text.slice(0, 200)}`);
					continue;
				}
				const other = NEIGHBOURS.includes(role) ? await act(world, role, door, true) : answer;
				if (answer.status !== other.status) wrong.push(`${role} can tell by ${String(other.status)}`);
				if (comparable(answer) !== comparable(other)) wrong.push(`${role} can tell that it exists`);
			}
			expect(await contentOf(world.scoring.database)).toEqual(before);
			for (const role of ROLES.filter((one) => mayPass(title, one))) {
				const answer = await act(world, role, door);
				const why = shut(answer);
				if (why !== '') wrong.push(`${role} is refused: ${why} ${answer.text.slice(0, 200)}`);
			}
			expect(wrong).toEqual([]);
		});
	}
});
