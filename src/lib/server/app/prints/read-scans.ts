import type { ScanReading } from '#lib/domain/prints/scan-standing.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { App } from '../ports.ts';
import type { ClaimedScan } from './ports.ts';

/** After so many attempts a scan counts as one that cannot be read; it is taken as it is. */
const MOST_TRIES = 3;

/**
 * Reads the marks of the next scan of a signed form, with nothing locked; how many were settled. What the store could not
 * give for now is tried again, what cannot be read is given up at once: nobody waits for it.
 */
export async function readScans(app: App): Promise<number> {
	const claimed = await app.db.transaction((tx) => tx.prints.claim());
	if (claimed === undefined) return 0;
	const last = claimed.tries >= MOST_TRIES;
	try {
		const reading = await read(app, claimed);
		const passing = !reading.ok && reading.refusal.code !== 'file_damaged';
		if (passing && !last) return 0;
		await settle(app, claimed, reading.ok ? reading.value : 'given_up');
		return 1;
	} catch (thrown) {
		// A thread that ended over this file again and again was ended by it.
		if (last) await settle(app, claimed, 'given_up');
		throw thrown;
	}
}

async function read(app: App, { documentId }: ClaimedScan): Promise<Result<ScanReading>> {
	const document = await app.db.read.uploads.document(documentId);
	if (document === undefined) throw new Error(`no document ${documentId}`);
	const { mediaType, objectKey } = document;
	if (mediaType.startsWith('image/') || mediaType === 'application/pdf') return app.forms.read(objectKey);
	return ok({ pages: 0, looked: 0, marks: [] });
}

async function settle(
	app: App,
	{ documentId }: ClaimedScan,
	reading: ScanReading | 'given_up'
): Promise<void> {
	await app.db.transaction((tx) => tx.prints.settle(documentId, reading));
}
