import { AnnotationMode, TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { pageText } from './find-text.ts';
import type { PageText } from './find-text.ts';
import type { Drawn, Size } from './sheets.ts';

/** The pages of a PDF: drawn on canvases, with their text above to be selected, read aloud and found. */
export class PdfPages implements Drawn {
	readonly #document: PDFDocumentProxy;
	readonly #sizes = new Map<number, Size>();
	readonly #texts = new Map<number, Promise<PageText>>();
	readonly #first: Size;
	/** By page, the spans of its text, in the order of its pieces. */
	readonly spans = new Map<number, readonly HTMLElement[]>();
	/** Told when the text of a page stands. */
	written: (page: number) => void = () => undefined;

	private constructor(document: PDFDocumentProxy, first: Size) {
		this.#document = document;
		this.#first = first;
	}

	static async of(document: PDFDocumentProxy): Promise<PdfPages> {
		const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
		return new PdfPages(document, { width, height });
	}

	get pages(): number {
		return this.#document.numPages;
	}

	sizeOf(page: number): Size {
		return this.#sizes.get(page) ?? this.#first;
	}

	text(page: number): Promise<PageText> {
		const read = async (): Promise<PageText> => {
			const content = await (await this.#document.getPage(page)).getTextContent();
			return pageText(content.items.filter((item) => 'str' in item));
		};
		const known = this.#texts.get(page) ?? read().catch(() => pageText([]));
		this.#texts.set(page, known);
		return known;
	}

	draw: Drawn['draw'] = async (number, sheet, { scale, rotation, dense, stopped, small }) => {
		const page = await this.#document.getPage(number);
		const plain = page.getViewport({ scale: 1 });
		const size = { width: plain.width, height: plain.height };
		this.#sizes.set(number, size);
		stopped.throwIfAborted();
		const turn = (page.rotate + rotation) % 360;
		const viewport = page.getViewport({ scale: scale * dense, rotation: turn });
		const canvas = document.createElement('canvas');
		canvas.width = Math.max(1, Math.round(viewport.width));
		canvas.height = Math.max(1, Math.round(viewport.height));
		// What a form in the file shows is drawn; nothing of it can be pressed.
		const drawing = page.render({ canvas, viewport, annotationMode: AnnotationMode.ENABLE });
		stopped.addEventListener('abort', () => drawing.cancel());
		await drawing.promise;
		stopped.throwIfAborted();
		if (small === true) {
			sheet.replaceChildren(canvas);
			return size;
		}
		const layer = document.createElement('div');
		layer.className = 'textLayer';
		sheet.replaceChildren(canvas, layer);
		const text = new TextLayer({
			textContentSource: await page.getTextContent(),
			container: layer,
			viewport: page.getViewport({ scale, rotation: turn })
		});
		stopped.addEventListener('abort', () => {
			text.cancel();
			this.spans.delete(number);
		});
		try {
			await text.render();
		} catch {
			// Its picture stands; a text that cannot be laid over it, or was left in between, is taken away.
			layer.remove();
			return size;
		}
		this.spans.set(number, text.textDivs);
		this.written(number);
		return size;
	};
}
