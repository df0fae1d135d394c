import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/lib/server/app/applications/create-application.ts';
import { saveAnswers } from '../../../src/lib/server/app/applications/save-answers.ts';
import { printForm } from '../../../src/lib/server/app/prints/print-form.ts';
import { readScans } from '../../../src/lib/server/app/prints/read-scans.ts';
import type { App } from '../../../src/lib/server/app/ports.ts';
import { attachDocument } from '../../../src/lib/server/app/uploads/attach-document.ts';
import { readDocuments } from '../../../src/lib/server/app/uploads/read-documents.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { scanViews } from '../../../src/lib/server/http/scan-views.ts';
import { refuse } from '../../../src/lib/domain/shared/result.ts';
import { samplePdf } from '../../support/sample-files.ts';
import { scannedPages, scanOf } from '../../support/scan-paper.ts';
import { draft, openApplicationWorld, versionOf, ALL_DECLARED } from '../applications/application-world.ts';
import type { ApplicationWorld } from '../applications/application-world.ts';
import { fillDossier, MAP_DOCUMENTS, must } from '../applications/filled-dossier.ts';
import { submitApplication } from '../../../src/lib/server/app/applications/submit-application.ts';
import { moveClock } from '../intake/world.ts';

let world: ApplicationWorld;
let id: string;
beforeEach(async () => {
	world = await openApplicationWorld();
	id = await draft(world);
	await fillDossier(world.editor, id, []);
});
afterEach(async () => {
	await world.close();
});

const print = async (form = 'request', ctx: Context = world.editor, of = id) =>
	must(await printForm(ctx, { id: of, form })).file;

async function upload(bytes: Uint8Array, itemKey = 'request', fileName = 'ban-ky.pdf'): Promise<string> {
	return must(await attachDocument(world.editor, { applicationId: id, itemKey, fileName, bytes })).documentId;
}

/** What the checklist says of a document, in both languages' Vietnamese. */
async function said(documentId: string) {
	const { scans, of } = must(await readDocuments(world.editor, id));
	return scanViews(scans, of.definition.document, 'vi').get(documentId);
}

async function change(sectionKey: string, fieldKey: string, value: unknown): Promise<void> {
	const rows = await world.app.db.read.applications.sections(id);
	const baseVersion = rows.find((row) => row.sectionKey === sectionKey)?.version ?? 0;
	const patches = [{ fieldKey, baseVersion, value }];
	must(await saveAnswers(world.editor, { id, sectionKey, patches }));
}

