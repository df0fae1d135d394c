import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import type { Operation } from '#lib/domain/drafts/operations.ts';
import type { Keeper, WaitingObject } from './ports.ts';

/** Gives the person's key: 32 bytes; undefined while nobody can be asked. */
export type AskKey = () => Promise<Uint8Array<ArrayBuffer> | undefined>;

interface Stored extends DBSchema {
	operations: {
		key: [person: string, object: string, run: string, number: number];
		value: {
			readonly person: string;
			readonly object: string;
			readonly run: string;
			readonly number: number;
			readonly iv: Uint8Array<ArrayBuffer>;
			readonly words: ArrayBuffer;
		};
	};
	/** Cannot be read out by a script, and goes at sign-out; used so that a reload needs no line. */
	keys: { key: string; value: { readonly person: string; readonly key: CryptoKey; readonly until: number } };
}

const NAME = 'chuan.drafts';
/** A browser that does not answer keeps nothing, ms; longer than a slow line needs for the key. */
const LONGEST_WAIT = 15_000;
/** A key outlives the longest session of the portal by nothing, ms. */
const KEY_LIVES = 12 * 3_600_000;
const LAST = '\uffff';

export interface PersonKeeper extends Keeper {
	/** Takes away all that is this person's, and only that. */
	forget(): Promise<boolean>;
}

/**
 * What waits, in this browser's own database: one row an operation, under person and object, words encrypted with a
 * key that the portal gives to the signed-in person. A browser that refuses in whatever way answers false.
 */
export function indexedKeeper(person: string, askKey: AskKey): PersonKeeper {
	let opened: Promise<IDBPDatabase<Stored>> | undefined;
	let keyed: Promise<CryptoKey | undefined> | undefined;
	let tail: Promise<unknown> = Promise.resolve();

	const database = (): Promise<IDBPDatabase<Stored>> => {
		opened ??= open(() => {
			opened = undefined;
		});
		return opened;
	};
	const key = async (db: IDBPDatabase<Stored>): Promise<CryptoKey | undefined> => {
		keyed ??= personKey(db, person, askKey);
		const found = await keyed;
		if (found === undefined) keyed = undefined;
		return found;
	};
	/** One after the other, so that a later change of a row is never overtaken by an earlier one. */
	const inTurn = <T>(refused: T, work: (db: IDBPDatabase<Stored>) => Promise<T>): Promise<T> => {
		const turn = tail.then(async () => {
			try {
				return await inTime(database().then(work));
			} catch {
				// Forbidden, full, blocked by another page or a dead connection: saving to the portal goes on.
				opened = undefined;
				return refused;
			}
		});
		tail = turn;
		return turn;
	};

	return {
		left: (object) =>
			inTurn<readonly Operation[]>([], async (db) => {
				const rows = await db.getAll('operations', under(person, object));
				// Asked for with the first page, so that it is here when the line goes.
				const secret = await key(db);
				if (secret === undefined) return [];
				const found: Operation[] = [];
				for (const row of rows) {
					const operation = await unlocked(secret, row);
					if (operation !== undefined) found.push(operation);
					// Written over or cut off: there are no words in it any more.
					else await db.delete('operations', [row.person, row.object, row.run, row.number]);
				}
				return found;
			}),
		change: (object, { put, drop }) =>
			inTurn(false, async (db) => {
				const secret = put.length === 0 ? undefined : await key(db);
				const rows =
					secret === undefined
						? []
						: await Promise.all(put.map((operation) => locked(secret, person, object, operation)));
				const change = db.transaction('operations', 'readwrite');
				await Promise.all([
					...rows.map((row) => change.store.put(row)),
					...drop.map(({ run, number }) => change.store.delete([person, object, run, number])),
					change.done
				]);
				return rows.length === put.length;
			}),
		waiting: (prefix) =>
			inTurn<readonly WaitingObject[]>([], async (db) => {
				const range = IDBKeyRange.bound([person, prefix], [person, prefix + LAST, LAST]);
				const counts = new Map<string, number>();
				for (const [, object] of await db.getAllKeys('operations', range))
					counts.set(object, (counts.get(object) ?? 0) + 1);
				return [...counts].map(([object, count]) => ({ object, count }));
			}),
		forget: () =>
			inTurn(false, async (db) => {
				await db.delete('operations', IDBKeyRange.bound([person, ''], [person, LAST, LAST]));
				await db.delete('keys', person);
				keyed = undefined;
				return true;
			})
	};
}

function open(closed: () => void): Promise<IDBPDatabase<Stored>> {
	return openDB<Stored>(NAME, 1, {
		upgrade(db) {
			db.createObjectStore('operations', { keyPath: ['person', 'object', 'run', 'number'] });
			db.createObjectStore('keys', { keyPath: 'person' });
		},
		// Another page wants a newer shape: this one lets go and opens again at the next change.
		blocking(_current, _blocked, event) {
			(event.target as IDBDatabase | null)?.close();
			closed();
		},
		terminated: closed
	});
}

function under(person: string, object: string): IDBKeyRange {
	return IDBKeyRange.bound([person, object, ''], [person, object, LAST]);
}

/** The key as it lies here for the length of a session, or as the portal gives it; others' keys go. */
async function personKey(
	db: IDBPDatabase<Stored>,
	person: string,
	askKey: AskKey
): Promise<CryptoKey | undefined> {
	// Web Crypto is missing on a page without https: then nothing is kept here, since it would lie open.
	if (!('subtle' in crypto)) return undefined;
	const now = Date.now();
	for (const held of await db.getAll('keys'))
		if (held.person !== person || held.until < now) await db.delete('keys', held.person);
	const held = await db.get('keys', person);
	if (held !== undefined) return held.key;
	const bytes = await askKey();
	if (bytes === undefined) return undefined;
	const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
	await db.put('keys', { person, key, until: now + KEY_LIVES });
	return key;
}

/** Bound to its row, so that no row can be read as another person's or object's. */
function rowName(row: {
	person: string;
	object: string;
	run: string;
	number: number;
}): Uint8Array<ArrayBuffer> {
	return new TextEncoder().encode(JSON.stringify([row.person, row.object, row.run, row.number]));
}

async function locked(
	key: CryptoKey,
	person: string,
	object: string,
	operation: Operation
): Promise<Stored['operations']['value']> {
	const { id, run, number, path, base, value } = operation;
	const name = { person, object, run, number };
	const iv = crypto.getRandomValues(new Uint8Array(12));
	const plain = new TextEncoder().encode(JSON.stringify({ id, path, base, value }));
	const words = await crypto.subtle.encrypt(
		{ name: 'AES-GCM', iv, additionalData: rowName(name) },
		key,
		plain
	);
	return { ...name, iv, words };
}

async function unlocked(key: CryptoKey, row: Stored['operations']['value']): Promise<Operation | undefined> {
	try {
		const { iv } = row;
		const plain = await crypto.subtle.decrypt(
			{ name: 'AES-GCM', iv, additionalData: rowName(row) },
			key,
			row.words
		);
		const read: unknown = JSON.parse(new TextDecoder().decode(plain));
		if (typeof read !== 'object' || read === null || !('value' in read)) return undefined;
		const { id, path, base, value } = read as Partial<Operation>;
		if (typeof id !== 'string' || typeof path !== 'string' || typeof base !== 'number') return undefined;
		return { id, run: row.run, number: row.number, path, base, value };
	} catch {
		return undefined;
	}
}

function inTime<T>(work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error('this browser does not answer')), LONGEST_WAIT);
		work.then(resolve, reject).finally(() => clearTimeout(late));
	});
}
