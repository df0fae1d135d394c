import { MOST_AREA, MOST_PIXELS } from '../viewer-messages.ts';
import type { FrameFailure } from '../viewer-messages.ts';
import { pictureSize } from './picture-size.ts';
import type { Drawn } from './sheets.ts';

/** A picture as one page: only its pixels reach the screen, on a canvas. */
export async function drawPicture(bytes: ArrayBuffer, mediaType: string): Promise<Drawn | FrameFailure> {
	const named = pictureSize(bytes);
	if (named === undefined) return 'damaged';
	if (named.width > MOST_PIXELS || named.height > MOST_PIXELS || named.width * named.height > MOST_AREA)
		return 'too_large';
	let bitmap: ImageBitmap;
	try {
		bitmap = await createImageBitmap(new Blob([bytes], { type: mediaType }));
	} catch {
		return 'damaged';
	}
	const size = { width: bitmap.width, height: bitmap.height };
	return {
		pages: 1,
		sizeOf: () => size,
		draw: (_page, sheet, { scale, rotation, dense }) => {
			const canvas = document.createElement('canvas');
			const aside = rotation % 180 !== 0;
			const width = Math.max(1, Math.round(size.width * scale * dense));
			const height = Math.max(1, Math.round(size.height * scale * dense));
			canvas.width = aside ? height : width;
			canvas.height = aside ? width : height;
			const context = canvas.getContext('2d');
			context?.translate(canvas.width / 2, canvas.height / 2);
			context?.rotate((rotation * Math.PI) / 180);
			context?.drawImage(bitmap, -width / 2, -height / 2, width, height);
			sheet.replaceChildren(canvas);
			return Promise.resolve(size);
		}
	};
}
