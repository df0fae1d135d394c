import { m } from '#lib/i18n/paraglide/messages.js';
import type { KeptPage } from './kept-pages.ts';

/** Its own rules: it runs no script and loads nothing. */
const POLICY = `default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const LOOK = `:root{color-scheme:light dark;font:1rem/1.5 "Source Sans 3 Variable",system-ui,sans-serif}
body{margin:0 auto;padding:2rem 1rem;max-width:42rem}h1{font-size:1.5rem;line-height:2rem}h2{font-size:1.125rem}
a{color:LinkText;display:inline-block;padding:.5rem 0}ul{list-style:none;margin:0;padding:0}`;

/** What stands in place of a page that cannot be opened without a line: why, and which ones can be. */
export function noLinePage(address: string, kept: readonly KeptPage[]): Response {
	const locale = /^\/en(\/|$|\?)/.test(address) ? 'en' : 'vi';
	const say = { locale } as const;
	const list = kept.map(
		({ address: at, title }) => `<li><a href="${escaped(at)}">${title || escaped(at)}</a></li>`
	);
	const body = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(m.drafts_no_line_title({}, say))}</title><style>${LOOK}</style></head><body><main>
<h1>${escaped(m.drafts_no_line_title({}, say))}</h1>
<p>${escaped(m.drafts_no_line_text({}, say))}</p>
<p><a href="${escaped(address)}">${escaped(m.drafts_try_again({}, say))}</a></p>
${kept.length === 0 ? '' : `<h2>${escaped(m.drafts_no_line_kept({}, say))}</h2><ul>${list.join('')}</ul>`}
</main></body></html>`;
	const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY };
	return new Response(body, { status: 503, headers });
}

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (letter) => `&#${String(letter.charCodeAt(0))};`);
}
