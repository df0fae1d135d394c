import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PAGE_OF } from '../../src/lib/contracts/page-of.ts';
import { contentOf } from '../support/portal.ts';
import { openAccessWorld } from './access-world.ts';
import type { AccessWorld } from './access-world.ts';
import { NOBODY } from './addresses.ts';
import { cookieOf, send } from './doors.ts';

let world: AccessWorld;
beforeAll(async () => {
	world = await openAccessWorld();
});
afterAll(() => world.close());

const NAME = 'Người Khác Hẳn';

/** One's own name, sent from a page that was made for `owner`. */
async function rename(
	cookies: Readonly<Record<string, string>>,
	owner: string,
	scripted = true
): Promise<{ status: number; text: string }> {
	const said = owner === '' ? '' : `; ${PAGE_OF}=${owner}`;
	const { cookie = '' } = cookies;
	return send(world, '/tai-khoan?/profile', {
		method: 'POST',
		headers: {
			accept: 'application/json',
			origin: world.portal.origin,
			cookie: `${cookie}${said}`.replace(/^; /, ''),
			...(scripted ? { 'x-sveltekit-action': 'true' } : {})
		},
		body: new URLSearchParams({ fullName: NAME, title: '', phone: '', password: 'bí mật' })
	});
}

describe('a form of a page that was made for somebody else', () => {
	it('is refused in words, with what was typed, and writes nothing', async () => {
		const before = await contentOf(world.scoring.database);
		const answer = await rename(await cookieOf(world, 'owner'), NOBODY);
		expect(JSON.parse(answer.text)).toMatchObject({ type: 'failure', status: 401 });
		expect(answer.text).toContain('tài khoản của người khác');
		expect(answer.text).toContain(NAME);
		expect(answer.text).not.toContain('bí mật');
		expect(await contentOf(world.scoring.database)).toEqual(before);
	});

	it('is refused without scripts too', async () => {
		const before = await contentOf(world.scoring.database);
		expect((await rename(await cookieOf(world, 'owner'), NOBODY, false)).status).toBe(401);
		expect(await contentOf(world.scoring.database)).toEqual(before);
	});
});

describe('a form that is sent after the session has ended', () => {
	it('is answered as its page answers a refusal, so that the page can say it', async () => {
		const answer = await rename({}, NOBODY);
		expect(answer.status).toBe(200);
		expect(JSON.parse(answer.text)).toMatchObject({ type: 'failure', status: 401 });
		expect(answer.text).toContain('Vui lòng đăng nhập');
		expect(answer.text).toContain(NAME);
	});
});
