import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyTypedLine } from '../../src/lib/contracts/budgets/typed-line.ts';
import { GIA_LAI_COMMUNES } from '../../src/lib/domain/places/gia-lai-communes.ts';
import { contentOf, signIn } from '../support/portal.ts';
import { sampleExe, sampleHtml, samplePdf, sampleSvg } from '../support/sample-files.ts';
import { openAccessWorld } from './access-world.ts';
import type { AccessWorld } from './access-world.ts';
import { NOBODY } from './addresses.ts';
import { cookieOf, isSignIn, send, typed } from './doors.ts';
import type { Answer } from './doors.ts';
import type { TestRole } from './expectations.ts';

let world: AccessWorld;
let close: (() => Promise<void>) | undefined;
beforeAll(async () => {
	world = await openAccessWorld();
	close = () => world.close();
});
afterAll(() => close?.());

type Headers = Readonly<Record<string, string>>;

async function post(
	role: TestRole,
	path: string,
	body: BodyInit | undefined,
	headers: Headers = {},
	method = 'POST'
): Promise<Answer> {
	return send(world, path, {
		method,
		headers: {
			accept: 'application/json',
			origin: world.portal.origin,
			...(await cookieOf(world, role)),
			...headers
		},
		...(body === undefined ? {} : { body })
	});
}

/** A form as a page with scripts posts it: the status stands in the answer. */
async function form(
	role: TestRole,
	path: string,
	fields: Headers | FormData
): Promise<{ status: number; text: string }> {
	const body = fields instanceof FormData ? fields : new URLSearchParams({ ...fields });
	const answer = await post(role, path, body, { 'x-sveltekit-action': 'true' });
	if (answer.status !== 200) return answer;
	const { status = 200 } = JSON.parse(answer.text) as { status?: number };
	return { status, text: answer.text };
}

const patch = (role: TestRole, path: string, body: unknown, headers: Headers = {}): Promise<Answer> =>
	post(role, path, JSON.stringify(body), { 'content-type': 'application/json', ...headers }, 'PATCH');

/** Everything stored; of a refused upload only its outcome is kept, for who sent it. */
async function kept(): Promise<Readonly<Record<string, string>>> {
	return { ...(await contentOf(world.scoring.database)), upload: '', upload_part: '' };
}

/** Refused with these words in it, and nothing stored. */
async function refused(
	run: () => Promise<{ status: number; text: string }>,
	status: number | readonly number[],
	...words: readonly (string | RegExp)[]
): Promise<void> {
	const before = await kept();
	const answer = await run();
	expect([status].flat(), answer.text.slice(0, 400)).toContain(answer.status);
	for (const word of words) expect(answer.text).toMatch(word);
	expect(await kept()).toEqual(before);
}

const organisation = (more: Headers): Headers => ({
	id: world.at.organisation,
	version: '1',
	kind: 'enterprise',
	name: 'Công ty CP Mía đường Ayun Thượng',
	taxCode: '5999902750',
	repName: 'Siu Thị Hà',
	provinceCode: '52',
	communeCode: GIA_LAI_COMMUNES[0]?.code ?? '',
	...more
});

const line = (more: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
	...emptyTypedLine(NOBODY, 10, 2, 'state'),
	content: 'Mua vật liệu',
	unit: 'kg',
	quantity: '1',
	unitPrice: '1000',
	...more
});

describe('a wrong organisation', () => {
	it('a wrong tax code is told at its field, in the language of the page', async () => {
		const wrong = organisation({ taxCode: '5999902751' });
		await refused(() => form('owner', '/to-chuc?/edit', wrong), 400, /taxCode/, /số thuế|Mã số|mã số/);
		await refused(() => form('owner', '/en/to-chuc?/edit', wrong), 400, /taxCode/, /tax code/i);
	});

	it('a name of more than 300 characters', () =>
		refused(
			() => form('owner', '/to-chuc?/edit', organisation({ name: 'Ă'.repeat(301) })),
			400,
			/name/,
			/300/
		));

	it('a version long gone', () =>
		refused(() => form('owner', '/to-chuc?/edit', organisation({ version: '999999' })), [400, 409]));
});

