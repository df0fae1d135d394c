import { randomUUID } from 'node:crypto';
import type { AccessWorld } from './access-world.ts';
import { addressOf, formOf, NOBODY } from './addresses.ts';
import { keepSignedIn } from '../support/portal.ts';
import { samplePdf } from '../support/sample-files.ts';
import type { TestRole } from './expectations.ts';

export interface Answer {
	readonly status: number;
	/** Where it leads, without the origin. */
	readonly location: string;
	readonly text: string;
}

/** A token that is the same for every request of a role: some requests end it, and it is put back. */
const tokenOf = (role: TestRole): string => `phien-cua-${role}-0000000000000000`;

export async function cookieOf(world: AccessWorld, role: TestRole): Promise<Record<string, string>> {
	if (role === 'visitor') return {};
	await keepSignedIn(world.scoring.database, world.people[role].accountId, tokenOf(role));
	return { cookie: `chuan_session=${tokenOf(role)}` };
}

export async function send(world: AccessWorld, path: string, init: RequestInit = {}): Promise<Answer> {
	const { origin } = world.portal;
	const answer = await fetch(`${origin}${path}`, { redirect: 'manual', ...init });
	return {
		status: answer.status,
		location: (answer.headers.get('location') ?? '').replace(origin, ''),
		text: await answer.text()
	};
}

export async function view(
	world: AccessWorld,
	role: TestRole,
	route: string,
	missing = false
): Promise<Answer> {
	// The resumable protocol's version goes along; pages do not look at it.
	const headers = { accept: 'text/html', 'tus-resumable': '1.0.0', ...(await cookieOf(world, role)) };
	return send(world, addressOf(route, world.at, missing), { headers });
}

interface Body {
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: BodyInit;
}

const json = (value: unknown): Body => ({
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(value)
});

/** What a page sends for one box that was typed in. */
export function typed(person: string, path: string, value: unknown, base = 0) {
	const [id, run] = [randomUUID(), randomUUID()];
	const operations = [{ id, run, number: 1, path, base, value }];
	return { person, device: randomUUID(), run, settled: 0, revision: base, operations };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** What a method of an endpoint is sent: well formed, about the world, stale where there is a version. */
function bodyOf(door: string, world: AccessWorld, role: TestRole, missing: boolean): Body {
	const tus = { 'tus-resumable': '1.0.0' };
	switch (door) {
		case '/api/ho-so/[id]/phan/[section] PATCH':
		case '/api/ho-so/[id]/du-toan PATCH':
		case '/api/cham/[id] PATCH':
		case '/api/tham-dinh/[id] PATCH':
		case '/api/kiem-tra/[id] PATCH':
		case '/api/khao-sat/[id] PATCH':
			return json(typed(role === 'visitor' ? NOBODY : world.people[role].personId, 'khong_co', 'x'));
		case '/api/tai-len POST': {
			const about = {
				applicationId: missing ? NOBODY : world.at.draft,
				itemKey: 'khong_co',
				filename: 'a.pdf'
			};
			const metadata = Object.entries(about).map(([key, value]) => `${key} ${base64(value)}`);
			return { headers: { ...tus, 'upload-length': '1000', 'upload-metadata': metadata.join(',') } };
		}
		case '/api/tai-len/[id] PATCH': {
			const headers = { ...tus, 'content-type': 'application/offset+octet-stream', 'upload-offset': '999' };
			return { headers, body: 'x' };
		}
		default:
			return { headers: tus };
	}
}

/** A form as a browser with scripts posts it, so that the outcome comes back without the page around it. */
function postedForm(door: string, world: AccessWorld, missing: boolean): Body {
	const headers = { 'x-sveltekit-action': 'true' };
	const fields = formOf(missing ? missingPlaces(world.at) : world.at, door);
	if (!door.endsWith(' upload')) return { headers, body: new URLSearchParams({ ...fields }) };
	const body = new FormData();
	for (const [name, value] of Object.entries(fields)) body.set(name, value);
	body.set('file', new File([new Uint8Array(samplePdf())], 'a.pdf', { type: 'application/pdf' }));
	return { headers, body };
}

/** Ids that nothing has, each its own: what comes back tells equal texts apart from unequal ones. */
function missingPlaces(at: AccessWorld['at']): AccessWorld['at'] {
	const ids = Object.keys(at).map((place, index) => [
		place,
		`0f0f0f0f-0f0f-4f0f-8f0f-${String(index).padStart(12, '0')}`
	]);
	return Object.fromEntries(ids) as AccessWorld['at'];
}

/** The outcome of an act: of a form action, the status that it failed or went on with. */
export async function act(
	world: AccessWorld,
	role: TestRole,
	door: { readonly route: string; readonly act: string; readonly page: boolean },
	missing = false
): Promise<Answer> {
	const name = `${door.route} ${door.act}`;
	const { headers, body } = door.page ? postedForm(name, world, missing) : bodyOf(name, world, role, missing);
	const council = `?hoi-dong=${missing ? NOBODY : world.at.council}`;
	const action = door.page && door.act !== 'default' ? `?/${door.act}` : '';
	const query = door.route === '/api/cham/[id]' ? council : action;
	const answer = await send(world, `${addressOf(door.route, world.at, missing)}${query}`, {
		method: door.page ? 'POST' : door.act,
		headers: {
			accept: 'application/json',
			origin: world.portal.origin,
			...headers,
			...(await cookieOf(world, role))
		},
		...(body === undefined ? {} : { body })
	});
	if (!door.page || answer.status !== 200) return answer;
	const told = JSON.parse(answer.text) as { type: string; status?: number; location?: string };
	return { status: told.status ?? 200, location: told.location ?? '', text: answer.text };
}

/** What differs between two answers only because they are two: request ids, nonces, times, ids in addresses. */
export function comparable({ text }: Answer): string {
	return text
		.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
		.replace(/nonce="[^"]*"/g, 'nonce')
		.replace(/__sveltekit_\w+/g, '__sveltekit')
		.replace(/(?:TASK|MAP|DX)-2026-\d+|KHONG-CO-0/g, 'CODE')
		.replace(/\d{2}:\d{2}(?::\d{2})?/g, 'TIME');
}

export const isSignIn = (location: string): boolean => /^\/(?:en\/)?dang-nhap\?ve=/.test(location);
