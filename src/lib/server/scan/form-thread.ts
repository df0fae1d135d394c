/** The thread that reads the marks of signed forms from their scans. Started by `read-forms.ts`. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { readMark } from '#lib/domain/prints/print-code.ts';
import type { PageMark } from '#lib/domain/prints/print-code.ts';
import type { ScanReading } from '#lib/domain/prints/scan-standing.ts';

export interface FormScan {
	readonly bytes: Uint8Array;
}

export type FormAnswer = { readonly reading: ScanReading } | { readonly error: string };

/** Pages that are looked at; of a longer scan the first ones. */
const MOST_PAGES = 60;
/** Of all pages together, ms; what is left is not looked at. */
const MOST_TIME_MS = 45_000;
/** Longest side of a drawn page, pixels: about 130 and 210 dots an inch of A4. Most marks are read from the first. */
const SIDES = [1540, 2480];
/** A picture inside a page that has more is not drawn. */
const MOST_IMAGE_PIXELS = 64_000_000;

const packageFolder = (file: string): string => path.dirname(fileURLToPath(import.meta.resolve(file)));
// Both libraries would fetch their parts from elsewhere; here they come from the installation.
const pdfFolder = packageFolder('pdfjs-dist/package.json');
const asFolder = (name: string): string => `${path.join(pdfFolder, name)}${path.sep}`;
const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
await prepareZXingModule({
	overrides: { wasmBinary: new Uint8Array(wasm).buffer },
	fireImmediately: true
});

async function marksOn(canvas: Canvas): Promise<PageMark[]> {
	const { width, height } = canvas;
	const found = await readBarcodes(canvas.getContext('2d').getImageData(0, 0, width, height) as ImageData, {
		formats: ['QRCode'],
		tryHarder: true,
		tryRotate: true,
		tryInvert: false,
		maxNumberOfSymbols: 8
	});
	return found.flatMap(({ text }) => readMark(text) ?? []);
}

/** Drawn small first, and larger where nothing is read. */
async function marksOfPage(draw: (side: number) => Promise<Canvas>): Promise<PageMark[]> {
	for (const side of SIDES) {
		const marks = await marksOn(await draw(side));
		if (marks.length > 0) return marks;
	}
	return [];
}

async function drawPage(document: PDFDocumentProxy, number: number, side: number): Promise<Canvas> {
	const page = await document.getPage(number);
	const { width, height } = page.getViewport({ scale: 1 });
	const viewport = page.getViewport({ scale: side / Math.max(width, height) });
	const canvas = createCanvas(
		Math.max(1, Math.round(viewport.width)),
		Math.max(1, Math.round(viewport.height))
	);
	await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise;
	page.cleanup();
	return canvas;
}

async function readPdf(bytes: Uint8Array): Promise<ScanReading> {
	const loading = getDocument({
		data: bytes,
		verbosity: 0,
		disableFontFace: true,
		useSystemFonts: false,
		maxImageSize: MOST_IMAGE_PIXELS,
		wasmUrl: asFolder('wasm'),
		standardFontDataUrl: asFolder('standard_fonts'),
		cMapUrl: asFolder('cmaps'),
		cMapPacked: true
	});
	try {
		const document = await loading.promise;
		const end = performance.now() + MOST_TIME_MS;
		const marks: PageMark[] = [];
		let looked = 0;
		while (looked < Math.min(document.numPages, MOST_PAGES) && performance.now() < end) {
			const number = looked + 1;
			marks.push(...(await marksOfPage((side) => drawPage(document, number, side))));
			looked += 1;
		}
		return { pages: document.numPages, looked, marks };
	} finally {
		await loading.destroy();
	}
}

async function readPicture(bytes: Uint8Array): Promise<ScanReading> {
	const image = await loadImage(bytes);
	const marks = await marksOfPage((side) => {
		const scale = Math.min(1, side / Math.max(image.width, image.height));
		const canvas = createCanvas(
			Math.max(1, Math.round(image.width * scale)),
			Math.max(1, Math.round(image.height * scale))
		);
		canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
		return Promise.resolve(canvas);
	});
	return { pages: 1, looked: 1, marks };
}

async function answer({ bytes }: FormScan): Promise<FormAnswer> {
	try {
		const isPicture = bytes[0] === 0xff || bytes[0] === 0x89;
		return { reading: await (isPicture ? readPicture(bytes) : readPdf(bytes)) };
	} catch (thrown) {
		// The libraries throw errors of every class over what they cannot read.
		return { error: String(thrown) };
	}
}

if (parentPort === null) throw new Error('this file runs as a thread');
const port = parentPort;
port.on('message', (job: FormScan) => {
	void answer(job).then((said) => {
		port.postMessage(said);
	});
});
port.postMessage('ready');
