import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileInspector } from '../../../src/lib/server/scan/inspect-object.ts';
import type { FileInspector } from '../../../src/lib/server/app/uploads/ports.ts';
import type { ObjectStore } from '../../../src/lib/server/app/storage/ports.ts';
import { openDiskStore } from '../../../src/lib/server/storage/disk-store.ts';
import { sampleDocx, sampleJpeg, samplePdf, samplePng } from '../../support/sample-files.ts';

const heic = readFileSync(path.resolve(import.meta.dirname, '../../support/files/photo.heic'));
const maxBytes = 50 * 1024 * 1024;
let folder: string;
let store: ObjectStore;
let inspector: FileInspector & { close(): Promise<void> };

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-photos-'));
	const opened = await openDiskStore(folder);
	if (!opened.ok) throw new Error(opened.refusal.code);
	store = opened.value;
	inspector = fileInspector(store);
});
afterAll(async () => {
	await inspector.close();
	await rm(folder, { recursive: true, force: true });
});

async function inspect(name: string, bytes: Buffer, accepted: readonly ('pdf' | 'docx' | 'jpeg')[]) {
	await store.put('quarantine/photo', bytes);
	return inspector.inspect('quarantine/photo', { name, accepted, maxBytes });
}

/** Width and height of the one page, in whole points, and whether it shows a picture. */
async function pageOf(pdf: Uint8Array) {
	const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
	const document = await loading.promise;
	const page = await document.getPage(1);
	const { width, height } = page.getViewport({ scale: 1 });
	const { fnArray } = await page.getOperatorList();
	const shown = { pages: document.numPages, width: Math.round(width), height: Math.round(height) };
	await loading.destroy();
	return { ...shown, picture: fnArray.includes(OPS.paintImageXObject) };
}

/** The same photograph, held upright by the camera: EXIF orientation 6. */
function turned(jpeg: Buffer): Buffer {
	const tags = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');
	const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tags]);
	const head = Buffer.from([0xff, 0xe1, 0, body.byteLength + 2]);
	return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)]);
}

describe('a photograph where a scan is asked for', () => {
	it.each([
		['a JPEG', 'don.jpg', sampleJpeg(), { width: 842, height: 595 }],
		['a JPEG that the camera held upright', 'don.jpg', turned(sampleJpeg()), { width: 595, height: 842 }],
		['a PNG', 'don.png', samplePng(), { width: 595, height: 842 }],
		['a HEIC', 'IMG_0001.HEIC', heic, { width: 842, height: 595 }]
	])('%s becomes a PDF of one page', async (_, name, bytes, size) => {
		const result = await inspect(name, bytes, ['pdf']);
		if (!result.ok) throw new Error(result.refusal.code);
		const { made, mediaType, sha256, received } = result.value;
		expect(mediaType).toBe('application/pdf');
		expect(received).toEqual({ size: bytes.byteLength, sha256: sha256Of(bytes) });
		expect(sha256).toBe(sha256Of(made ?? Buffer.alloc(0)));
		expect(await pageOf(made ?? new Uint8Array())).toEqual({ pages: 1, picture: true, ...size });
	});

	it('stays a photograph where photographs are asked for', async () => {
		const result = await inspect('anh.jpg', sampleJpeg(), ['pdf', 'jpeg']);
		expect(result).toMatchObject({ ok: true, value: { mediaType: 'image/jpeg' } });
		expect(result.ok && result.value.made).toBeUndefined();
	});

	it('is refused where neither is, with what is', async () => {
		expect(await inspect('anh.heic', heic, ['docx'])).toMatchObject({
			ok: false,
			refusal: { code: 'file_type_not_accepted', params: { found: 'heic', accepted: 'DOCX' } }
		});
	});

	it('is refused when it cannot be decoded', async () => {
		const result = await inspect('anh.heic', heic.subarray(0, heic.byteLength - 600), ['pdf']);
		expect(result).toMatchObject({ ok: false, refusal: { code: 'file_damaged' } });
	});
});

it('checks on a thread: the main thread goes on', async () => {
	let ticks = 0;
	const timer = setInterval(() => (ticks += 1), 5);
	const begun = performance.now();
	await Promise.all([
		inspect('a.pdf', samplePdf(), ['pdf']),
		inspect('a.docx', await sampleDocx(), ['docx']),
		inspect('a.jpg', sampleJpeg(), ['pdf'])
	]);
	const took = performance.now() - begun;
	clearInterval(timer);
	expect(ticks).toBeGreaterThan(took / 100);
});

function sha256Of(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
