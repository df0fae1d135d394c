/** What draws a file in its frame of no origin. All that it knows of the file comes by messages of the page around. */
import {
	getDocument,
	PasswordException,
	PDFDataRangeTransport,
	PDFWorker
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { MOST_PAGES } from '../viewer-messages.ts';
import type { FrameFailure, FromFrame, OpenMessage, ToFrame } from '../viewer-messages.ts';
import { drawPicture } from './draw-picture.ts';
import { PdfPages } from './draw-pdf.ts';
import { Finder } from './finder.ts';
import { PageList } from './page-list.ts';
import { Sheets } from './sheets.ts';
import type { Drawn } from './sheets.ts';

/** Bytes of a file that is fetched as it is read. */
const CHUNK = 262_144;
/** A picture inside a page that has more pixels is not drawn. */
const MOST_IMAGE_PIXELS = 64_000_000;

addEventListener('message', open);

function open(event: MessageEvent<OpenMessage>): void {
	const [port] = event.ports;
	if (event.source !== parent || port === undefined) return;
	removeEventListener('message', open);
	const say = (message: FromFrame): void => port.postMessage(message);
	const frame = new Frame(event.data, port, say);
	frame.show().catch(() => say({ kind: 'failed', why: 'damaged' }));
}

class Frame {
	readonly #opened: OpenMessage;
	readonly #say: (message: FromFrame) => void;
	readonly #parts = new Map<string, (bytes: Uint8Array | null) => void>();
	#range?: PDFDataRangeTransport;
	#sheets?: Sheets;
	#finder?: Finder;
	#drawn?: Drawn;
	#list?: PageList;

	constructor(opened: OpenMessage, port: MessagePort, say: (message: FromFrame) => void) {
		this.#opened = opened;
		this.#say = say;
		port.addEventListener('message', (event: MessageEvent<ToFrame>) => this.#take(event.data));
		port.start();
	}

	async show(): Promise<void> {
		const drawn = await this.#source();
		if (typeof drawn === 'string') {
			this.#say({ kind: 'failed', why: drawn });
			return;
		}
		const { words, place, lang } = this.#opened;
		const main = required('content');
		document.documentElement.lang = lang;
		main.setAttribute('aria-label', words.content);
		required('list').setAttribute('aria-label', words.pages);
		this.#drawn = drawn;
		this.#say({ kind: 'ready', pages: drawn.pages });
		const sheets = new Sheets(main, drawn, place, {
			label: this.#label,
			undrawn: words.undrawn,
			changed: () => queueMicrotask(() => this.#at())
		});
		this.#sheets = sheets;
		if (drawn instanceof PdfPages)
			this.#finder = new Finder(drawn, sheets, (found) => this.#say({ kind: 'found', ...found }));
		addEventListener('keydown', (event) => this.#key(event));
	}

	readonly #label = (page: number): string => this.#opened.words.page.replace('{page}', String(page));

	async #source(): Promise<Drawn | FrameFailure> {
		const { mediaType, first } = this.#opened;
		if (mediaType !== 'application/pdf') return drawPicture(first, mediaType);
		try {
			const document = await this.#readPdf().promise;
			return document.numPages > MOST_PAGES ? 'too_many_pages' : await PdfPages.of(document);
		} catch (thrown) {
			return thrown instanceof PasswordException ? 'encrypted' : 'damaged';
		}
	}

	#readPdf(): ReturnType<typeof getDocument> {
		const { first, size, worker } = this.#opened;
		const code = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
		const thread = new Worker(code);
		const say = this.#say;
		const range = new (class extends PDFDataRangeTransport {
			override requestDataRange(start: number, end: number): void {
				say({ kind: 'range', start, end });
			}
		})(size, new Uint8Array(first), first.byteLength === size);
		this.#range = range;
		const part = (kind: string, name: string): Promise<Uint8Array> => this.#part(`${kind}/${name}`);
		return getDocument({
			...(first.byteLength === size ? { data: first } : { range }),
			worker: PDFWorker.create({ port: thread }),
			rangeChunkSize: CHUNK,
			disableAutoFetch: true,
			disableStream: true,
			verbosity: 0,
			enableXfa: false,
			useWorkerFetch: false,
			// A letter that a file does not bring along comes from the portal, never from an address or from the machine.
			useSystemFonts: false,
			disableWorkerRendering: true,
			maxImageSize: MOST_IMAGE_PIXELS,
			cMapPacked: true,
			// They are fetched by the page, which knows where they lie; the names only have to be there.
			cMapUrl: 'cmaps/',
			standardFontDataUrl: 'standard_fonts/',
			wasmUrl: 'wasm/',
			BinaryDataFactory: class {
				fetch({ kind, filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
					return part(FOLDERS[kind] ?? '', filename);
				}
			}
		} as Parameters<typeof getDocument>[0]);
	}

	#part(name: string): Promise<Uint8Array> {
		return new Promise((resolve, reject) => {
			this.#parts.set(name, (bytes) => {
				if (bytes === null) reject(new Error(`the portal has no ${name}`));
				else resolve(bytes);
			});
			this.#say({ kind: 'part', name });
		});
	}

	#take(message: ToFrame): void {
		const sheets = this.#sheets;
		switch (message.kind) {
			case 'bytes':
				this.#range?.onDataRange(message.start, new Uint8Array(message.bytes));
				return;
			case 'part':
				this.#parts.get(message.name)?.(message.bytes === null ? null : new Uint8Array(message.bytes));
				this.#parts.delete(message.name);
				return;
			case 'go':
				sheets?.go(message.page);
				return;
			case 'zoom':
				sheets?.zoom(message.zoom);
				return;
			case 'rotate':
				sheets?.rotate();
				return;
			case 'find':
				this.#finder?.find(message.text, message.forward).catch(() => this.#notFound(message.text));
				return;
			case 'list':
				this.#showList(message.shown);
		}
	}

	/** What cannot be searched holds nothing to be found. */
	#notFound(text: string): void {
		this.#say({ kind: 'found', text, count: 0, at: 0, searched: this.#drawn?.pages ?? 0 });
	}

	#showList(shown: boolean): void {
		const list = required('list');
		list.hidden = !shown;
		if (!shown || this.#drawn === undefined) return;
		this.#list ??= new PageList(list, this.#drawn, {
			label: this.#label,
			go: (page) => this.#sheets?.go(page)
		});
		this.#at();
	}

	#at(): void {
		if (this.#sheets === undefined) return;
		const { place, scale } = this.#sheets;
		this.#list?.at(place.page);
		this.#say({ kind: 'at', place, percent: Math.max(1, Math.round(scale * 100)) });
	}

	#key(event: KeyboardEvent): void {
		const { key } = event;
		const held = event.ctrlKey || event.metaKey;
		const page = this.#sheets?.place.page ?? 1;
		if (key === 'Escape') this.#say({ kind: 'key', key });
		else if (held && key.toLowerCase() === 'f') this.#say({ kind: 'key', key: 'find' });
		else if (held || event.altKey) return;
		else if (key === '+' || key === '=') this.#say({ kind: 'key', key: 'in' });
		else if (key === '-') this.#say({ kind: 'key', key: 'out' });
		else if (key === ']') this.#sheets?.go(page + 1);
		else if (key === '[') this.#sheets?.go(page - 1);
		else if (key.toLowerCase() === 'r') this.#sheets?.rotate();
		else return;
		event.preventDefault();
	}
}

/** Where pdf.js keeps its parts, by its names for them. */
const FOLDERS: Readonly<Record<string, string>> = {
	cMapUrl: 'cmaps',
	standardFontDataUrl: 'standard_fonts',
	wasmUrl: 'wasm'
};

function required(id: string): HTMLElement {
	const element = document.getElementById(id);
	if (element === null) throw new Error(`the frame has no ${id}`);
	return element;
}
