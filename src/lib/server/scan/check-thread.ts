/** The thread that opens uploaded files, one after the other, away from the pages. Started by `inspect-object.ts`. */
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { ok, type Result } from '#lib/domain/shared/result.ts';
import type { InspectedFile } from '#lib/server/app/uploads/ports.ts';
import { checkContent, type ContentRules } from './check-content.ts';
import { MAX_PIXELS } from './check-image.ts';
import { decodeHeic, photoAsPdf } from './decode-photo.ts';
import { FILE_KINDS, type FileKind } from './file-kinds.ts';

export interface CheckJob extends ContentRules {
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** What a file is, or what a bug of ours threw. */
export type CheckAnswer = { readonly checked: Result<InspectedFile> } | { readonly error: string };

const PHOTOS = ['jpeg', 'png', 'heic'] as const;

/** An item that takes a scan takes photographs of the pages: they become the PDF that it asks for. */
function withPhotos(accepted: readonly FileKind[]): readonly FileKind[] {
	return accepted.includes('pdf') ? [...new Set([...accepted, ...PHOTOS])] : accepted;
}

async function inspect({ name, bytes, accepted, maxBytes }: CheckJob): Promise<Result<InspectedFile>> {
	const checked = await checkContent({ name, bytes }, { accepted: withPhotos(accepted), maxBytes });
	if (!checked.ok) return checked;
	const { kind, mime, size } = checked.value;
	const received = { size, sha256: sha256(bytes) };
	if (accepted.includes(kind)) return ok({ mediaType: mime, ...received, received });
	const photo = kind === 'heic' ? await decodeHeic(bytes, MAX_PIXELS) : ok(bytes);
	if (!photo.ok) return photo;
	const made = await photoAsPdf(photo.value);
	const { mime: mediaType } = FILE_KINDS.pdf;
	return ok({ mediaType, size: made.byteLength, sha256: sha256(made), received, made });
}

function sha256(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}

async function answer(job: CheckJob): Promise<CheckAnswer> {
	try {
		return { checked: await inspect(job) };
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