describe('amounts and dates', () => {
	for (const amount of ['1.5', 'một triệu', '-5', '1000000000000000000', '1,5,0', '10²']) {
		it(`an amount of ${amount}`, async () => {
			const path = `/api/ho-so/${world.at.draft}/du-toan`;
			const value = line({ unitPrice: amount });
			const body = typed(world.people.owner.personId, `lines/${NOBODY}`, value);
			await refused(() => patch('owner', path, body), 200, /"kind":"refused"/, /unitPrice/);
		});
	}

	it('the 31st of February', () =>
		refused(
			() =>
				form('measurement', `/van-phong/ho-so/${world.at.surveyed}/khao-sat?/save`, {
					version: '1',
					heldOn: '31/02/2026',
					participants: 'Ông A',
					conclusion: ''
				}),
			400,
			/heldOn/
		));

	it('a grant that ends before it begins', () =>
		refused(
			() =>
				form('administrator', `/quan-tri/nguoi-dung/${world.at.somebody}?/grant`, {
					role: 'auditor',
					from: '02/02/2030',
					to: '01/01/2030',
					confirmed: 'yes'
				}),
			400
		));
});

describe('files', () => {
	const upload = (name: string, bytes: Uint8Array): Promise<{ status: number; text: string }> => {
		const body = new FormData();
		body.set('itemKey', 'application_form');
		body.set('file', new File([new Uint8Array(bytes)], name, { type: 'application/pdf' }));
		return form('owner', `/ho-so/${world.at.draft}/tai-lieu?/upload`, body);
	};

	it('an empty one', () => refused(() => upload('don.pdf', new Uint8Array()), [400, 413]));
	it('a program with another name', () => refused(() => upload('don.pdf', sampleExe()), 400));
	it('HTML as PDF', () => refused(() => upload('don.pdf', sampleHtml()), 400));
	it('SVG as PDF', () => refused(() => upload('don.pdf', sampleSvg()), 400));
	it('a name that leads elsewhere does not', () => refused(() => upload('../../don.exe', samplePdf()), 400));
	it('more than the plain form takes', () =>
		refused(() => upload('don.pdf', Buffer.concat([samplePdf(), Buffer.alloc(7_000_000)])), [400, 413]));
	it('more than the server takes at all', () =>
		refused(() => upload('don.pdf', Buffer.alloc(11_000_000)), 413));
});

describe('forged and malformed requests', () => {
	const section = (): string => `/api/ho-so/${world.at.draft}/phan/${world.at.section}`;
	const summary = (value: unknown) => typed(world.people.owner.personId, 'summary', value);

	it('a role that an organisation cannot give', () =>
		refused(
			() =>
				form('owner', '/to-chuc/nguoi-dung?/add', {
					organisationId: world.at.organisation,
					fullName: 'Ksor Hà',
					email: 'ksor.ha@chuan.test',
					role: 'director'
				}),
			400,
			/role/
		));

	it('an organisation that is not one’s own', () =>
		refused(
			() =>
				form('stranger', '/to-chuc/nguoi-dung?/add', {
					organisationId: world.at.organisation,
					fullName: 'Ksor Hà',
					email: 'ksor.ha@chuan.test',
					role: 'editor'
				}),
			404
		));

	it('an object where text belongs', () =>
		refused(() => patch('owner', section(), summary({ a: 1 })), 200, /"kind":"refused"/, /summary/));

	it('an object where an amount belongs', () => {
		const path = `/api/ho-so/${world.at.draft}/du-toan`;
		const body = typed(world.people.owner.personId, `lines/${NOBODY}`, line({ unitPrice: { a: 1 } }));
		return refused(() => patch('owner', path, body), 200, /"kind":"refused"/);
	});

	it('keys of the prototype', () => {
		const forged = JSON.stringify(summary('x')).replace('"summary"', '"__proto__"');
		const polluting = forged.replace('"x"', '{"__proto__":{"polluted":true}}');
		const headers = { 'content-type': 'application/json' };
		return refused(() => post('owner', section(), polluting, headers, 'PATCH'), 200, /"kind":"refused"/);
	});

	it('JSON from another site, with the person’s cookies', async () => {
		const evil = { origin: 'https://evil.example' };
		await refused(() => patch('owner', section(), summary('x'), evil), 403);
		await refused(
			() => patch('owner', section(), summary('x'), { ...evil, 'sec-fetch-site': 'cross-site' }),
			403
		);
	});

	it('a form from another site, with the person’s cookies', () =>
		refused(
			() =>
				post('owner', '/to-chuc?/edit', new URLSearchParams({ ...organisation({ name: 'Tên khác' }) }), {
					origin: 'https://evil.example'
				}),
			403
		));

	it('no cookies', () => refused(() => patch('visitor', section(), summary('x')), 401));

	it('a body of 11 million bytes', () =>
		refused(() => patch('owner', section(), summary('x'.repeat(11_000_000))), 413));

	it('a stranger’s form of 300,000 bytes, which does not come back in the answer', async () => {
		const email = 'x'.repeat(300_000);
		const answer = await post('visitor', '/dang-nhap', new URLSearchParams({ email, password: 'y' }));
		expect(answer.status).toBe(413);
		expect(answer.text.length).toBeLessThan(20_000);
		const short = await form('visitor', '/dang-nhap', { email: 'x'.repeat(5_000), password: 'y' });
		expect(short.status).toBe(400);
		expect(short.text).not.toContain('x'.repeat(1_001));
	});

	it('what is not JSON, and what is not UTF-8', async () => {
		const headers = { 'content-type': 'application/json' };
		for (const path of [section(), `/api/ho-so/${world.at.draft}/du-toan`, `/api/cham/${world.at.case}`]) {
			const role = path.startsWith('/api/cham') ? 'reviewer' : 'owner';
			await refused(() => post(role, path, '{"patches":', headers, 'PATCH'), 400);
			const bytes = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
			await refused(() => post(role, path, bytes, headers, 'PATCH'), 400);
			await refused(() => post(role, path, 'null', headers, 'PATCH'), 400);
			await refused(() => post(role, path, '[]', headers, 'PATCH'), 400);
		}
	});

	it('a form that is none', async () => {
		const broken = { 'content-type': 'multipart/form-data; boundary=x', 'x-sveltekit-action': 'true' };
		await refused(() => post('owner', '/to-chuc?/edit', 'not the boundary', broken), [400, 415]);
		await refused(
			() => post('owner', '/to-chuc?/edit', '{}', { 'content-type': 'application/json' }),
			[400, 415]
		);
	});

	it('an act that does not exist', () => refused(() => form('owner', '/to-chuc?/destroy', {}), 404));

	it('ids that are none, in every place of an address', async () => {
		for (const id of ["'", '%00', '..%2F..%2Fetc', 'null', '1', `${NOBODY}0`]) {
			const headers = { accept: 'text/html', ...(await cookieOf(world, 'director')) };
			for (const place of ['/van-phong/ho-so/', '/van-phong/dot/', '/tham-dinh/', '/van-ban/']) {
				const answer = await send(world, `${place}${id}`, { headers });
				expect([place, id, answer.status]).toEqual([place, id, expect.toSatisfy(clientError)]);
			}
		}
	});
});