describe('the scan of a signed form', () => {
	it('waits for its reading, and then agrees with the answers', async () => {
		const document = await upload(await scanOf(await print(), { dpi: 150, askew: 2 }));
		expect(await said(document)).toMatchObject({ waiting: true });
		expect(await readScans(world.app)).toBe(1);
		expect(await said(document)).toMatchObject({
			tone: 'ok',
			title: expect.stringMatching(
				/^Nội dung in khớp với nội dung đang có · mã \w{5}-\w{5}-\w{5}\./
			) as string,
			lines: []
		});
		expect(await readScans(world.app)).toBe(0);
	});

	it.each([
		{ dpi: 150, askew: 2, upsideDown: true },
		{ dpi: 200, askew: -2 },
		{ dpi: 300, askew: 2, upsideDown: true }
	])('is read at $dpi dots an inch, $askew degrees askew', async (scanner) => {
		const pdf = await scanOf(await print('own_commitment'), scanner);
		const document = await upload(pdf, 'own_commitment');
		await readScans(world.app);
		expect(await said(document)).toMatchObject({ tone: 'ok', lines: [] });
	});

	it('may be a photograph of the first page, and tells which pages are not on it', async () => {
		const [page] = await scannedPages(await print(), { dpi: 200, askew: 1, pages: [2] });
		const document = await upload((await page?.encode('jpeg', 80)) ?? new Uint8Array(), 'request', 'anh.jpg');
		await readScans(world.app);
		const view = await said(document);
		expect(view?.tone).toBe('warn');
		expect(view?.lines[0]).toMatch(/^Không đọc thấy trang đầu của bản in \(trang in số 1, 3, 4/);
	});

	it('names the cells that are answered otherwise since it was printed', async () => {
		const document = await upload(await scanOf(await print(), { dpi: 150 }));
		await readScans(world.app);
		await change('company', 'employees', '777');
		const [row] = (await world.app.db.read.applications.sections(id)).filter(
			({ sectionKey }) => sectionKey === 'funding'
		);
		const [line] = row?.content.values['own_lines'] as readonly { readonly id: string }[];
		must(
			await saveAnswers(world.editor, {
				id,
				sectionKey: 'funding',
				patches: [
					{
						fieldKey: 'own_lines',
						baseVersion: row?.version ?? 0,
						rowId: line?.id ?? '',
						columnKey: 'unit_price',
						value: '118.000.000'
					}
				]
			})
		);
		const view = await said(document);
		expect(view?.title).toMatch(/^Bản ký cũ hơn nội dung đang có: in lúc /);
		expect(view?.lines).toEqual([
			'Số lao động',
			'Đơn vị đối ứng, Phục vụ thu mua: Đơn giá',
			'Đơn vị đối ứng, Phục vụ thu mua: Thành tiền',
			'Tổng đối ứng',
			'Tổng kinh phí chương trình',
			'Hãy in lại, ký và tải lên thay tệp này; vẫn nộp được nếu chưa kịp.'
		]);
	});

	it('says that it was printed as a draft', async () => {
		await change('company', 'employees', null);
		const early = await print();
		await change('company', 'employees', '120');
		const document = await upload(await scanOf(early, { dpi: 150 }));
		await readScans(world.app);
		const lines = (await said(document))?.lines ?? [];
		expect(lines).toContain('Số lao động');
		expect(lines).toContain('Bản ký còn chữ BẢN NHÁP: in lúc hồ sơ chưa điền đủ');
	});

	it('may be another dossier’s, another form, or carry no code: each is said, none is refused', async () => {
		const form = { callCode: world.call.code, lotId: undefined };
		const other = must(
			await createApplication(world.stranger, { ...form, organisationId: world.strangerOrganisationId })
		);
		const theirs = await print('self_assessment', world.stranger, other.id);
		const scans: [Uint8Array, RegExp][] = [
			[await scanOf(theirs, { dpi: 150 }), /^Có trang mang mã của hồ sơ khác/],
			[await scanOf(await print('own_commitment'), { dpi: 150 }), /^Đây là bản in của Cam kết vốn đối ứng/],
			[samplePdf('Đơn tự viết'), /^Không đọc thấy mã của cổng trên bản ký; tệp vẫn được nhận$/]
		];
		for (const [bytes, words] of scans) {
			const document = await upload(bytes, 'survey_form');
			await readScans(world.app);
			expect((await said(document))?.title).toMatch(words);
			await world.app.db.transaction((tx) => tx.uploads.removeDocument(document));
		}
	});

	it('is asked of items that take a signed form, and of no others', async () => {
		await upload(samplePdf('Giấy chứng nhận'), 'registration');
		expect(await readScans(world.app)).toBe(0);
	});

	it('never holds up the submission', async () => {
		for (const item of MAP_DOCUMENTS) await upload(samplePdf(item), item);
		const version = await versionOf(world, id);
		const done = await submitApplication(world.representative, { id, version, declarations: ALL_DECLARED });
		expect(done.ok).toBe(true);
	});
});

describe('a scan that cannot be read', () => {
	const failing = (code: 'file_damaged' | 'store_unavailable'): App => ({
		...world.app,
		forms: { ...world.app.forms, read: () => Promise.resolve(refuse(code, { params: { reason: 'x' } })) }
	});

	it('is taken as it is, and says so', async () => {
		const document = await upload(samplePdf());
		expect(await readScans(failing('file_damaged'))).toBe(1);
		expect((await said(document))?.title).toBe('Cổng chưa đọc được bản quét này; tệp vẫn được nhận');
	});

	it('is tried three times where the store does not answer', async () => {
		const document = await upload(samplePdf());
		expect(await readScans(failing('store_unavailable'))).toBe(0);
		// Taken on by this attempt: nobody else reads it for three minutes.
		expect(await readScans(world.app)).toBe(0);
		await moveClock(world, 1);
		expect(await readScans(failing('store_unavailable'))).toBe(0);
		await moveClock(world, 1);
		expect(await readScans(failing('store_unavailable'))).toBe(1);
		expect((await said(document))?.waiting).toBe(false);
	});

	it('stays unread while the scanner of viruses has not passed it', async () => {
		const document = await upload(samplePdf());
		await world.database.owner.query(
			`ALTER TABLE application_document DISABLE TRIGGER USER; UPDATE application_document SET verdict = 'pending';
			 ALTER TABLE application_document ENABLE TRIGGER USER`
		);
		expect(await readScans(world.app)).toBe(0);
		expect(await said(document)).toMatchObject({ waiting: true });
	});

	it('is final once it is read, in the database too', async () => {
		await upload(samplePdf());
		await readScans(world.app);
		await expect(world.database.app.query(`UPDATE form_reading SET state = 'waiting'`)).rejects.toThrow(
			/form_reading/
		);
	});
});
