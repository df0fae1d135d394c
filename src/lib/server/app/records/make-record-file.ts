import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { App } from '../ports.ts';
import type { ExpectedObject } from '../storage/ports.ts';
import { FILE_TYPES } from './file-ports.ts';
import type { ClaimedFile, FileFailure, FileFormat } from './file-ports.ts';
import type { RecordRow } from './ports.ts';

/** What an attempt came to; `refused`: what the typesetter or the store said, for the log. */
export interface MadeFile extends ClaimedFile {
	readonly refused: { readonly code: string; readonly reason: string } | undefined;
}

/**
 * Makes the next wanted file of an issued paper, with nothing locked: it is set, stored under a key of its own bytes,
 * read back, and only then recorded. Undefined when none is due. An attempt that breaks off is begun anew and stores the
 * same bytes under the same key. Throws what is a fault of ours, once it is recorded as such.
 */
export async function makeNextFile(app: App): Promise<MadeFile | undefined> {
	const { recordFiles } = app.db.read;
	const file = await recordFiles.claim();
	if (file === undefined) return undefined;
	try {
		const made = await make(app, file);
		if (made.ok) {
			await recordFiles.keep(file.id, made.value);
			return { ...file, refused: undefined };
		}
		const { code, params } = made.refusal;
		await recordFiles.fail(file.id, failureOf(code));
		return { ...file, refused: { code, reason: params?.['reason'] ?? '' } };
	} catch (thrown) {
		await recordFiles.fail(file.id, 'fault');
		throw thrown;
	}
}

async function make(app: App, { recordId, format }: ClaimedFile): Promise<Result<ExpectedObject>> {
	const record = await app.db.read.records.find(recordId);
	if (record === undefined) return refuse('not_found');
	const set = await FORMATS[format](app, record);
	if (!set.ok) return set;
	const sha256 = app.ids.sha256(set.value);
	const expected = {
		objectKey: `records/${recordId}/${sha256}.${format}`,
		size: set.value.byteLength,
		sha256
	};
	const stored = await app.store.put(expected.objectKey, set.value, { contentType: FILE_TYPES[format] });
	if (!stored.ok) return stored;
	const proved = await app.verifier.check(expected);
	return proved.ok ? ok(expected) : proved;
}

const FORMATS: Readonly<Record<FileFormat, (app: App, record: RecordRow) => Promise<Result<Uint8Array>>>> = {
	pdf: (app, record) => app.typesetting.paper(record),
	docx: (app, record) => app.typesetting.editable(record)
};

function failureOf(code: string): FileFailure {
	if (code === 'paper_cannot_print') return 'cannot_print';
	return code === 'not_found' ? 'fault' : 'store';
}

/** Makes every file that is due; how many were made. */
export async function makeDueFiles(app: App): Promise<number> {
	for (let made = 0; ; made += 1) if ((await makeNextFile(app)) === undefined) return made;
}
