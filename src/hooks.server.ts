import { AsyncLocalStorage } from 'node:async_hooks';
import { error, isHttpError, isRedirect, redirect } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import { NOBODY, PERSON_HEADER } from '#lib/contracts/drafts/page-person.ts';
import { networkOf } from '#lib/domain/access/network.ts';
import type { SessionStrength } from '#lib/domain/access/second-factor.ts';
import { mayEnter } from '#lib/domain/access/routes.ts';
import { identifiers } from '#lib/server/ids.ts';
import { recordRefusedRead } from '#lib/server/app/audit/record-refused-read.ts';
import { askedObject } from '#lib/server/http/asked-object.ts';
import { clientAddress } from '#lib/server/http/client-address.ts';
import { guardEveryAnswer } from '#lib/server/http/answer-headers.ts';
import { browserOf } from '#lib/server/http/browser.ts';
import { laneOf, stampArrival } from '#lib/server/http/arrival.ts';
import { compressed } from '#lib/server/http/compress.ts';
import { log } from '#lib/server/http/log.ts';
import { fromOwnOrigin } from '#lib/server/http/origin-check.ts';
import { isDatabaseAway } from '#lib/server/db/database-away.ts';
import { isScripted, madeForActor, refusedAct } from '#lib/server/http/refused-act.ts';
import { isShed, kindOf } from '#lib/server/http/shedding.ts';
import { unavailable } from '#lib/server/http/unavailable.ts';
import { withRendered } from '#lib/server/http/render-once.ts';
import { runningApp } from '#lib/server/http/running-app.ts';
import { clearSessionCookie, hasSessionCookie, readSessionCookie } from '#lib/server/http/session-cookie.ts';
import { visitorPages } from '#lib/server/http/visitor-pages.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { localeOfPath } from '#lib/i18n/address.ts';
import { localizeHref, overwriteServerAsyncLocalStorage } from '#lib/i18n/paraglide/runtime.js';

guardEveryAnswer({ secure: process.env['ORIGIN']?.startsWith('https:') === true });

export const init: ServerInit = async () => {
	await runningApp();
};

function personIn({ actor }: App.Locals): string {
	return actor.kind === 'person' ? actor.personId : '';
}

/** Behind which proxies somebody asks is known from the moment that the session is. */
function networkIn(event: RequestEvent): string {
	return 'ctx' in event.locals ? networkOf(clientAddress(event)) : '';
}

/** A line a request: who asked and from which network, never the whole address, and nothing that was sent. */
const trace: Handle = async ({ event, resolve }) => {
	event.locals.requestId = identifiers.v4();
	event.locals.actor = { kind: 'visitor' };
	const started = performance.now();
	let status = 500;
	try {
		const response = await resolve(event);
		({ status } = response);
		return response;
	} catch (thrown) {
		if (isHttpError(thrown) || isRedirect(thrown)) ({ status } = thrown);
		throw thrown;
	} finally {
		const { requestId } = event.locals;
		log.info(
			{
				requestId,
				method: event.request.method,
				route: event.route.id,
				status,
				person: personIn(event.locals),
				network: networkIn(event),
				ms: Math.round(performance.now() - started)
			},
			'request'
		);
	}
};

/** What the words of a request need to know, wherever they are said. */
const speaking = new AsyncLocalStorage<{
	locale?: 'vi' | 'en';
	origin?: string;
	messageCalls?: Set<string>;
}>();
overwriteServerAsyncLocalStorage(speaking);

// Paraglide's own middleware copies every request in order to change its address; `reroute` does that here.
const locale: Handle = ({ event, resolve }) => {
	const spoken = localeOfPath(event.url.pathname);
	event.locals.locale = spoken;
	return speaking.run({ locale: spoken, origin: event.url.origin, messageCalls: new Set() }, () =>
		resolve(event, {
			transformPageChunk: ({ html }) => withRendered(html.replace('%lang%', spoken), event.locals.rendered)
		})
	);
};

/** Pages catch what their questions throw, hooks do not: either way the answer is the same. */
const available: Handle = async ({ event, resolve }) => {
	try {
		const response = await resolve(event);
		if (event.locals.databaseAway !== true) return response;
		await response.body?.cancel();
	} catch (thrown) {
		if (!isDatabaseAway(thrown)) throw thrown;
		log.warn({ requestId: event.locals.requestId, route: event.route.id, err: thrown }, 'database away');
	}
	return unavailable(event.request, event.locals.locale);
};

/** A submission is stamped before it waits; what can wait is told to come again while the database is overrun. */
const admission: Handle = async ({ event, resolve }) => {
	const app = await runningApp();
	const kind = kindOf(event.request.method, event.route.id, hasSessionCookie(event.cookies));
	if (kind === 'submission') await stampArrival(event, app);
	else if (isShed(kind, app.pressure())) {
		log.warn({ requestId: event.locals.requestId, route: event.route.id, kind }, 'shed');
		return unavailable(event.request, event.locals.locale, 'busy');
	}
	return resolve(event);
};

const originCheck: Handle = async ({ event, resolve }) => {
	const app = await runningApp();
	if (!fromOwnOrigin(event.request, app.config.origin)) {
		return new Response(sayRefusal({ code: 'foreign_origin' }), { status: 403 });
	}
	return resolve(event);
};

