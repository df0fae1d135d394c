import { version } from '$service-worker';
import { KeptPages } from '#lib/features/draft/kept-pages.ts';
import { noLinePage } from '#lib/features/draft/no-line-page.ts';
import { isWorkerMessage } from '#lib/features/draft/worker-messages.ts';
import { BUILD_PARTS, reachOf, saysSignedOut } from '#lib/features/draft/worker-reach.ts';

/**
 * Opens without a line what one person has opened with it. With a line every page comes from the portal; only files
 * whose name changes with their content come from here first.
 */

/** Of the scope of a worker, what is used; the types of a worker and of a page exclude each other. */
interface WorkerEvent extends Event {
	waitUntil(work: Promise<unknown>): void;
}
interface RequestEvent extends WorkerEvent {
	readonly request: Request;
	respondWith(response: Promise<Response>): void;
}
interface Scope {
	skipWaiting(): Promise<void>;
	readonly clients: { claim(): Promise<void> };
	addEventListener(kind: 'install' | 'activate', act: (event: WorkerEvent) => void): void;
	addEventListener(kind: 'fetch', act: (event: RequestEvent) => void): void;
	addEventListener(kind: 'message', act: (event: WorkerEvent & { readonly data: unknown }) => void): void;
}

const worker = globalThis as unknown as Scope;
const PARTS = 'chuan.parts.';
/** A page that lies here is not waited for longer, ms. */
const LONGEST_WAIT = 20_000;
/** A page that has just passed by need not be fetched again, ms. */
const FRESH = 60_000;
const pages = new KeptPages(version);

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));

worker.addEventListener('activate', (event) => {
	const tidy = async (): Promise<void> => {
		await caches.open(PARTS + version);
		// In the order in which they were made. Pages of the build before are still open, and fetch more of its parts.
		const builds = (await caches.keys()).filter((name) => name.startsWith(PARTS));
		for (const name of builds.slice(0, -2)) await caches.delete(name);
		await pages.keepBuilds(new Set(builds.slice(-2).map((name) => name.slice(PARTS.length))));
		await worker.clients.claim();
	};
	event.waitUntil(tidy());
});

worker.addEventListener('message', (event) => {
	const { data } = event;
	if (!isWorkerMessage(data)) return;
	const take = async (): Promise<void> => {
		await pages.present(data.person);
		if (data.kind === 'keep') await keep(data.address, data.parts);
	};
	event.waitUntil(take());
});

worker.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (url.origin !== location.origin) return;
	const reach = reachOf(request, url.pathname);
	if (reach === 'part') event.respondWith(partOf(event));
	if (reach === 'build_part') event.respondWith(buildPartOf(request));
	if (reach === 'page') event.respondWith(pageOf(event, url.pathname + url.search));
	if (reach === 'data') event.respondWith(dataOf(request));
});

async function keep(address: string, parts: readonly string[]): Promise<void> {
	try {
		// Parts first: a page that lies here opens with all that it is made of.
		const cache = await caches.open(PARTS + version);
		for (const part of [...parts, ...BUILD_PARTS])
			if ((await held(cache, part)) === undefined) await cache.add(part);
		if (Date.now() - (await pages.keptAt(address)) > FRESH) {
			const response = await fetch(address, { headers: { accept: 'text/html' } });
			await pages.seen(response);
			await pages.keep(address, response);
		}
	} catch {
		// Without a line there is nothing to keep: asked for again with the next opening.
		return;
	}
}

async function partOf(event: RequestEvent): Promise<Response> {
	const { request } = event;
	// Its name changes with its content, so that a part of another build is the same part.
	const held = await caches.match(request, { ignoreVary: true });
	if (held !== undefined) return held;
	const response = await fetch(request);
	if (response.ok) {
		const copy = response.clone();
		event.waitUntil(caches.open(PARTS + version).then((cache) => cache.put(request, copy)));
	}
	return response;
}

/** What lies here of a part: a name that does not change with its content counts within its own build only. */
const held = (cache: Cache, part: string): Promise<Response | undefined> =>
	(BUILD_PARTS.includes(part) ? cache : caches).match(part, { ignoreVary: true });

/** Of this build: a new build has a worker of its own. */
async function buildPartOf(request: Request): Promise<Response> {
	const here = await (await caches.open(PARTS + version)).match(request, { ignoreVary: true });
	return here ?? fetch(request);
}

async function pageOf(event: RequestEvent, address: string): Promise<Response> {
	const fetched = fetch(event.request).then(async (response) => {
		await pages.seen(response, saysSignedOut(address));
		if (await pages.holds(address)) event.waitUntil(pages.keep(address, response.clone()));
		return response;
	});
	try {
		return await ((await pages.holds(address)) ? inTime(fetched) : fetched);
	} catch {
		const [bare = ''] = address.split('?');
		return (await pages.page(address)) ?? (await pages.page(bare)) ?? noLinePage(address, await pages.list());
	}
}

/** Where it cannot be fetched, Kit opens the address as a whole. */
async function dataOf(request: Request): Promise<Response> {
	const response = await fetch(request);
	await pages.seen(response);
	return response;
}

function inTime<T>(work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error('the line is dead')), LONGEST_WAIT);
		work.then(resolve, reject).finally(() => clearTimeout(late));
	});
}
