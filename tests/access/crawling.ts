import { ROUTES } from '../../src/lib/domain/access/routes.ts';
import { readMarkup } from './markup.ts';
import type { Markup } from './markup.ts';

export interface Visited {
	/** Path and query, as asked. */
	readonly path: string;
	/** The page that led here; '' for the first. */
	readonly from: string;
	readonly status: number;
	readonly type: string;
	readonly location: string;
	/** Empty for what is no text. */
	readonly body: string;
	readonly bytes: Buffer | undefined;
	readonly markup: Markup | undefined;
}

export interface Crawler {
	readonly origin: string;
	readonly cookie: string;
	/** Assets that some reader has fetched before: the same for everybody. */
	readonly assets: Map<string, number>;
}

const AT_ONCE = 4;
/** Of one address with the same names in its query, in other words: a list sorted and paged in each way. */
const MOST_QUERIES = 3;
const MOST_OF_A_KIND = 5;

const patterns = Object.keys(ROUTES).map((id) => {
	const path = id.replace(/\/\([a-z]+\)/g, '').replace(/\/\[\[[a-z]+\]\]/g, '(?:/[^/]+)?');
	return {
		id,
		pattern: new RegExp(`^${path.replace(/\[\.{3}[a-z]+\]/g, '.+').replace(/\[[a-z]+\]/g, '[^/]+')}/?$`),
		fixed: !id.includes('[')
	};
});

/** The route of an address without its language; a fixed one before one with parameters. */
export function routeOf(pathname: string): string | undefined {
	const bare = pathname.replace(/^\/en(?=\/|$)/, '') || '/';
	const fitting = patterns.filter(
		({ pattern, id }) => pattern.test(bare === '/' ? '' : bare) || (bare === '/' && id === '/(public)')
	);
	return (fitting.find(({ fixed }) => fixed) ?? fitting[0])?.id;
}

export async function visit({ origin, cookie }: Crawler, path: string, from = ''): Promise<Visited> {
	const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) };
	const answer = await fetch(`${origin}${path}`, { redirect: 'manual', headers });
	const type = answer.headers.get('content-type') ?? '';
	const bytes = Buffer.from(await answer.arrayBuffer());
	const body = /text|json|javascript|svg/.test(type) ? bytes.toString('utf8') : '';
	return {
		path,
		from,
		status: answer.status,
		type,
		location: (answer.headers.get('location') ?? '').replace(origin, ''),
		body,
		bytes: type.includes('pdf') ? bytes : undefined,
		markup: type.includes('text/html') ? readMarkup(body) : undefined
	};
}

/**
 * Follows every link from `start`, within the language that it begins in. Forms are not sent. In English, where the
 * addresses are the same, some pages of each kind stand for all.
 */
export async function crawl(crawler: Crawler, start: string, seen: (page: Visited) => void): Promise<void> {
	const english = start === '/en' || start.startsWith('/en/');
	const known = new Set<string>([start]);
	const queries = new Map<string, number>();
	const kinds = new Map<string, number>();
	let queue: { readonly path: string; readonly from: string }[] = [{ path: start, from: '' }];
	const enqueue = (href: string, page: Visited, otherLanguage: boolean): void => {
		const url = new URL(href, `${crawler.origin}${page.path}`);
		if (url.origin !== crawler.origin || !url.protocol.startsWith('http')) return;
		const path = url.pathname + url.search;
		if (known.has(path) || (otherLanguage && english !== path.startsWith('/en'))) return;
		known.add(path);
		if (url.search !== '') {
			const kind = `${url.pathname}?${[...url.searchParams.keys()].sort().join('&')}`;
			const before = queries.get(kind) ?? 0;
			if (before >= MOST_QUERIES) return;
			queries.set(kind, before + 1);
		}
		const route = routeOf(url.pathname) ?? '';
		const visits = (kinds.get(route) ?? 0) + 1;
		kinds.set(route, visits);
		if (english && visits > MOST_OF_A_KIND) return;
		queue.push({ path, from: page.path });
	};
	while (queue.length > 0) {
		const batch = queue.slice(0, AT_ONCE);
		queue = queue.slice(AT_ONCE);
		for (const page of await Promise.all(batch.map(({ path, from }) => visit(crawler, path, from)))) {
			seen(page);
			if (page.location !== '') enqueue(page.location, page, false);
			for (const link of page.markup?.links ?? []) {
				if (!link.asset) enqueue(link.href, page, link.otherLanguage);
				else await fetchAsset(crawler, link.href, page);
			}
		}
	}
}

async function fetchAsset({ origin, assets }: Crawler, href: string, page: Visited): Promise<void> {
	const url = new URL(href, `${origin}${page.path}`);
	if (url.origin !== origin || assets.has(url.pathname)) return;
	assets.set(url.pathname, 0);
	const answer = await fetch(url);
	await answer.body?.cancel();
	assets.set(url.pathname, answer.status);
}
