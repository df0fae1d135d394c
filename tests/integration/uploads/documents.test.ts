import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachDocument } from '#lib/server/app/uploads/attach-document.ts';
import { beginUpload } from '#lib/server/app/uploads/begin-upload.ts';
import { dateDocument, removeDocument, restoreDocument } from '#lib/server/app/uploads/change-documents.ts';
import { settleUpload } from '#lib/server/app/uploads/settle-upload.ts';
import { goOnWithUploads } from '#lib/server/app/uploads/tidy-uploads.ts';
import {
	sampleDocx,
	sampleEncryptedPdf,
	sampleExe,
	sampleHtml,
	sampleJpeg,
	samplePdf,
	samplePng,
	sampleSvg,
	sampleXlsx
} from '../../support/sample-files.ts';
import { contextOf, moveClock, said } from '../intake/world.ts';
import { makeZip } from '../scan/make-zip.ts';
import { attach, attached, openUploadWorld, storedKeys, submitWith } from './upload-world.ts';
import type { UploadWorld } from './upload-world.ts';

const MB = 1024 * 1024;
let world: UploadWorld;
beforeAll(async () => {
	world = await openUploadWorld();
});
afterAll(() => world.close());

const documents = () => world.app.db.read.uploads.documents(world.applicationId);

describe('a document', () => {
	it.each([
		['PDF', 'a.pdf', () => samplePdf()],
		['DOCX', 'b.docx', () => sampleDocx()],
		['XLSX', 'c.xlsx', () => sampleXlsx()],
		['JPEG', 'd.jpg', () => sampleJpeg()],
		['PNG', 'e.png', () => samplePng()]
	])('is taken as %s', async (_, fileName, make) => {
		await attached(world, { itemKey: 'other', fileName, bytes: await make() });
		expect((await documents()).at(-1)).toMatchObject({ fileName, verdict: 'not_configured' });
	});

	it.each([
		['nothing in it', 'a.pdf', () => Buffer.alloc(0), 'file_empty'],
		['a program under another name', 'a.pdf', () => sampleExe(), 'file_type_mismatch'],
		['a page of the web called PDF', 'a.pdf', () => sampleHtml(), 'file_type_mismatch'],
		['a drawing with a script called PDF', 'a.pdf', () => sampleSvg(), 'file_type_mismatch'],
		['a kind that the item does not take', 'a.xlsx', () => sampleXlsx(), 'file_type_not_accepted'],
		['a password', 'a.pdf', () => sampleEncryptedPdf(), 'file_encrypted'],
		['an end that is missing', 'a.pdf', () => samplePdf().subarray(0, 2_000), 'file_damaged']
	])('with %s is refused', async (_, fileName, make, code) => {
		const before = await storedKeys(world.app);
		expect(said(await attach(world, { fileName, bytes: await make() }))).toBe(code);
		expect(await storedKeys(world.app)).toEqual(before);
		const held = await documents();
		expect(held.filter(({ itemKey }) => itemKey === 'request')).toEqual([]);
	});

	it('made to fill the memory of who opens it is refused', async () => {
		const types =
			'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
		const bomb = makeZip([
			{ name: '[Content_Types].xml', data: Buffer.from(types) },
			{ name: 'word/document.xml', data: Buffer.alloc(40 * MB) }
		]);
		const refused = await attach(world, { itemKey: 'other', fileName: 'b.docx', bytes: bomb });
		expect(said(refused)).toBe('file_unpacks_too_large');
	});

	it('is named by a label and stored under no part of it', async () => {
		await attached(world, {
			itemKey: 'other',
			fileName: `..\\..\\${'Thuyết minh.pdf'.normalize('NFD')}`,
			bytes: samplePdf('x')
		});
		expect((await documents()).at(-1)?.fileName).toBe('Thuyết minh.pdf');
		expect((await storedKeys(world.app)).join()).not.toContain('minh');
		const long = await attach(world, { fileName: `${'a'.repeat(300)}.pdf`, bytes: samplePdf() });
		expect(said(long)).toBe('file_name_too_long');
	});

	it('of a single item is replaced only on purpose, and the old one can be put back', async () => {
		const first = await attached(world, { bytes: samplePdf('một') });
		expect(said(await attach(world, { bytes: samplePdf('hai') }))).toBe('document_too_many');
		const second = await attached(world, { bytes: samplePdf('hai'), replaces: first });
		const ofItem = (await documents()).filter(({ itemKey }) => itemKey === 'request');
		expect(ofItem.map(({ id }) => id)).toEqual([second]);
		// Replacing what has been replaced is a race that was lost.
		expect(said(await attach(world, { bytes: samplePdf('ba'), replaces: first }))).toBe('document_gone');

		const ctx = await contextOf(world, world.editor);
		expect(said(await restoreDocument(ctx, first))).toBe('document_too_many');
		expect(said(await removeDocument(ctx, second))).toBe('ok');
		expect(said(await removeDocument(ctx, second))).toBe('ok');
		expect(said(await restoreDocument(ctx, first))).toBe('ok');
		const back = (await documents()).filter(({ itemKey }) => itemKey === 'request');
		expect(back.map(({ id }) => id)).toEqual([first]);
	});

	it('carries the date on the paper where the item asks for one', async () => {
		const ctx = await contextOf(world, world.editor);
		const quotation = await attached(world, { itemKey: 'quotations', bytes: samplePdf('báo giá') });
		expect(said(await dateDocument(ctx, quotation, '31/02/2026'))).toBe('date_not_in_calendar');
		expect(said(await dateDocument(ctx, quotation, '28/02/2026'))).toBe('ok');
		expect((await world.app.db.read.uploads.document(quotation))?.datedOn).toBe('2026-02-28');
		expect(said(await dateDocument(ctx, quotation, ''))).toBe('ok');
		expect((await world.app.db.read.uploads.document(quotation))?.datedOn).toBeNull();
		const [request] = (await documents()).filter(({ itemKey }) => itemKey === 'request');
		expect(said(await dateDocument(ctx, request?.id ?? '', '28/02/2026'))).toBe('document_not_dated');
	});

	it('of another organisation, or a forged id, is not there', async () => {
		const stranger = await contextOf(world, world.stranger);
		const [document] = await documents();
		const ids = [document?.id ?? '', 'abc', '00000000-0000-4000-8000-000000000000'];
		for (const id of ids) {
			expect(said(await removeDocument(stranger, id))).toBe('not_found');
			expect(said(await restoreDocument(stranger, id))).toBe('not_found');
		}
		const forged = await attachDocument(stranger, {
			applicationId: world.applicationId,
			itemKey: 'khong_co',
			fileName: 'a.pdf',
			bytes: samplePdf()
		});
		expect(said(forged)).toBe('not_found');
		expect(await documents()).toContainEqual(document);
	});

	it('leaves an entry in the audit trail, also when it is refused', async () => {
		const { rows } = await world.database.owner.query<{ action: string; outcome: string; refusal: string }>(
			`SELECT action, outcome, refusal FROM audit_entry WHERE action IN ('attach_document', 'remove_document')`
		);
		expect(rows).toContainEqual({ action: 'attach_document', outcome: 'done', refusal: '' });
		expect(rows).toContainEqual({
			action: 'attach_document',
			outcome: 'refused',
			refusal: 'file_type_mismatch'
		});
		expect(rows).toContainEqual({ action: 'remove_document', outcome: 'refused', refusal: 'not_found' });
	});
});

