import type { Handle } from '@sveltejs/kit';
import { randomBytes } from 'node:crypto';
import { hasSessionCookie } from './session-cookie.ts';

/** The pages that everybody opens an hour before a deadline, and that are the same for everybody without a session. */
const SHARED: ReadonlySet<string | null> = new Set([
	'/(public)',
	'/(public)/dot-keu-goi',
	'/(public)/dot-keu-goi/[code]',
	'/(public)/ket-qua',
	'/(public)/ket-qua/[id]',
	'/(public)/huong-dan'
]);
/** A page is given out for this long, milliseconds: less than the second in which its own clock counts. */
const KEPT_MS = 500;
/** Addresses kept at once; a search typed by nobody twice is not kept at all. */
const MOST_KEPT = 200;

interface MadePage {
	readonly headers: readonly (readonly [string, string])[];
	readonly body: string;
	/** Of the scripts that the page may run; each reader gets another. */
	readonly nonce: string;
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
			return page === undefined ? resolve(event) : answerOf(page);
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
	const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];
	if (response.status !== 200 || response.headers.has('set-cookie') || nonce === undefined) return undefined;
	const body = await response.clone().text();
	return { headers: [...response.headers].filter(([name]) => name !== 'etag'), body, nonce };
}

function answerOf({ headers, body, nonce }: MadePage): Response {
	const own = randomBytes(16).toString('base64');
	return new Response(body.replaceAll(nonce, own), {
		headers: headers.map(([name, value]): [string, string] => [name, value.replaceAll(nonce, own)])
	});
}
