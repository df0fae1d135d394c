import { m } from '#lib/i18n/paraglide/messages.js';
import type { Locale } from '#lib/i18n/formats/locale.ts';

/** When a browser or a client may ask again, seconds. */
const RETRY_AFTER_S = 5;

/** Why: the database is away, or so many ask that what can wait is told to. */
type Cause = 'away' | 'busy';

/**
 * What is answered while the database is away or overrun: 503 with the time to ask again, as JSON where JSON was asked and as a
 * page that needs nothing of the portal otherwise. A page that was only read asks again by itself.
 */
export function unavailable(request: Request, locale: Locale, cause: Cause = 'away'): Response {
	const headers = { 'retry-after': String(RETRY_AFTER_S), 'cache-control': 'no-store' };
	const error =
		cause === 'busy'
			? { code: 'busy', message: m.refusal_busy() }
			: { code: 'temporarily_unavailable', message: m.refusal_temporarily_unavailable() };
	const title = cause === 'busy' ? m.ui_error_title_busy() : m.ui_error_title_503();
	if (request.headers.has('x-sveltekit-action')) {
		return Response.json({ type: 'error', status: 503, error }, { status: 503, headers });
	}
	if (!(request.headers.get('accept') ?? '').includes('text/html')) {
		return Response.json(error, { status: 503, headers });
	}
	return new Response(page(request.method === 'GET', locale, { title, text: error.message, cause }), {
		status: 503,
		headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }
	});
}

function page(
	asksAgain: boolean,
	locale: Locale,
	said: { readonly title: string; readonly text: string; readonly cause: Cause }
): string {
	const refresh = asksAgain ? `<meta http-equiv="refresh" content="${String(RETRY_AFTER_S)}">` : '';
	const sent = said.cause === 'busy' ? m.ui_error_text_busy_sending() : m.ui_error_text_503_sending();
	const next = asksAgain ? m.ui_error_text_503_reading() : sent;
	return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">${refresh}
<title>${m.ui_page_title({ title: said.title })}</title>
<style>body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto 0;padding:0 1rem}h1{font-size:1.5rem}</style></head>
<body><main><h1>${said.title}</h1><p>${said.text}</p><p>${next}</p></main></body></html>`;
}
