import { LAST } from './browser-store.ts';
import type { BrowserStore, StoredOperation } from './browser-store.ts';

/** No address begins so: what lies here is not sent, and does not count as waiting. */
const ASIDE = 'unreadable:';
/** Kept so long after it was written, ms: a key that comes back with a restored portal comes back earlier. */
const LIVES = 60 * 86_400_000;
/** AES-GCM ends every text with so many bytes; what is shorter was cut off and holds no words. */
const TAG_BYTES = 16;
const IV_BYTES = 12;

type Key = [person: string, object: string, run: string, number: number];

/** The rows of an object, with those that an earlier key sealed: the key may be back. */
export async function underEither(
	db: BrowserStore,
	person: string,
	object: string
): Promise<StoredOperation[]> {
	const under = (name: string) =>
		db.getAll('operations', IDBKeyRange.bound([person, name, ''], [person, name, LAST]));
	return [...(await under(object)), ...(await under(ASIDE + object))];
}

/** Where the row was written, which its words are bound to. */
export function placeOf({ person, run, number }: StoredOperation, object: string): Key {
	return [person, object, run, number];
}

/**
 * Puts a row where it belongs now that its key was tried: one that did not open lies aside until its writer lets go of
 * it, for the portal may have another key than when it was written; one that opens goes back.
 */
export async function setAside(
	db: BrowserStore,
	row: StoredOperation,
	object: string,
	closed: boolean
): Promise<void> {
	const stored: Key = [row.person, row.object, row.run, row.number];
	const order = row.order ?? Date.now();
	if (closed && (!isWhole(row) || order < Date.now() - LIVES)) return db.delete('operations', stored);
	const place = closed ? ASIDE + object : object;
	if (row.object === place) return;
	const move = db.transaction('operations', 'readwrite');
	await Promise.all([move.store.put({ ...row, object: place, order }), move.store.delete(stored), move.done]);
}

export function countUnreadable(db: BrowserStore, person: string): Promise<number> {
	return db.count('operations', asideOf(person));
}

export function dropUnreadable(db: BrowserStore, person: string): Promise<void> {
	return db.delete('operations', asideOf(person));
}

function asideOf(person: string): IDBKeyRange {
	return IDBKeyRange.bound([person, ASIDE], [person, ASIDE + LAST, LAST]);
}

/** As a browser gives it back: its own words may be of another shape than was written. */
function isWhole({ iv, words }: { readonly iv: unknown; readonly words: unknown }): boolean {
	return (
		iv instanceof Uint8Array &&
		iv.byteLength === IV_BYTES &&
		words instanceof ArrayBuffer &&
		words.byteLength > TAG_BYTES
	);
}
