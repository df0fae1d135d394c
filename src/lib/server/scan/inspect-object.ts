import { createHash } from 'node:crypto';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ObjectStore } from '#lib/server/app/storage/ports.ts';
import type { FileInspector, InspectedFile } from '#lib/server/app/uploads/ports.ts';
import { readObject } from '#lib/server/storage/read-object.ts';
import { checkContent, checkSize } from './check-content.ts';

/**
 * Inspects stored files one after another: each is held in memory whole (at most 50 MB), so that a crowd on the
 * last day costs waiting and not memory.
 */
export function fileInspector(store: ObjectStore): FileInspector {
	let turn: Promise<unknown> = Promise.resolve();
	return {
		inspect(objectKey, file) {
			const mine = turn.then(
				() => inspect(store, objectKey, file),
				() => inspect(store, objectKey, file)
			);
			turn = mine;
			return mine;
		}
	};
}

async function inspect(
	store: ObjectStore,
	objectKey: string,
	{ name, accepted, maxBytes }: Parameters<FileInspector['inspect']>[1]
): Promise<Result<InspectedFile>> {
	const head = await store.head(objectKey);
	if (!head.ok) return head;
	const sized = checkSize(head.value.size, { maxBytes });
	if (!sized.ok) return sized;
	const read = await readObject(store, objectKey);
	if (!read.ok) return read;
	const bytes = read.value;
	const checked = await checkContent({ name, bytes }, { accepted, maxBytes });
	if (!checked.ok) return checked;
	return ok({
		kind: checked.value.kind,
		mediaType: checked.value.mime,
		size: bytes.byteLength,
		sha256: createHash('sha256').update(bytes).digest('hex')
	});
}
