import type { WorkerMessage } from './worker-messages.ts';

/** A worker that does not take over the page in this time is told without it, ms. */
const TAKING_OVER = 5_000;

/** Has the browser's own worker keep this page, so that it opens without a line; throws where a browser forbids it. */
export async function keepPage(person: string): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	const address = location.pathname + location.search;
	await navigator.serviceWorker.register('/service-worker.js');
	const { active } = await navigator.serviceWorker.ready;
	await takenOver();
	// Files that were loaded before the worker saw any; later ones pass by it.
	const parts = performance
		.getEntriesByType('resource')
		.map(({ name }) => name)
		.filter((name) => name.includes('/_app/immutable/'));
	active?.postMessage({ kind: 'keep', person, address, parts } satisfies WorkerMessage);
}

function takenOver(): Promise<void> {
	if (navigator.serviceWorker.controller !== null) return Promise.resolve();
	return new Promise((resolve) => {
		navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true });
		setTimeout(resolve, TAKING_OVER);
	});
}
