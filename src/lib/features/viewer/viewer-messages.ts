/** What a page and the frame that draws a file say to each other. The page believes nothing that comes back. */

/** How large a page is drawn: as wide as the frame, or by a factor. */
export type Zoom = 'width' | number;

export interface ReadingPlace {
	readonly page: number;
	readonly zoom: Zoom;
	/** Degrees, clockwise. */
	readonly rotation: number;
}

export interface FrameWords {
	/** "Trang {page}", with the number left open. */
	readonly page: string;
	readonly pages: string;
	readonly content: string;
	readonly undrawn: string;
}

/** The first message, with the port that all others pass. */
export interface OpenMessage {
	readonly mediaType: string;
	readonly size: number;
	/** The beginning of the file, or all of it. */
	readonly first: ArrayBuffer;
	/** The code that reads PDFs: a frame of no origin fetches nothing itself. */
	readonly worker: string;
	readonly lang: string;
	readonly words: FrameWords;
	readonly place: ReadingPlace;
}

export type ToFrame =
	| { readonly kind: 'bytes'; readonly start: number; readonly bytes: ArrayBuffer }
	| { readonly kind: 'part'; readonly name: string; readonly bytes: ArrayBuffer | null }
	| { readonly kind: 'go'; readonly page: number }
	| { readonly kind: 'zoom'; readonly zoom: Zoom }
	| { readonly kind: 'rotate' }
	| { readonly kind: 'find'; readonly text: string; readonly forward: boolean }
	| { readonly kind: 'list'; readonly shown: boolean };

const FAILURES = ['encrypted', 'damaged', 'too_many_pages', 'too_large', 'not_shown'] as const;
export type FrameFailure = (typeof FAILURES)[number];

/** Keys that mean something outside the frame; no other leaves it. */
const KEYS = ['Escape', 'find', 'in', 'out'] as const;
export type FrameKey = (typeof KEYS)[number];

export type FromFrame =
	| { readonly kind: 'range'; readonly start: number; readonly end: number }
	| { readonly kind: 'part'; readonly name: string }
	| { readonly kind: 'ready'; readonly pages: number }
	| { readonly kind: 'at'; readonly place: ReadingPlace; readonly percent: number }
	| {
			readonly kind: 'found';
			readonly text: string;
			readonly count: number;
			readonly at: number;
			readonly searched: number;
	  }
	| { readonly kind: 'failed'; readonly why: FrameFailure }
	| { readonly kind: 'key'; readonly key: FrameKey };

export const MOST_PAGES = 2000;
/** Of each side of a picture. */
export const MOST_PIXELS = 20_000;
/** Of a picture in all: what a browser still decodes beside a page. */
export const MOST_AREA = 100_000_000;
const LONGEST_TEXT = 200;

type Fields = Readonly<Record<string, unknown>>;

function whole(value: unknown, least: number, most: number): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

/** A message of the frame, or undefined for what no frame of ours says: hostile bytes may have taken it over. */
export function readFrameMessage(data: unknown, size: number): FromFrame | undefined {
	if (typeof data !== 'object' || data === null) return undefined;
	const said = data as Fields;
	switch (said['kind']) {
		case 'range': {
			const { start, end } = said;
			return whole(start, 0, size - 1) && whole(end, start + 1, size)
				? { kind: 'range', start, end }
				: undefined;
		}
		case 'part': {
			const { name } = said;
			return typeof name === 'string' && name.length < LONGEST_TEXT ? { kind: 'part', name } : undefined;
		}
		case 'ready': {
			const { pages } = said;
			return whole(pages, 1, MOST_PAGES) ? { kind: 'ready', pages } : undefined;
		}
		case 'at': {
			const place = placeIn(said['place']);
			const { percent } = said;
			return place !== undefined && whole(percent, 1, 1000) ? { kind: 'at', place, percent } : undefined;
		}
		case 'found': {
			const { text, count, at, searched } = said;
			const most = Number.MAX_SAFE_INTEGER;
			return typeof text === 'string' &&
				text.length <= LONGEST_TEXT &&
				whole(count, 0, most) &&
				whole(at, 0, most) &&
				whole(searched, 0, MOST_PAGES)
				? { kind: 'found', text, count, at, searched }
				: undefined;
		}
		case 'failed': {
			const why = FAILURES.find((one) => one === said['why']);
			return why === undefined ? undefined : { kind: 'failed', why };
		}
		case 'key': {
			const key = KEYS.find((one) => one === said['key']);
			return key === undefined ? undefined : { kind: 'key', key };
		}
		default:
			return undefined;
	}
}

/** A place as it was kept or said; undefined for what is none. */
export function placeIn(data: unknown): ReadingPlace | undefined {
	if (typeof data !== 'object' || data === null) return undefined;
	const { page, zoom, rotation } = data as Fields;
	if (!whole(page, 1, MOST_PAGES) || !whole(rotation, 0, 270) || rotation % 90 !== 0) return undefined;
	const sized = zoom === 'width' || (typeof zoom === 'number' && zoom >= 0.1 && zoom <= 8) ? zoom : undefined;
	return sized === undefined ? undefined : { page, zoom: sized, rotation };
}