describe('the room of a dossier', () => {
	it('is never promised twice, however many ask at once', async () => {
		const ctx = await contextOf(world, world.editor);
		const held = await world.app.db.read.uploads.volume(world.applicationId, 'dossier');
		const asked = await Promise.all(
			Array.from({ length: 9 }, (_, index) =>
				beginUpload(ctx, {
					applicationId: world.applicationId,
					itemKey: 'instrument_certificates',
					fileName: `${index}.pdf`,
					size: 50 * MB
				})
			)
		);
		const fitting = Math.floor((300 * MB - Number(held)) / (50 * MB));
		expect(asked.filter(({ ok }) => ok)).toHaveLength(fitting);
		expect(new Set(asked.filter(({ ok }) => !ok).map(said))).toEqual(new Set(['dossier_too_large']));
		expect(await world.app.db.read.uploads.volume(world.applicationId, 'dossier')).toBeLessThanOrEqual(
			BigInt(300 * MB)
		);
		await world.database.owner.query(`UPDATE upload SET state = 'aborted' WHERE state = 'open'`);
	});
});

describe('a check that was cut off', () => {
	it('is gone on with, by any process, and only once', async () => {
		const ctx = await contextOf(world, world.editor);
		const bytes = samplePdf('bị cắt ngang');
		const begun = await beginUpload(ctx, {
			applicationId: world.applicationId,
			itemKey: 'instrument_certificates',
			fileName: 'a.pdf',
			size: bytes.byteLength
		});
		if (!begun.ok) throw new Error(begun.refusal.code);
		const { id } = begun.value;
		await world.app.store.put(`quarantine/${id}`, bytes);
		await world.app.db.transaction((tx) => tx.uploads.markWhole(id));
		const other = await world.restart();
		const settled = await Promise.all([
			settleUpload(ctx, id),
			settleUpload({ ...ctx, app: other }, id),
			settleUpload(ctx, id)
		]);
		// One has promised the check; the others leave it to that one.
		const states = settled.map((one) => (one.ok ? one.value.state : one.refusal.code)).sort();
		expect(states[0]).toBe('accepted');
		expect(states.every((state) => state === 'accepted' || state === 'checking')).toBe(true);
		const taken = (await documents()).filter(({ objectKey }) => objectKey === `documents/${id}`);
		expect(taken).toHaveLength(1);
		expect((await other.store.head(`documents/${id}`)).ok).toBe(true);
	});

	it('is found by the worker', async () => {
		const bytes = samplePdf('người làm nền');
		const ctx = await contextOf(world, world.editor);
		const begun = await beginUpload(ctx, {
			applicationId: world.applicationId,
			itemKey: 'instrument_certificates',
			fileName: 'b.pdf',
			size: bytes.byteLength
		});
		if (!begun.ok) throw new Error(begun.refusal.code);
		await world.app.store.put(`quarantine/${begun.value.id}`, bytes);
		await world.app.db.transaction((tx) => tx.uploads.markWhole(begun.value.id));
		// Fresh ones are left to the request that brought the last chunk.
		expect(await goOnWithUploads(world.app)).toBe(0);
		await moveClock(world, 1);
		expect(await goOnWithUploads(world.app)).toBe(1);
		expect((await world.app.db.read.uploads.find(begun.value.id))?.state).toBe('accepted');
	});
});

