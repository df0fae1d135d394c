import { systemContext } from '../system-context.ts';
import type { App } from '../ports.ts';
import { dropParts } from './abort-upload.ts';
import { finishUpload } from './finish-upload.ts';

const AT_ONCE = 20;

/** Forgets uploads that nobody came back to. Gives how many. */
export async function tidyUploads(app: App): Promise<number> {
	const ctx = systemContext(app);
	const { read } = app.db;
	let done = 0;
	for (const upload of await read.uploads.expired(AT_ONCE)) {
		const mine = await app.db.transaction((tx) => tx.uploads.end(upload.id, 'open', { state: 'aborted' }));
		if (!mine) continue;
		await dropParts(ctx, upload);
		done += 1;
	}
	return done;
}

/** Goes on with uploads whose last request, or whose check, was cut off. Gives how many. */
export async function goOnWithUploads(app: App): Promise<number> {
	const ctx = systemContext(app);
	const { read } = app.db;
	let done = 0;
	for (const upload of [
		...(await read.uploads.arrived(AT_ONCE)),
		...(await read.uploads.unchecked(AT_ONCE))
	]) {
		const finished = await finishUpload(ctx, upload.id);
		if (finished.ok && !['open', 'checking'].includes(finished.value.state)) done += 1;
	}
	return done;
}
