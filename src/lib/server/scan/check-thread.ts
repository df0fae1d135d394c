/** The thread that opens uploaded files, one after the other, away from the pages. Started by `inspect-object.ts`. */
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { ok, type Result } from '#lib/domain/shared/result.ts';
import type { InspectedFile } from '#lib/server/app/uploads/ports.ts';
import { checkContent, type ContentRules } from './check-content.ts';

export interface CheckJob extends ContentRules {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** What a file is, or what a bug of ours threw. */
export type CheckAnswer = { readonly checked: Result<InspectedFile> } | { readonly error: string };

async function answer({ name, bytes, accepted, maxBytes }: CheckJob): Promise<CheckAnswer> {
	try {
		const checked = await checkContent({ name, bytes }, { accepted, maxBytes });
		if (!checked.ok) return { checked };
		const sha256 = createHash('sha256').update(bytes).digest('hex');
		const { kind, mime, size } = checked.value;
		return { checked: ok({ kind, mediaType: mime, size, sha256 }) };
	} catch (thrown) {
		return { error: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
	}
}

if (parentPort === null) throw new Error('this file runs as a thread');
const port = parentPort;
port.on('message', (job: CheckJob) => {
	void answer(job).then((said) => {
		port.postMessage(said);
	});
});
port.postMessage('ready');
