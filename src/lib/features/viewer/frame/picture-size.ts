export interface PictureSize {
	readonly width: number;
	readonly height: number;
}

/** Width and height that the head of a PNG or JPEG names; undefined where it names none. Nothing is decoded. */
export function pictureSize(bytes: ArrayBuffer): PictureSize | undefined {
	const view = new DataView(bytes);
	if (view.byteLength < 24) return undefined;
	if (view.getUint32(0) === 0x89504e47) return { width: view.getUint32(16), height: view.getUint32(20) };
	return view.getUint16(0) === 0xffd8 ? jpegSize(view) : undefined;
}

/** The first frame header (SOF0 to SOF15, ITU T.81, B.2.2); tables and notes before it are passed over. */
function jpegSize(view: DataView): PictureSize | undefined {
	let at = 2;
	while (at + 9 <= view.byteLength) {
		if (view.getUint8(at) !== 0xff) return undefined;
		const marker = view.getUint8(at + 1);
		if (marker === 0xff) at += 1;
		else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
			return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
		else at += 2 + view.getUint16(at + 2);
	}
	return undefined;
}
