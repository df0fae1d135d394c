import { m } from '#lib/i18n/paraglide/messages.js';
import type { Locale } from '#lib/i18n/formats/locale.ts';

/** When a browser or a client may ask again, seconds. */
const RETRY_AFTER_S = 5;

/**
 * What is answered while the database is away: 503 with the time to ask again, as JSON where JSON was asked and as a
 * page that needs nothing of the portal otherwise. A page that was only read asks again by itself.
 */
export function unavailable(request: Request, locale: Locale): Response {
	const headers = { 'retry-after': String(RETRY_AFTER_S), 'cache-control': 'no-store' };
	const error = { code: 'temporarily_unavailable', message: m.refusal_temporarily_unavailable() };
	if (request.headers.has('x-sveltekit-action')) {
		return Response.json({ type: 'error', status: 503, error }, { status: 503, headers });
	}
	if (!(request.headers.get('accept') ?? '').includes('text/html')) {
		return Response.json(error, { status: 503, headers });
	}
	return new Response(page(request.method === 'GET', locale), {
		status: 503,
		headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }
	});
}

function page(asksAgain: boolean, locale: Locale): string {
	const refresh = asksAgain ? `<meta http-equiv="refresh" content="${String(RETRY_AFTER_S)}">` : '';
	const next = asksAgain ? m.ui_error_text_503_reading() : m.ui_error_text_503_sending();
	return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">${refresh}
<title>${m.ui_page_title({ title: m.ui_error_title_503() })}</title>
<style>body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto 0;padding:0 1rem}h1{font-size:1.5rem}</style></head>
<body><main><h1>${m.ui_error_title_503()}</h1><p>${m.refusal_temporarily_unavailable()}</p><p>${next}</p></main></body></html>`;
}