const clientError = (status: number): boolean => status >= 400 && status < 500;

describe('what looks wrong and is not', () => {
	it('an amount in the digits of an East Asian keyboard is read as digits', async () => {
		const value = line({ unitPrice: '１２３' });
		const body = typed(world.people.owner.personId, `lines/${NOBODY}`, value);
		const answer = await patch('owner', `/api/ho-so/${world.at.draft}/du-toan`, body);
		expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('"kind":"applied"')]);
		const { rows } = await world.scoring.database.owner.query<{ price: string }>(
			'SELECT unit_price::text AS price FROM budget_line WHERE content = $1',
			['Mua vật liệu']
		);
		expect(rows.map(({ price }) => Number(price))).toEqual([123]);
	});

	it('a decomposed name is stored composed', async () => {
		const name = 'Công ty CP Mía đường Ayun Thượng Gia Lai';
		const { owner } = world.scoring.database;
		const before = await owner.query<{ version: number }>('SELECT version FROM organisation WHERE id = $1', [
			world.at.organisation
		]);
		const version = String(before.rows[0]?.version);
		const fields = organisation({ name: name.normalize('NFD'), version });
		const answer = await form('owner', '/to-chuc?/edit', fields);
		expect(answer.status, answer.text).toBe(303);
		// Its dossiers are under way, so that the name waits for the office.
		const after = await owner.query<{ name: string }>(
			`SELECT name FROM organisation_change WHERE organisation_id = $1 AND state = 'waiting'`,
			[world.at.organisation]
		);
		expect(after.rows[0]?.name).toBe(name.normalize('NFC'));
	});
});

describe('a role that ends', () => {
	it('ends what its holder may do at once: the session, and every session after it', async () => {
		const { rows } = await world.scoring.database.owner.query<{ id: string }>(
			'SELECT id FROM account WHERE person_id = $1',
			[world.at.somebody]
		);
		const accountId = rows[0]?.id ?? '';
		const read = async (cookie: string): Promise<Answer> =>
			send(world, '/nguon-kinh-phi', { headers: { accept: 'text/html', cookie } });
		const cookie = await signIn(world.scoring.database, accountId);
		expect((await read(cookie)).status).toBe(200);
		const path = `/quan-tri/nguoi-dung/${world.at.somebody}?/revoke`;
		const ended = await form('administrator', path, { grantId: world.at.somebodysGrant, confirmed: 'yes' });
		expect(ended.status, ended.text).toBe(200);
		const after = await read(cookie);
		expect([after.status, isSignIn(after.location)]).toEqual([303, true]);
		// Even a session that was kept somewhere opens nothing any more.
		expect((await read(await signIn(world.scoring.database, accountId))).status).toBe(404);
	});
});
