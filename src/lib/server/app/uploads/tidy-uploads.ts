import { systemContext } from '../system-context.ts';
import type { App } from '../ports.ts';
import { dropParts } from './abort-upload.ts';
import { settleUpload } from './settle-upload.ts';

const AT_ONCE = 20;

/** Forgets uploads that nobody came back to, and goes on with checks that were cut off. Gives how many. */
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
	for (const upload of await read.uploads.unchecked(AT_ONCE)) {
		const settled = await settleUpload(ctx, upload.id);
		if (settled.ok && settled.value.state !== 'checking') done += 1;
	}
	return done;
}
