import type { Handle } from '@sveltejs/kit';
import { createHash } from 'node:crypto';
import { codingFor, FOR_MANY, pack } from './compress.ts';
import type { Coding } from './compress.ts';
import { hasSessionCookie } from './session-cookie.ts';

/** The pages that everybody opens an hour before a deadline, and that are the same for everybody without a session. */
const SHARED: ReadonlySet<string | null> = new Set([
	'/(public)',
	'/(public)/dot-keu-goi',
	'/(public)/dot-keu-goi/[code]',
	'/(public)/ket-qua',
	'/(public)/ket-qua/[id]',
	'/(public)/huong-dan',
	'/(public)/nhat-ky-cong-khai'
]);
/** A page is given out for this long, milliseconds: less than the second in which its own clock counts. */
const KEPT_MS = 500;
/** Addresses kept at once; a search typed by nobody twice is not kept at all. */
const MOST_KEPT = 200;

interface MadePage {
	readonly headers: readonly (readonly [string, string])[];
	readonly body: Buffer;
	/** The body as it was packed for the first reader who takes that coding. */
	readonly packed: Map<Coding, Promise<Uint8Array>>;
}

/**
 * Makes a visitor's page once for all who ask for it at the same time and in the half second after, so that a crowd
 * costs what one reader costs. What this process is told in between makes the pages anew; another process may show
 * the old one for that half second. People with a session, forms, data and searches pass by.
 */
export function visitorPages(now: () => number = () => performance.now()): Handle {
	const kept = new Map<string, { readonly until: number; readonly page: Promise<MadePage | undefined> }>();

	return async ({ event, resolve }) => {
		const { method } = event.request;
		if (method !== 'GET' && method !== 'HEAD') {
			const response = await resolve(event);
			kept.clear();
			return response;
		}
		if (
			method === 'HEAD' ||
			!SHARED.has(event.route.id) ||
			event.isDataRequest ||
			event.url.searchParams.has('tim') ||
			hasSessionCookie(event.cookies)
		) {
			return resolve(event);
		}
		const key = event.url.href;
		const known = kept.get(key);
		if (known !== undefined && known.until > now()) {
			const page = await known.page;
			return page === undefined ? resolve(event) : answerOf(page, event.request);
		}
		const making = Promise.resolve(resolve(event));
		const page = making.then(pageOf, () => undefined);
		if (kept.size >= MOST_KEPT) kept.clear();
		kept.set(key, { until: now() + KEPT_MS, page });
		return making;
	};
}

/** What can be given to others too; anything but a good page without a cookie of its own cannot. */
async function pageOf(response: Response): Promise<MadePage | undefined> {
	const policy = response.headers.get('content-security-policy') ?? '';
	const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
	if (response.status !== 200 || response.headers.has('set-cookie') || nonce === undefined) return undefined;
	const { body, hashes } = namedByContent(await response.clone().text(), nonce);
	const headers = new Headers(response.headers);
	// Of the page that the first reader got, which is longer by its nonces.
	for (const name of ['etag', 'content-length']) headers.delete(name);
	headers.set('content-security-policy', policy.replaceAll(`'nonce-${nonce}'`, hashes.join(' ')));
	return { headers: [...headers], body: Buffer.from(body), packed: new Map() };
}

/**
 * A nonce is for one reader. A page for many names its scripts by the hash of what they say, so that the same bytes
 * serve everybody and nothing else runs.
 */
function namedByContent(
	page: string,
	nonce: string
): { readonly body: string; readonly hashes: readonly string[] } {
	const body = page.replaceAll(` nonce="${nonce}"`, '');
	const hashes = [...body.matchAll(/<script>(.*?)<\/script>/gs)].map(
		([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
	);
	return { body, hashes };
}

async function answerOf(page: MadePage, request: Request): Promise<Response> {
	const headers = new Headers(page.headers.map(([name, value]): [string, string] => [name, value]));
	headers.append('vary', 'accept-encoding');
	const coding = codingFor(request.headers.get('accept-encoding'));
	if (coding === undefined) return new Response(new Uint8Array(page.body), { headers });
	const packing = page.packed.get(coding) ?? pack(coding, page.body, FOR_MANY);
	page.packed.set(coding, packing);
	headers.set('content-encoding', coding);
	return new Response(new Uint8Array(await packing), { headers });
}
