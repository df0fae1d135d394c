import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { photoPdf } from '../../src/lib/domain/uploads/photo-pdf.ts';

export interface Scanner {
	readonly dpi: number;
	/** How far the paper lay askew, degrees. */
	readonly askew?: number;
	readonly upsideDown?: boolean;
	/** Of the printed pages, those that were laid in, in this order; all of them where absent. */
	readonly pages?: readonly number[];
}

/** A printed PDF as a scanner gives it back: grey, a little blurred, compressed as JPEG; the pictures of its pages. */
export async function scannedPages(pdf: Uint8Array, scanner: Scanner): Promise<Canvas[]> {
	const loading = getDocument({ data: new Uint8Array(pdf), verbosity: 0, disableFontFace: true });
	const document = await loading.promise;
	const numbers = scanner.pages ?? Array.from({ length: document.numPages }, (_, index) => index + 1);
	const scanned: Canvas[] = [];
	for (const number of numbers) {
		const page = await document.getPage(number);
		const viewport = page.getViewport({ scale: scanner.dpi / 72 });
		const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
		const drawn = createCanvas(width, height);
		await page.render({ canvas: drawn as unknown as HTMLCanvasElement, viewport }).promise;
		const glass = createCanvas(width, height);
		const context = glass.getContext('2d');
		context.fillStyle = '#e9e9e9';
		context.fillRect(0, 0, width, height);
		context.translate(width / 2, height / 2);
		context.rotate((((scanner.askew ?? 0) + (scanner.upsideDown === true ? 180 : 0)) * Math.PI) / 180);
		context.filter = 'grayscale(1) contrast(0.8) blur(0.6px)';
		context.drawImage(drawn, -width / 2, -height / 2);
		scanned.push(glass);
	}
	await loading.destroy();
	return scanned;
}

/** The same as the PDF that a scanner writes. */
export async function scanOf(pdf: Uint8Array, scanner: Scanner): Promise<Uint8Array> {
	const pages = await scannedPages(pdf, scanner);
	return photoPdf(
		await Promise.all(
			pages.map(async (page) => ({
				jpeg: await page.encode('jpeg', 70),
				width: page.width,
				height: page.height
			}))
		)
	);
}
