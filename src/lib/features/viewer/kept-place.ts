import { placeIn } from './viewer-messages.ts';
import type { ReadingPlace } from './viewer-messages.ts';

const NAME = 'chuan.read.';
const START: ReadingPlace = { page: 1, zoom: 'width', rotation: 0 };

/** Where one left off in a file, in this window: a shared computer forgets it with the window. */
export function keptPlace(id: string): ReadingPlace {
	try {
		return placeIn(JSON.parse(sessionStorage.getItem(NAME + id) ?? 'null')) ?? START;
	} catch {
		return START;
	}
}

export function keepPlace(id: string, place: ReadingPlace): void {
	try {
		sessionStorage.setItem(NAME + id, JSON.stringify(place));
	} catch {
		// A browser that keeps nothing opens the file at its first page again.
	}
}