describe('a dossier that is closed', () => {
	it('takes and gives up nothing: after the submission, until it is replaced', async () => {
		const ctx = await contextOf(world, world.editor);
		const [document] = await documents();
		const id = document?.id ?? '';
		await submitWith(world, [id]);
		const bytes = samplePdf('muộn');
		expect(said(await attach(world, { itemKey: 'other', bytes }))).toBe('application_frozen');
		expect(said(await removeDocument(ctx, id))).toBe('application_frozen');
		const state = (replacing: boolean) =>
			world.database.owner.query('UPDATE application SET replacing = $2 WHERE id = $1', [
				world.applicationId,
				replacing
			]);
		await state(true);
		expect(said(await attach(world, { itemKey: 'own_commitment', bytes }))).toBe('ok');
		await state(false);
	});

	it('takes nothing after the deadline, not even what was being checked', async () => {
		await world.database.owner.query(`UPDATE application SET replacing = true WHERE id = $1`, [
			world.applicationId
		]);
		const ctx = await contextOf(world, world.editor);
		const bytes = samplePdf('đúng giờ');
		const begun = await beginUpload(ctx, {
			applicationId: world.applicationId,
			itemKey: 'instrument_certificates',
			fileName: 'c.pdf',
			size: bytes.byteLength
		});
		if (!begun.ok) throw new Error(begun.refusal.code);
		await world.app.store.put(`quarantine/${begun.value.id}`, bytes);
		await world.app.db.transaction((tx) => tx.uploads.markWhole(begun.value.id));
		await moveClock(world, 24);
		const settled = await settleUpload(ctx, begun.value.id);
		expect(settled.ok && settled.value).toMatchObject({
			state: 'refused',
			refusal: { code: 'window_closed' }
		});
		expect((await world.app.store.head(`documents/${begun.value.id}`)).ok).toBe(false);
		expect(said(await attach(world, { itemKey: 'other', bytes }))).toBe('window_closed');
	});
});
