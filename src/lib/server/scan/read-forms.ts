import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { ScanReader } from '#lib/server/app/prints/ports.ts';
import type { ObjectStore } from '#lib/server/app/storage/ports.ts';
import { readObject } from '#lib/server/storage/read-object.ts';
import { serialThread } from '#lib/server/threads/serial-thread.ts';
import type { FormAnswer, FormScan } from './form-thread.ts';

/** Longest for one scan, ms; the thread itself stops looking at pages before. */
const PATIENCE_MS = 90_000;
const HEAP_MB = 768;

/** Reads scans on a thread of its own, one after another: only the worker asks for it. */
export function formReader(store: ObjectStore, patienceMs: number = PATIENCE_MS): ScanReader {
	const thread = serialThread<FormScan, FormAnswer>({
		file: 'src/lib/server/scan/form-thread.ts',
		patienceMs,
		heapMb: HEAP_MB
	});
	return {
		async read(objectKey) {
			const bytes = await readObject(store, objectKey);
			if (!bytes.ok) return bytes;
			const answer = await thread.ask({ bytes: new Uint8Array(bytes.value) });
			if (answer === undefined) return refuse('file_damaged', { params: { reason: 'late' } });
			return 'error' in answer
				? refuse('file_damaged', { params: { reason: answer.error } })
				: ok(answer.reading);
		},
		close: () => thread.close()
	};
}
