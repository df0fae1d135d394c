import { refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ObjectStore } from '#lib/server/app/storage/ports.ts';
import type { FileInspector, InspectedFile } from '#lib/server/app/uploads/ports.ts';
import { readObject } from '#lib/server/storage/read-object.ts';
import { serialThread } from '#lib/server/threads/serial-thread.ts';
import { checkSize } from './check-content.ts';
import type { CheckAnswer, CheckJob } from './check-thread.ts';

/** Longest check of one file, ms; a file that takes longer was made to. */
const PATIENCE_MS = 60_000;
const HEAP_MB = 768;

/**
 * Inspects stored files on a thread of its own, one after another: each is held in memory whole (at most 50 MB), so
 * that a crowd on the last day costs waiting, and neither memory nor the answers of pages.
 */
export function fileInspector(store: ObjectStore): FileInspector & { close(): Promise<void> } {
	const thread = serialThread<CheckJob, CheckAnswer>({
		file: 'src/lib/server/scan/check-thread.ts',
		patienceMs: PATIENCE_MS,
		heapMb: HEAP_MB
	});
	let turn: Promise<unknown> = Promise.resolve();
	return {
		inspect(objectKey, file) {
			// The bytes are read when it is their turn, not when they are asked about.
			const mine = turn.then(() => inspect(store, objectKey, file, (job) => thread.ask(job)));
			turn = Promise.allSettled([mine]);
			return mine;
		},
		close: () => thread.close()
	};
}

async function inspect(
	store: ObjectStore,
	objectKey: string,
	{ name, accepted, maxBytes }: Parameters<FileInspector['inspect']>[1],
	ask: (job: CheckJob) => Promise<CheckAnswer | undefined>
): Promise<Result<InspectedFile>> {
	const head = await store.head(objectKey);
	if (!head.ok) return head;
	const sized = checkSize(head.value.size, { maxBytes });
	if (!sized.ok) return sized;
	const read = await readObject(store, objectKey);
	if (!read.ok) return read;
	const answer = await ask({ name, bytes: read.value, accepted, maxBytes });
	if (answer === undefined) return refuse('file_unpacks_too_large');
	if ('error' in answer) throw new Error(answer.error);
	return answer.checked;
}
