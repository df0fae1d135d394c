import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';

/** Gives the person's key: 32 bytes; undefined while nobody can be asked. */
export type AskKey = () => Promise<Uint8Array<ArrayBuffer> | undefined>;

export interface Sealed {
	readonly iv: Uint8Array<ArrayBuffer>;
	readonly words: ArrayBuffer;
}

export interface StoredOperation extends Sealed {
	readonly person: string;
	readonly object: string;
	readonly run: string;
	readonly number: number;
	/** Grows with the time of writing, ms, over all pages of the browser; rows of earlier versions have none. */
	readonly order?: number;
}

interface Stored extends DBSchema {
	operations: {
		key: [person: string, object: string, run: string, number: number];
		value: StoredOperation;
	};
	/** An object as the portal last answered it, for a page that is opened without a line. */
	contents: {
		key: [person: string, object: string];
		value: Sealed & { readonly person: string; readonly object: string; readonly revision: number };
	};
	/** Pages that were opened, as the portal sent them; `version` is the build that they belong to. */
	pages: {
		key: [person: string, address: string];
		value: Sealed & {
			readonly person: string;
			readonly address: string;
			readonly version: string;
			readonly at: number;
		};
	};
	/** Cannot be read out by a script, and goes at sign-out; used so that a reload needs no line. */
	keys: { key: string; value: { readonly person: string; readonly key: CryptoKey; readonly until: number } };
	/** Who was signed in by the last answer of the portal, in the one row `now`; nobody: an empty text. */
	present: { key: string; value: string };
}

export type BrowserStore = IDBPDatabase<Stored>;

const NAME = 'chuan.drafts';
/** A key outlives the longest session of the portal by nothing, ms. */
const KEY_LIVES = 12 * 3_600_000;
export const LAST = '\uffff';

/** This browser's own database, the same for pages and for the service worker. */
export function openBrowserStore(closed: () => void): Promise<BrowserStore> {
	return openDB<Stored>(NAME, 2, {
		upgrade(db, from) {
			if (from < 1) {
				db.createObjectStore('operations', { keyPath: ['person', 'object', 'run', 'number'] });
				db.createObjectStore('keys', { keyPath: 'person' });
			}
			db.createObjectStore('contents', { keyPath: ['person', 'object'] });
			db.createObjectStore('pages', { keyPath: ['person', 'address'] });
			db.createObjectStore('present');
		},
		// Another page wants a newer shape: this one lets go and opens again at the next change.
		blocking(_current, _blocked, event) {
			(event.target as IDBDatabase | null)?.close();
			closed();
		},
		terminated: closed
	});
}

/** All rows of one person in a store whose keys begin with the person. */
export function ofPerson(person: string): IDBKeyRange {
	return IDBKeyRange.bound([person, ''], [person, LAST, LAST, LAST]);
}

/** Everything that is this person's goes, and only that. */
export async function forgetPerson(db: BrowserStore, person: string): Promise<void> {
	await db.delete('operations', ofPerson(person));
	await db.delete('contents', ofPerson(person));
	await db.delete('pages', ofPerson(person));
	await db.delete('keys', person);
}

/** The key as it lies here for the length of a session. */
export async function heldKey(db: BrowserStore, person: string): Promise<CryptoKey | undefined> {
	const held = await db.get('keys', person);
	return held === undefined || held.until < Date.now() ? undefined : held.key;
}

/** The key as it lies here, or as the portal gives it; others' keys go. */
export async function personKey(
	db: BrowserStore,
	person: string,
	askKey: AskKey
): Promise<CryptoKey | undefined> {
	// Web Crypto is missing on a page without https: then nothing is kept here, since it would lie open.
	if (!('subtle' in crypto)) return undefined;
	const now = Date.now();
	for (const held of await db.getAll('keys'))
		if (held.person !== person || held.until < now) await db.delete('keys', held.person);
	const held = await heldKey(db, person);
	if (held !== undefined) return held;
	const bytes = await askKey();
	if (bytes === undefined) return undefined;
	const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
	await db.put('keys', { person, key, until: now + KEY_LIVES });
	return key;
}

/** Encrypts what JSON can say. `place` names the row: nothing can be read as another person's or object's. */
export async function sealed(key: CryptoKey, place: readonly unknown[], value: unknown): Promise<Sealed> {
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const plain = new TextEncoder().encode(JSON.stringify(value));
	const words = await crypto.subtle.encrypt(
		{ name: 'AES-GCM', iv, additionalData: nameOf(place) },
		key,
		plain
	);
	return { iv, words };
}

/** Undefined when it is written over, cut off, of another place or of another key. */
export async function unsealed(key: CryptoKey, place: readonly unknown[], row: Sealed): Promise<unknown> {
	try {
		const algorithm = { name: 'AES-GCM', iv: row.iv, additionalData: nameOf(place) };
		const plain = await crypto.subtle.decrypt(algorithm, key, row.words);
		return JSON.parse(new TextDecoder().decode(plain)) as unknown;
	} catch {
		return undefined;
	}
}

function nameOf(place: readonly unknown[]): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(JSON.stringify(place));
}
