import { markupText } from '#lib/domain/shared/markup-text.ts';
import { listPublicCalls } from '#lib/server/app/calls/public-calls.ts';
import { listPublishedResults } from '#lib/server/app/records/published-results.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { valueOrError } from './refusal-response.ts';

/** Newest of each kind; with both languages far below the 50,000 addresses that one file may hold. */
const MOST = 1_000;

const ALWAYS = [
	'/',
	'/dot-keu-goi',
	'/ket-qua',
	'/huong-dan',
	'/kiem-tra',
	'/bao-ve-du-lieu',
	'/kha-nang-tiep-can'
] as const;

/** Addresses of what everybody may read, without their language. */
export async function publicAddresses(ctx: Context, url: URL): Promise<readonly string[]> {
	const [calls, results] = await Promise.all([
		listPublicCalls(ctx, { standing: 'all', search: '', page: 1, size: MOST }),
		listPublishedResults(ctx, { search: '', year: undefined, page: 1, size: MOST })
	]);
	return [
		...ALWAYS,
		...valueOrError(calls, url).rows.map(({ code }) => `/dot-keu-goi/${encodeURIComponent(code)}`),
		...new Set(valueOrError(results, url).rows.map(({ recordId }) => `/ket-qua/${recordId}`))
	];
}

/** Each address in both languages, which name each other. */
export function siteMap(addresses: readonly string[], origin: string): string {
	const link = (hreflang: string, href: string): string =>
		`<xhtml:link rel="alternate" hreflang="${hreflang}" href="${markupText(href)}"/>`;
	const urls = addresses.flatMap((path) => {
		const vi = `${origin}${path}`;
		const en = `${origin}/en${path === '/' ? '' : path}`;
		const links = link('vi', vi) + link('en', en);
		return [vi, en].map((at) => `<url><loc>${markupText(at)}</loc>${links}</url>`);
	});
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
		...urls,
		'</urlset>',
		''
	].join('\n');
}
