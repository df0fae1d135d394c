import { createCanvas, loadImage, type Canvas } from '@napi-rs/canvas';
import { photoPdf, PHOTO_SIDE } from '#lib/domain/uploads/photo-pdf.ts';
import { ok, refuse, type Result } from '#lib/domain/shared/result.ts';

/** JPEG quality of a page, percent: text stays sharp at about 500 KB a page. */
const QUALITY = 82;

/**
 * The first picture of a HEIC file, upright. The decoder is loaded with the first such file. Refuses `file_damaged`,
 * `file_unpacks_too_large`.
 */
export async function decodeHeic(bytes: Uint8Array, maxPixels: number): Promise<Result<Canvas>> {
	const { default: libheif } = await import('libheif-js/wasm-bundle.js');
	const [image] = new libheif.HeifDecoder().decode(bytes);
	if (image === undefined) return refuse('file_damaged');
	const [width, height] = [image.get_width(), image.get_height()];
	if (width * height > maxPixels) return refuse('file_unpacks_too_large');
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	const pixels = context.createImageData(width, height);
	const drawn = await new Promise<object | null>((resolve) => {
		image.display(pixels, resolve);
	});
	image.free();
	if (drawn === null) return refuse('file_damaged');
	context.putImageData(pixels, 0, 0);
	return ok(canvas);
}

/** A checked photograph as a PDF of one page, upright as the camera was held, no larger than print needs. */
export async function photoAsPdf(photo: Canvas | Uint8Array): Promise<Uint8Array> {
	const image = photo instanceof Uint8Array ? await loadImage(photo) : photo;
	const scale = Math.min(1, PHOTO_SIDE / Math.max(image.width, image.height));
	const [width, height] = [image.width, image.height].map((side) =>
		Math.max(1, Math.round(side * scale))
	) as [number, number];
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	context.fillStyle = '#fff';
	context.fillRect(0, 0, width, height);
	context.drawImage(image, 0, 0, width, height);
	return photoPdf([{ jpeg: await canvas.encode('jpeg', QUALITY), width, height }]);
}
