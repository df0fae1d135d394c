/** Photographs on their way to become the pages of one PDF, in the browser: a few hundred KB a page go over the line. */
import { PHOTO_SIDE } from '#lib/domain/uploads/photo-pdf.ts';
import type { PhotoPage } from '#lib/domain/uploads/photo-pdf.ts';

const QUALITY = 0.82;
const THUMBNAIL_SIDE = 240;

export interface PageView extends PhotoPage {
	readonly id: number;
	readonly name: string;
	/** A small picture as a `data:` address. */
	readonly thumbnail: string;
}

let made = 0;

/** The photograph upright and of a size that prints; undefined when this browser cannot open it (HEIC outside Safari). */
export async function readPhoto(file: File): Promise<PageView | undefined> {
	let picture: ImageBitmap;
	try {
		picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
	} catch (error) {
		if (error instanceof DOMException) return undefined;
		throw error;
	}
	const page = drawn(picture, PHOTO_SIDE);
	const small = drawn(picture, THUMBNAIL_SIDE);
	picture.close();
	const blob = await new Promise<Blob | null>((resolve) => {
		page.toBlob(resolve, 'image/jpeg', QUALITY);
	});
	if (blob === null) return undefined;
	return {
		id: (made += 1),
		name: file.name,
		jpeg: new Uint8Array(await blob.arrayBuffer()),
		width: page.width,
		height: page.height,
		thumbnail: small.toDataURL('image/jpeg', QUALITY)
	};
}

/** The picture on white, its longer side no longer than `side`. */
function drawn(picture: ImageBitmap, side: number): HTMLCanvasElement {
	const scale = Math.min(1, side / Math.max(picture.width, picture.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	const context = canvas.getContext('2d');
	if (context === null) return canvas;
	context.fillStyle = '#fff';
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.drawImage(picture, 0, 0, canvas.width, canvas.height);
	return canvas;
}
