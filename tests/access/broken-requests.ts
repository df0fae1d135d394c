import http from 'node:http';
import { Readable } from 'node:stream';
import type { AccessWorld } from './access-world.ts';
import { cookieOf } from './doors.ts';
import type { TestRole } from './expectations.ts';

/** A request as its headers and the bytes behind them. */
export interface Broken {
	readonly name: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | Uint8Array;
}

const URLENCODED = 'application/x-www-form-urlencoded';
const part = (disposition: string, content: string): string =>
	`--x\r\ncontent-disposition: form-data; ${disposition}\r\n\r\n${content}\r\n`;

/** Bodies that are no form, whatever the form would ask for. */
export const NO_FORMS: readonly Broken[] = [
	{ name: 'JSON', headers: { 'content-type': 'application/json' }, body: '{"version":1}' },
	{ name: 'no content type', headers: {}, body: 'version=1' },
	{ name: 'an unknown content type', headers: { 'content-type': 'a/b; c="' }, body: 'version=1' },
	{ name: 'plain text', headers: { 'content-type': 'text/plain' }, body: 'version=1' },
	{
		name: 'multipart without a boundary',
		headers: { 'content-type': 'multipart/form-data' },
		body: part('name="version"', '1')
	},
	{
		name: 'another boundary',
		headers: { 'content-type': 'multipart/form-data; boundary=y' },
		body: `${part('name="version"', '1')}--x--\r\n`
	},
	{
		name: 'multipart that breaks off',
		headers: { 'content-type': 'multipart/form-data; boundary=x' },
		body: '--x\r\ncontent-disposition: form-data; name="ver'
	},
	{
		name: 'a part without a name',
		headers: { 'content-type': 'multipart/form-data; boundary=x' },
		body: `${part('filename="a"', '1')}--x--\r\n`
	}
];

/** What no field of any form asks for. */
export const ODD_TEXTS: readonly string[] = [
	'a\0b',
	'\u202e\ufeff',
	'9007199254740991',
	'2147483648',
	'-1e9',
	'{"a":{"b":1}}',
	'31/02/2026',
	'__proto__',
	'Ă'.repeat(1_500)
];

/** A form with every name of `fields`, each holding `text`, once or twice. */
export function filledWith(fields: readonly string[], text: string, times = 1): Broken {
	const body = new URLSearchParams();
	for (const name of fields) for (let time = 0; time < times; time += 1) body.append(name, text);
	return {
		name: `${text.slice(0, 20)}, ${String(times)} times`,
		headers: { 'content-type': URLENCODED },
		body: body.toString()
	};
}

/** The form as it should be, but for one field. */
export function butFor(fields: Readonly<Record<string, string>>, name: string, text: string): Broken {
	const body = new URLSearchParams({ ...fields, [name]: text }).toString();
	return { name: `${name}=${text}`, headers: { 'content-type': URLENCODED }, body };
}

/** Files where texts belong, and texts where files belong. */
export function swapped(fields: readonly string[]): Broken {
	const parts = fields.map((name) => part(`name="${name}"; filename="a.txt"`, 'x')).join('');
	return {
		name: 'files for texts',
		headers: { 'content-type': 'multipart/form-data; boundary=x' },
		body: `${parts}${part('name="file"', 'x')}--x--\r\n`
	};
}

/** Names that are no plain keys of an object, and one with NUL in it. */
export function oddNames(fields: Readonly<Record<string, string>>): Broken {
	const body = new URLSearchParams({ ...fields });
	for (const name of ['__proto__', 'constructor', 'a\0b', 'organisation.__proto__', 'lines/__proto__/x', ''])
		body.append(name, 'x');
	return { name: 'odd names', headers: { 'content-type': URLENCODED }, body: body.toString() };
}

const json = (name: string, body: string): Broken => ({
	name,
	headers: { 'content-type': 'application/json' },
	body
});

/** What no endpoint takes for JSON of its own. */
export const NO_MESSAGES: readonly Broken[] = [
	...['', 'null', '[]', '"x"', '1', '{', '{"patches":', '{"a":1}{', '{}'].map((text) => json(text, text)),
	json('deep', `${'['.repeat(50_000)}${']'.repeat(50_000)}`),
	json('deep within', `{"patches":${'[{"a":'.repeat(40)}1${'}]'.repeat(40)}}`),
	json('prototype', '{"__proto__":{"version":1},"constructor":{"prototype":1}}'),
	{ ...json('no UTF-8', ''), body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]) },
	{ name: 'a form', headers: { 'content-type': URLENCODED }, body: 'a=1' }
];

export interface Told {
	readonly status: number;
	readonly text: string;
}

/** Sends exactly these bytes and headers, the path as it is written: `fetch` would mend both. */
export async function sendRaw(
	world: AccessWorld,
	role: TestRole,
	method: string,
	path: string,
	broken: Partial<Broken> = {}
): Promise<Told> {
	const { hostname, port } = new URL(world.portal.origin);
	const headers = {
		accept: 'text/html',
		origin: world.portal.origin,
		...(await cookieOf(world, role)),
		...broken.headers
	};
	return new Promise((resolve, reject) => {
		const asked = http.request({ hostname, port, method, path, headers, agent: false }, (answer) => {
			const pieces: Buffer[] = [];
			answer.on('data', (piece: Buffer) => pieces.push(piece));
			answer.on('error', reject);
			answer.on('end', () =>
				resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') })
			);
		});
		asked.on('error', reject);
		asked.end(broken.body);
	});
}

/** A body that is announced as too long, of which one byte is sent: the answer does not wait for the rest. */
export async function announceTooMuch(
	world: AccessWorld,
	role: TestRole,
	method: string,
	path: string,
	type: string
): Promise<number> {
	const { hostname, port } = new URL(world.portal.origin);
	const headers = {
		accept: 'text/html',
		origin: world.portal.origin,
		'content-type': type,
		'content-length': '11000000',
		...(await cookieOf(world, role))
	};
	return new Promise((resolve, reject) => {
		const asked = http.request({ hostname, port, method, path, headers, agent: false }, (answer) => {
			answer.resume();
			resolve(answer.statusCode ?? 0);
			asked.destroy();
		});
		asked.on('error', reject);
		Readable.from(['a']).pipe(asked, { end: false });
	});
}
