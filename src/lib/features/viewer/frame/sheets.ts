import type { ReadingPlace, Zoom } from '../viewer-messages.ts';

/** Of CSS pixels, around what is in sight: drawn before it is reached. */
const AHEAD = '900px 0px';
/** Pixels of one drawn page; beyond it a page is drawn coarser. */
const MOST_DRAWN = 16_000_000;
/** CSS pixels beside a page that is as wide as the frame. */
const MARGIN = 24;
const LEAST = 0.25;
const MOST = 5;

export interface Size {
	readonly width: number;
	readonly height: number;
}

/** What draws the pages of one kind of file. */
export interface Drawn {
	readonly pages: number;
	/** Of a page at scale 1 and as it stands in the file, CSS pixels; asked of pages not read yet too. */
	sizeOf(page: number): Size;
	/** Draws into the sheet; answers the size that the page turned out to have. `stopped` when it left the sight. */
	draw(page: number, sheet: HTMLElement, how: DrawHow): Promise<Size>;
}

export interface DrawHow {
	readonly scale: number;
	readonly rotation: number;
	/** Device pixels for a CSS pixel. */
	readonly dense: number;
	readonly stopped: AbortSignal;
	/** In a list of pages: a picture of the page without its text. */
	readonly small?: boolean;
}

interface Sheet {
	readonly element: HTMLElement;
	size: Size;
	shown: boolean;
	stop?: AbortController;
	/** Of the scale and rotation that it shows. */
	drawn: string;
}

/** The pages of a file below each other; those near the sight are drawn, the others hold their place. */
export class Sheets {
	readonly #sheets: Sheet[] = [];
	readonly #observer: IntersectionObserver;
	readonly #frame: HTMLElement;
	readonly #source: Drawn;
	readonly #changed: () => void;
	#zoom: Zoom;
	#rotation: number;
	#page: number;
	#width = 0;

	constructor(
		frame: HTMLElement,
		source: Drawn,
		start: ReadingPlace,
		said: { readonly label: (page: number) => string; readonly undrawn: string; readonly changed: () => void }
	) {
		this.#frame = frame;
		this.#source = source;
		this.#changed = said.changed;
		this.#zoom = start.zoom;
		this.#rotation = start.rotation;
		this.#page = Math.min(start.page, source.pages);
		this.#observer = new IntersectionObserver((entries) => this.#see(entries), {
			root: frame,
			rootMargin: AHEAD
		});
		for (let page = 1; page <= source.pages; page += 1) {
			const element = document.createElement('section');
			element.className = 'sheet';
			element.dataset['page'] = String(page);
			element.setAttribute('aria-label', said.label(page));
			element.dataset['undrawn'] = said.undrawn;
			this.#sheets.push({ element, size: source.sizeOf(page), shown: false, drawn: '' });
			frame.append(element);
		}
		this.#lay();
		this.go(this.#page);
		for (const { element } of this.#sheets) this.#observer.observe(element);
		frame.addEventListener('scroll', () => this.#scrolled(), { passive: true });
		new ResizeObserver(() => {
			if (this.#zoom === 'width' && frame.clientWidth !== this.#width) this.#again();
		}).observe(frame);
	}

	get place(): ReadingPlace {
		return { page: this.#page, zoom: this.#zoom, rotation: this.#rotation };
	}

	/** Of the page in sight. */
	get scale(): number {
		return this.#scaleOf(this.#sheets[this.#page - 1]?.size ?? { width: 1, height: 1 });
	}

	element(page: number): HTMLElement | undefined {
		return this.#sheets[page - 1]?.element;
	}

	go(page: number): void {
		const sheet = this.#sheets[page - 1];
		if (sheet === undefined) return;
		this.#page = page;
		this.#frame.scrollTop = sheet.element.offsetTop - MARGIN / 2;
		this.#changed();
	}

	zoom(zoom: Zoom): void {
		this.#zoom = zoom === 'width' ? zoom : Math.min(MOST, Math.max(LEAST, zoom));
		this.#again();
	}

	rotate(): void {
		this.#rotation = (this.#rotation + 90) % 360;
		this.#again();
	}

	/** Everything in another size; the place in the page stays. */
	#again(): void {
		const sheet = this.#sheets[this.#page - 1]?.element;
		const within = sheet === undefined ? 0 : (this.#frame.scrollTop - sheet.offsetTop) / sheet.offsetHeight;
		this.#lay();
		if (sheet !== undefined) this.#frame.scrollTop = sheet.offsetTop + within * sheet.offsetHeight;
		for (const [index, { shown }] of this.#sheets.entries()) if (shown) this.#draw(index + 1);
		this.#changed();
	}

	#turned({ width, height }: Size): Size {
		return this.#rotation % 180 === 0 ? { width, height } : { width: height, height: width };
	}

	#scaleOf(size: Size): number {
		if (this.#zoom !== 'width') return this.#zoom;
		return Math.max(LEAST / 4, (this.#width - MARGIN) / this.#turned(size).width);
	}

	#lay(): void {
		this.#width = this.#frame.clientWidth;
		for (const sheet of this.#sheets) this.#size(sheet);
	}

	#size({ element, size }: Sheet): void {
		const scale = this.#scaleOf(size);
		const { width, height } = this.#turned(size);
		element.style.width = `${String(Math.round(width * scale))}px`;
		element.style.height = `${String(Math.round(height * scale))}px`;
		element.style.setProperty('--total-scale-factor', String(scale));
	}

	#see(entries: readonly IntersectionObserverEntry[]): void {
		for (const { target, isIntersecting } of entries) {
			const page = Number((target as HTMLElement).dataset['page']);
			const sheet = this.#sheets[page - 1];
			if (sheet === undefined) continue;
			sheet.shown = isIntersecting;
			if (isIntersecting) this.#draw(page);
			else this.#leave(sheet);
		}
	}

	#leave(sheet: Sheet): void {
		sheet.stop?.abort();
		sheet.drawn = '';
		sheet.element.replaceChildren();
	}

	#draw(page: number): void {
		const sheet = this.#sheets[page - 1];
		if (sheet === undefined) return;
		const scale = this.#scaleOf(sheet.size);
		const wanted = `${String(scale)}/${String(this.#rotation)}`;
		if (sheet.drawn === wanted) return;
		sheet.drawn = wanted;
		sheet.stop?.abort();
		const stop = new AbortController();
		sheet.stop = stop;
		const { width, height } = sheet.size;
		const dense = Math.min(
			devicePixelRatio,
			Math.sqrt(MOST_DRAWN / Math.max(1, width * height * scale * scale))
		);
		this.#source
			.draw(page, sheet.element, { scale, rotation: this.#rotation, dense, stopped: stop.signal })
			.then((size) => {
				sheet.element.classList.remove('undrawn');
				if (size.width === sheet.size.width && size.height === sheet.size.height) return;
				sheet.size = size;
				this.#size(sheet);
				if (sheet.shown) this.#draw(page);
			})
			.catch(() => {
				if (!stop.signal.aborted) sheet.element.classList.add('undrawn');
			});
	}

	#scrolled(): void {
		const line = this.#frame.scrollTop + this.#frame.clientHeight / 3;
		let low = 0;
		let high = this.#sheets.length - 1;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((this.#sheets[middle]?.element.offsetTop ?? 0) <= line) low = middle;
			else high = middle - 1;
		}
		if (low + 1 === this.#page) return;
		this.#page = low + 1;
		this.#changed();
	}
}
