import frameScript from './frame/frame.ts?worker&url';
import workerScript from './frame/pdf-worker.ts?worker&url';

/** What pdf.js asks for by itself: decoders of scans, letters of fonts that a file does not bring along. */
const PARTS: Readonly<Record<string, string>> = import.meta.glob(
	[
		'/node_modules/pdfjs-dist/wasm/{jbig2,openjpeg,qcms_bg}.wasm',
		'/node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
		'/node_modules/pdfjs-dist/cmaps/*.bcmap'
	],
	{ query: '?url&no-inline', import: 'default', eager: true }
);

async function fetched(address: string): Promise<Response> {
	const answer = await fetch(address);
	if (!answer.ok) throw new Error(`${address}: ${String(answer.status)}`);
	return answer;
}

/** A part by its folder and name; null for what the portal does not have: the frame asks for nothing else. */
export async function framePart(name: string): Promise<ArrayBuffer | null> {
	const address = PARTS[`/node_modules/pdfjs-dist/${name}`];
	return address === undefined ? null : (await fetched(address)).arrayBuffer();
}

/** The code that reads PDFs, fetched once a page. */
let reading: Promise<string> | undefined;
export function readerCode(): Promise<string> {
	reading ??= fetched(workerScript).then((answer) => answer.text());
	reading.catch(() => {
		reading = undefined;
	});
	return reading;
}

/** The address of the frame; its answer allows this one script. */
export function frameAddress(): string {
	const { pathname, search } = new URL(frameScript, import.meta.url);
	return `/api/khung-xem?ma=${encodeURIComponent(pathname + search)}`;
}
