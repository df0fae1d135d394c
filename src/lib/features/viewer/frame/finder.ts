import type { PdfPages } from './draw-pdf.ts';
import { occurrences } from './find-text.ts';
import type { Sheets } from './sheets.ts';

interface Hit {
	readonly page: number;
	/** Pieces of the page's text. */
	readonly pieces: readonly number[];
}

export interface Found {
	readonly text: string;
	readonly count: number;
	/** Which of them is in sight, from 1; 0 for none. */
	readonly at: number;
	/** Pages that were read so far. */
	readonly searched: number;
}

/** Looks through a PDF page by page, from the one in sight on, and marks what it finds. */
export class Finder {
	readonly #pages: PdfPages;
	readonly #sheets: Sheets;
	readonly #say: (found: Found) => void;
	#text = '';
	#hits: Hit[] = [];
	#at = -1;
	#searched = 0;

	constructor(pages: PdfPages, sheets: Sheets, say: (found: Found) => void) {
		this.#pages = pages;
		this.#sheets = sheets;
		this.#say = say;
		pages.written = (page) => this.#mark(page);
	}

	async find(text: string, forward: boolean): Promise<void> {
		if (text !== this.#text) await this.#search(text);
		else if (this.#hits.length > 0)
			this.#show((this.#at + (forward ? 1 : -1) + this.#hits.length) % this.#hits.length);
	}

	async #search(text: string): Promise<void> {
		this.#text = text;
		this.#hits = [];
		this.#at = -1;
		this.#searched = 0;
		this.#markAll();
		const from = this.#sheets.place.page;
		for (let page = 1; page <= this.#pages.pages; page += 1) {
			const read = await this.#pages.text(page);
			// Something else is looked for by now.
			if (text !== this.#text) return;
			this.#searched = page;
			for (const pieces of occurrences(read, text)) this.#hits.push({ page, pieces });
			const next = this.#at === -1 ? this.#hits.findIndex((hit) => hit.page >= from) : -1;
			if (next !== -1) this.#show(next);
			else if (page % 20 === 0) this.#tell();
		}
		if (this.#at === -1 && this.#hits.length > 0) this.#show(0);
		else this.#tell();
		this.#markAll();
	}

	#show(at: number): void {
		this.#at = at;
		const page = this.#hits[at]?.page;
		if (page !== undefined && page !== this.#sheets.place.page) this.#sheets.go(page);
		this.#markAll();
		this.#tell();
	}

	#tell(): void {
		this.#say({ text: this.#text, count: this.#hits.length, at: this.#at + 1, searched: this.#searched });
	}

	#markAll(): void {
		for (const page of this.#pages.spans.keys()) this.#mark(page);
	}

	#mark(page: number): void {
		const spans = this.#pages.spans.get(page) ?? [];
		for (const span of spans) span.classList.remove('hit', 'now');
		for (const [index, hit] of this.#hits.entries()) {
			if (hit.page !== page) continue;
			for (const piece of hit.pieces) {
				spans[piece]?.classList.add('hit');
				if (index === this.#at) spans[piece]?.classList.add('now');
			}
			if (index === this.#at) spans[hit.pieces[0] ?? -1]?.scrollIntoView({ block: 'center' });
		}
	}
}