const session: Handle = async ({ event, resolve }) => {
	const { arrivedAt } = event.locals;
	const app = laneOf(await runningApp(), arrivedAt);
	const secure = app.config.origin.startsWith('https:');
	const token = readSessionCookie(event.cookies, secure);
	const browser = browserOf(event, app.config);
	event.locals.actor = { kind: 'visitor' };
	let strength: SessionStrength = 'password';
	if (token !== undefined) {
		const held = await app.sessions.accountOf(token, browser);
		const person = held?.person;
		if (held !== undefined && person !== undefined) {
			event.locals.actor = person;
			({ strength } = held);
		}
		if (person === undefined) clearSessionCookie(event.cookies, secure);
	}
	event.locals.ctx = {
		app,
		actor: event.locals.actor,
		requestId: event.locals.requestId,
		locale: event.locals.locale,
		browser,
		strength,
		...(arrivedAt === undefined ? {} : { arrivedAt })
	};
	return resolve(event);
};

/** Named form action of a POST to a page (`?/publish`), `default` without a name; other methods by their name. */
function actOf(method: string, url: URL, isPage: boolean): 'view' | { named: string } {
	if (method === 'GET' || method === 'HEAD') return 'view';
	if (!isPage) return { named: method };
	const named = [...url.searchParams.keys()].find((key) => key.startsWith('/'));
	return { named: named === undefined ? 'default' : named.slice(1) };
}

/** Deny by default: a route or an action without a row in the policy is not there, for anybody. */
const door: Handle = async ({ event, resolve }) => {
	const id = event.route.id;
	if (id === null) return resolve(event);
	// No address holds NUL, and no text of the database can.
	if (event.url.href.includes('%00')) {
		error(404, { message: sayRefusal({ code: 'not_found' }), code: 'not_found' });
	}
	const isPage = !id.startsWith('/api/') && !ENDPOINTS.has(id);
	const acts = isPage && event.request.method === 'POST';
	const entered = mayEnter(event.locals.actor, id, actOf(event.request.method, event.url, isPage));
	const permission = entered.ok && acts ? madeForActor(event) : entered;
	if (permission.ok) return resolve(event);
	const { code } = permission.refusal;
	const status = code === 'sign_in_needed' || code === 'signed_in_as_another' ? 401 : 404;
	if (acts && isScripted(event)) return refusedAct(event, permission.refusal, status);
	if (code === 'sign_in_needed' && isPage && event.request.method === 'GET') {
		redirect(303, localizeHref(`/dang-nhap?ve=${encodeURIComponent(event.url.pathname + event.url.search)}`));
	}
	error(status, { message: sayRefusal(permission.refusal), code });
};

const ENDPOINTS = new Set([
	'/dang-xuat',
	'/van-ban/[id]/pdf',
	'/van-ban/[id]/docx',
	'/van-ban/[id]/bang-chung',
	'/(public)/nhat-ky-cong-khai/checkpoint',
	'/(public)/nhat-ky-cong-khai/khoa',
	'/(public)/nhat-ky-cong-khai/tile/[...path]',
	'/(public)/nhat-ky-cong-khai/chuan-witness.mjs',
	'/(admin)/quan-tri/nhat-ky/csv',
	'/health',
	'/health/live',
	'/health/metrics'
]);

const READ_REFUSALS: Readonly<Record<number, string>> = { 403: 'tied_to_applicant', 404: 'not_found' };

/** A refused look at something leaves an entry in the trail, whether the page or only its data was asked for. */
const refusedReads: Handle = async ({ event, resolve }) => {
	const { ctx, actor } = event.locals;
	const asked = event.request.method === 'GET' ? askedObject(event.route.id, event.params) : undefined;
	if (asked === undefined || actor.kind !== 'person') return resolve(event);
	const note = async (status: number): Promise<void> => {
		const refusal = READ_REFUSALS[status];
		if (refusal !== undefined) await recordRefusedRead(ctx, { ...asked, refusal });
	};
	try {
		const response = await resolve(event);
		await note(event.isDataRequest ? await statusInData(response) : response.status);
		return response;
	} catch (thrown) {
		if (isHttpError(thrown)) await note(thrown.status);
		throw thrown;
	}
};

/** Kit answers the data of a refused page with 200, and says in it what the page would have been. */
async function statusInData(response: Response): Promise<number> {
	if (response.status !== 200) return response.status;
	const refused = /"type":"error",.*"status":(\d{3})\}/.exec(await response.clone().text());
	return refused === null ? 200 : Number(refused[1]);
}

/** Who is signed in leaves nothing behind in a shared browser; the headers of safety are on every answer already. */
const headers: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const { actor } = event.locals;
	if (actor.kind === 'person' && !response.headers.has('cache-control'))
		response.headers.set('cache-control', 'private, no-store');
	response.headers.set(PERSON_HEADER, actor.kind === 'person' ? actor.personId : NOBODY);
	return response;
};

const compress: Handle = async ({ event, resolve }) => compressed(event.request, await resolve(event));

export const handle = sequence(
	trace,
	compress,
	visitorPages(),
	locale,
	available,
	admission,
	originCheck,
	session,
	refusedReads,
	headers,
	door
);

export const handleError: HandleServerError = ({ error: thrown, event, status }) => {
	const requestId = event.locals.requestId;
	if (isDatabaseAway(thrown)) {
		event.locals.databaseAway = true;
		log.warn({ requestId, route: event.route.id, err: thrown }, 'database away');
		const code = 'temporarily_unavailable';
		return { message: sayRefusal({ code }), code, requestId };
	}
	if (status >= 500 && !isRedirect(thrown))
		log.error({ requestId, route: event.route.id, err: thrown }, 'bug');
	return {
		message: sayRefusal({ code: status === 404 ? 'not_found' : 'unexpected' }),
		code: status === 404 ? 'not_found' : 'unexpected',
		requestId
	};
};
