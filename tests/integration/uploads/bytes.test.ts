import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '#lib/domain/shared/result.ts';
import { beginUpload } from '#lib/server/app/uploads/begin-upload.ts';
import { removeDocument, restoreDocument } from '#lib/server/app/uploads/change-documents.ts';
import { dropBytes } from '#lib/server/app/uploads/drop-bytes.ts';
import { openDocument } from '#lib/server/app/steps/uploads/find-document.ts';
import { storeChunk } from '#lib/server/app/uploads/store-chunk.ts';
import { samplePdf } from '../../support/sample-files.ts';
import { contextOf, moveClock, said } from '../intake/world.ts';
import { attached, openUploadWorld, storedKeys, submitWith } from './upload-world.ts';
import type { UploadWorld } from './upload-world.ts';

describe('bytes of files that were taken away', () => {
	let world: UploadWorld;
	beforeAll(async () => {
		world = await openUploadWorld();
	});
	afterAll(() => world.close());

	const keyOf = async (id: string): Promise<string> =>
		(await world.app.db.read.uploads.document(id))?.objectKey ?? '';

	it('stay while the file can be put back and while a revision names it, and go with the deadline', async () => {
		const named = await attached(world, { bytes: samplePdf('nộp rồi gỡ') });
		const kept = await attached(world, { itemKey: 'other', bytes: samplePdf('còn đó') });
		const mistaken = await attached(world, { itemKey: 'other', bytes: samplePdf('tải nhầm') });
		const ctx = await contextOf(world, world.editor);
		expect(said(await removeDocument(ctx, mistaken))).toBe('ok');
		expect(await dropBytes(world.app)).toBe(0);
		expect(said(await restoreDocument(ctx, mistaken))).toBe('ok');
		expect(said(await removeDocument(ctx, mistaken))).toBe('ok');
		await submitWith(world, [named, kept]);
		await world.database.owner.query('UPDATE application_document SET removed_at = app_now() WHERE id = $1', [
			named
		]);
		expect(await dropBytes(world.app)).toBe(0);

		await moveClock(world, 25 * 24);
		expect(await dropBytes(world.app)).toBe(1);
		expect(await dropBytes(world.app)).toBe(0);
		const keys = await storedKeys(world.app);
		expect(keys).toEqual(expect.arrayContaining([await keyOf(named), await keyOf(kept)]));
		expect(keys).not.toContain(await keyOf(mistaken));

		// The record stays, and says so.
		const record = await world.app.db.read.uploads.document(mistaken);
		expect(record?.bytesGoneAt).toBeInstanceOf(Date);
		expect(said(await openDocument(ctx, { id: mistaken, told: true }))).toBe('document_emptied');
		expect(said(await openDocument(ctx, { id: named, told: true }))).toBe('ok');
		const removed = await world.app.db.read.uploads.removedDocuments(world.applicationId);
		expect(removed.map(({ id }) => id)).toEqual([named]);
	});

	it('of a revision cannot be declared gone, and what is gone cannot stand again, whoever asks the database', async () => {
		const { app } = world.database;
		const { rows } = await world.database.owner.query<{ named: string; gone: string }>(
			`SELECT (SELECT id FROM application_document WHERE removed_at IS NOT NULL AND bytes_gone_at IS NULL) AS named,
			  (SELECT id FROM application_document WHERE bytes_gone_at IS NOT NULL) AS gone`
		);
		await expect(
			app.query('UPDATE application_document SET bytes_gone_at = app_now() WHERE id = $1', [rows[0]?.named])
		).rejects.toThrow(/named by a revision/);
		await expect(
			app.query('UPDATE application_document SET removed_at = NULL WHERE id = $1', [rows[0]?.gone])
		).rejects.toThrow(/application_document_bytes_gone/);
	});
});

describe('an upload that nobody came back to in time', () => {
	let world: UploadWorld;
	beforeAll(async () => {
		world = await openUploadWorld();
	});
	afterAll(() => world.close());

	it('takes no further bytes, though nothing has tidied it away yet', async () => {
		const ctx = await contextOf(world, world.editor);
		const begun = await beginUpload(ctx, {
			applicationId: world.applicationId,
			itemKey: 'other',
			fileName: 'to-trinh.pdf',
			size: 10
		});
		if (!begun.ok) throw new Error(begun.refusal.code);
		const { id } = begun.value;
		async function* piece() {
			yield await Promise.resolve(ok(new Uint8Array(5)));
		}
		const chunk = (offset: number) => storeChunk(ctx, { id, offset, pieces: piece() });
		expect(said(await chunk(0))).toBe('ok');
		await world.database.owner.query(`UPDATE upload SET expires_at = app_now() WHERE id = $1`, [id]);
		expect(said(await chunk(5))).toBe('upload_gone');
		const { rows } = await world.database.owner.query(
			`SELECT received::int AS received, state FROM upload WHERE id = $1`,
			[id]
		);
		expect(rows).toEqual([{ received: 5, state: 'open' }]);
	});
});
