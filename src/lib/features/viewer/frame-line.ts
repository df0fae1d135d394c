import { framePart, readerCode } from './frame-parts.ts';
import type { FileBytes } from './read-file.ts';
import { readFrameMessage } from './viewer-messages.ts';
import type { FromFrame, FrameWords, OpenMessage, ReadingPlace, ToFrame } from './viewer-messages.ts';

/** How often over a frame may ask for the bytes of its file before it is no longer answered. */
const MOST_TIMES = 4;

type Told = Exclude<FromFrame, { readonly kind: 'range' | 'part' }>;

/**
 * The page's end of the line to its frame: hands in what may be read and hears where the reader is. The frame has no
 * origin and reaches nothing; whatever takes it over can ask only for more of this file and for parts of the viewer.
 */
export class FrameLine {
	readonly #file: FileBytes;
	readonly #told: (message: Told) => void;
	readonly #port: MessagePort;
	#given = 0;

	private constructor(file: FileBytes, port: MessagePort, told: (message: Told) => void) {
		this.#file = file;
		this.#port = port;
		this.#told = told;
		port.addEventListener('message', (event: MessageEvent<unknown>) => this.#hear(event.data));
		port.start();
	}

	static async open(
		frame: Window,
		file: FileBytes,
		show: { readonly place: ReadingPlace; readonly words: FrameWords; readonly lang: string },
		told: (message: Told) => void
	): Promise<FrameLine> {
		const { mediaType, size } = file;
		const worker = mediaType === 'application/pdf' ? await readerCode() : '';
		const { port1, port2 } = new MessageChannel();
		const line = new FrameLine(file, port1, told);
		const opening: OpenMessage = { mediaType, size, first: file.first.slice(0), worker, ...show };
		// A frame without an origin cannot be named as the receiver; who receives it is this window alone.
		frame.postMessage(opening, '*', [port2, opening.first]);
		return line;
	}

	say(message: ToFrame): void {
		this.#port.postMessage(message);
	}

	close(): void {
		this.#port.close();
	}

	#hear(data: unknown): void {
		const message = readFrameMessage(data, this.#file.size);
		if (message === undefined) return;
		if (message.kind === 'range') this.#give(message.start, message.end).catch(() => this.#fail());
		else if (message.kind === 'part') this.#givePart(message.name).catch(() => this.#fail());
		else this.#told(message);
	}

	async #give(start: number, end: number): Promise<void> {
		this.#given += end - start;
		if (this.#given > MOST_TIMES * this.#file.size + MOST_TIMES * 262_144) return;
		const bytes = await this.#file.range(start, end);
		this.#port.postMessage({ kind: 'bytes', start, bytes } satisfies ToFrame, [bytes]);
	}

	async #givePart(name: string): Promise<void> {
		const bytes = await framePart(name);
		this.#port.postMessage({ kind: 'part', name, bytes } satisfies ToFrame, bytes === null ? [] : [bytes]);
	}

	#fail(): void {
		this.#told({ kind: 'failed', why: 'damaged' });
	}
}
