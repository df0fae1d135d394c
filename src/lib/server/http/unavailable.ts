import { m } from '#lib/i18n/paraglide/messages.js';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';

/** When a browser or a client may ask again, seconds. */
const RETRY_AFTER_S = 5;
/** A paper is set within seconds; one that could not be is tried again after minutes. */
const PAPER_AFTER_S = { paper_being_set: 2, paper_not_set: 600, proof_being_sealed: 2 } as const;

/** Why: the database is away, or so many ask that what can wait is told to. */
type Cause = 'away' | 'busy';

interface Said {
	readonly code: string;
	readonly title: string;
	readonly text: string;
	/** What happens next. */
	readonly next: string;
	/** Seconds. */
	readonly after: number;
	/** The page asks again by itself. */
	readonly asksAgain: boolean;
	readonly links: readonly { readonly href: string; readonly label: string }[];
}

/**
 * What is answered while the database is away or overrun: 503 with the time to ask again, as JSON where JSON was asked and as a
 * page that needs nothing of the portal otherwise. A page that was only read asks again by itself.
 */
export function unavailable(request: Request, locale: Locale, cause: Cause = 'away'): Response {
	const asksAgain = request.method === 'GET';
	const busy = cause === 'busy';
	const sent = busy ? m.ui_error_text_busy_sending() : m.ui_error_text_503_sending();
	return answer(request, locale, {
		code: busy ? 'busy' : 'temporarily_unavailable',
		title: busy ? m.ui_error_title_busy() : m.ui_error_title_503(),
		text: busy ? m.refusal_busy() : m.refusal_temporarily_unavailable(),
		next: asksAgain ? m.ui_error_text_503_reading() : sent,
		after: RETRY_AFTER_S,
		asksAgain,
		links: []
	});
}

/** The file or the proof of a paper that is still made, or could not be made so far; `page`: where the paper is read meanwhile. */
export function paperAwaited(
	request: Request,
	locale: Locale,
	code: keyof typeof PAPER_AFTER_S,
	page: string
): Response {
	const coming = code !== 'paper_not_set';
	const words = {
		paper_being_set: [m.results_file_coming_title, m.results_file_coming_next],
		paper_not_set: [m.results_file_late_title, m.results_file_late_next],
		proof_being_sealed: [m.results_proof_coming_title, m.results_proof_coming_next]
	} as const;
	const [title, next] = words[code];
	return answer(request, locale, {
		code,
		title: title(),
		text: sayRefusal({ code }),
		next: next(),
		after: PAPER_AFTER_S[code],
		asksAgain: coming,
		links: [
			{ href: '', label: m.results_file_again() },
			{ href: page, label: m.results_file_page() }
		]
	});
}

function answer(request: Request, locale: Locale, said: Said): Response {
	const headers = { 'retry-after': String(said.after), 'cache-control': 'no-store' };
	const error = { code: said.code, message: said.text };
	if (request.headers.has('x-sveltekit-action')) {
		return Response.json({ type: 'error', status: 503, error }, { status: 503, headers });
	}
	if (!(request.headers.get('accept') ?? '').includes('text/html')) {
		return Response.json(error, { status: 503, headers });
	}
	return new Response(page(locale, said), {
		status: 503,
		headers: { ...headers, 'content-type': 'text/html; charset=utf-8' }
	});
}

function page(locale: Locale, { title, text, next, after, asksAgain, links }: Said): string {
	const refresh = asksAgain ? `<meta http-equiv="refresh" content="${String(after)}">` : '';
	const ways = links.map(({ href, label }) => `<a href="${href}">${label}</a>`).join(' · ');
	return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">${refresh}
<title>${m.ui_page_title({ title })}</title>
<style>body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto 0;padding:0 1rem}h1{font-size:1.5rem}</style></head>
<body><main><h1>${title}</h1><p>${text}</p><p>${next}</p>${ways === '' ? '' : `<p>${ways}</p>`}</main></body></html>`;
}
