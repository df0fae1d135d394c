import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { openTypesetting } from '#lib/server/render/typesetting.ts';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { codeInGroups, codeOfHash } from '#lib/domain/shared/short-code.ts';
import { flatTextOfPdf } from '../../support/pdf-text.ts';
import { scannedPages } from '../../support/scan-paper.ts';
import { plainText, readPaper } from './read-paper.ts';
import { oldContents } from './old-samples.ts';

const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

/** Patient: other tests may be using the machine. */
const typesetting = openTypesetting('https://chuan.test', 120_000);
afterAll(() => typesetting.close());

const letter = oldContents['chuan.letter/1'];

function record(change: Partial<RecordRow> = {}, text = 'Kết quả: được phê duyệt.'): RecordRow {
	const content = { ...letter, paragraphs: [text] };
	return {
		id: 'r1',
		kind: 'result_letter',
		numberText: '07/TB-SKHCN',
		year: 2026,
		callId: null,
		lotId: null,
		applicationId: null,
		organisationId: null,
		councilId: null,
		hash: createHash('sha256').update(text).digest('hex'),
		issuedAt: new Date('2026-04-21T03:00:00Z'),
		issuedBy: '',
		published: false,
		content: JSON.parse(JSON.stringify(content)) as RecordRow['content'],
		...change
	};
}

async function pdfOf(paper: ReturnType<typeof typesetting.paper>): Promise<Uint8Array> {
	const set = await paper;
	if (!set.ok) throw new Error(set.refusal.code);
	return set.value;
}

describe('the typesetting thread', () => {
	it('makes the paper of a record, with its number', async () => {
		const text = plainText(await readPaper(await pdfOf(typesetting.paper(record()))));
		expect(text).toContain('07/tb-skhcn');
		expect(text).toContain('kếtquả:đượcphêduyệt');
	});

	it('serves while a long paper is set: the main thread goes on', async () => {
		const long = record({}, Array.from({ length: 1500 }, (_, index) => `từ${index}`).join(' '));
		let ticks = 0;
		const timer = setInterval(() => (ticks += 1), 5);
		const begun = performance.now();
		await pdfOf(typesetting.paper(long));
		const took = performance.now() - begun;
		clearInterval(timer);
		// A blocked thread ticks once or twice, however long it takes.
		expect(ticks).toBeGreaterThan(Math.max(3, took / 50));
	});

	it('refuses what takes too long, names the text, and sets the next one', async () => {
		const hurried = openTypesetting('https://chuan.test', 1);
		const text = `Lý do dài: ${'x'.repeat(20_000)}`;
		const late = await hurried.paper(record({}, text));
		expect(late).toMatchObject({ ok: false, refusal: { code: 'paper_cannot_print' } });
		expect(late.ok ? '' : late.refusal.params?.['text']).toMatch(/^Lý do dài: x+…$/);
		await hurried.close();
		expect((await typesetting.paper(record())).ok).toBe(true);
	});

	it('says under every page where the paper is checked, and by which code', async () => {
		const long = record({}, Array.from({ length: 900 }, (_, index) => `từ${index}`).join(' '));
		const file = await pdfOf(typesetting.paper(long));
		const text = flatTextOfPdf(file);
		const pages = Number(/\/Count (\d+)/.exec(Buffer.from(file).toString('latin1'))?.[1]);
		expect(pages).toBeGreaterThan(1);
		expect(text.split('chuan.test/kiem-tra')).toHaveLength(pages + 1);
		expect(text.split(codeInGroups(codeOfHash(long.hash)))).toHaveLength(pages + 1);
		for (const page of await scannedPages(file, { dpi: 200, askew: 1 })) {
			const [found] = await readBarcodes(new Uint8Array(await page.encode('png')), { formats: ['QRCode'] });
			expect(found?.text).toBe(`https://chuan.test/kiem-tra?ma=${codeOfHash(long.hash)}`);
		}
	});

	it('gives the same bytes each time, and each number is its own', async () => {
		const first = await pdfOf(typesetting.paper(record()));
		expect(Buffer.from(await pdfOf(typesetting.paper(record()))).equals(Buffer.from(first))).toBe(true);
		const other = await pdfOf(typesetting.paper(record({ numberText: '08/TB-SKHCN' })));
		expect(plainText(await readPaper(other))).toContain('08/tb-skhcn');
	});
});
