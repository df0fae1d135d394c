import type { Operation, OperationName } from '#lib/domain/drafts/operations.ts';
import { forgetPerson, LAST, openBrowserStore, personKey, sealed, unsealed } from './browser-store.ts';
import type { AskKey, BrowserStore, StoredOperation } from './browser-store.ts';
import type { Keeper, KnownContent, WaitingObject } from './ports.ts';
import { countUnreadable, dropUnreadable, placeOf, setAside, underEither } from './unreadable-rows.ts';

/** A browser that does not answer keeps nothing, ms; longer than a slow line needs for the key. */
const LONGEST_WAIT = 15_000;

export interface PersonKeeper extends Keeper {
	/** How many rows of this person lie here whole that the person's key does not open. */
	unreadable(): Promise<number>;
	/** Takes those away. */
	letUnreadableGo(): Promise<boolean>;
	/** Takes away all that is this person's, and only that. */
	forget(): Promise<boolean>;
}

/**
 * What waits, in this browser's own database: one row an operation, under person and object, words encrypted with a
 * key that the portal gives to the signed-in person. A browser that refuses in whatever way answers false.
 */
export function indexedKeeper(person: string, askKey: AskKey): PersonKeeper {
	let opened: Promise<BrowserStore> | undefined;
	let keyed: Promise<CryptoKey | undefined> | undefined;
	let tail: Promise<unknown> = Promise.resolve();
	let last = 0;

	const database = (): Promise<BrowserStore> => {
		opened ??= openBrowserStore(() => {
			opened = undefined;
		});
		return opened;
	};
	const key = async (db: BrowserStore): Promise<CryptoKey | undefined> => {
		keyed ??= personKey(db, person, askKey);
		const found = await keyed;
		if (found === undefined) keyed = undefined;
		return found;
	};
	/** One after the other, so that a later change of a row is never overtaken by an earlier one. */
	const inTurn = <T>(refused: T, work: (db: BrowserStore) => Promise<T>): Promise<T> => {
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
				const stored = await underEither(db, person, object);
				// Names of runs say nothing about which came first.
				const rows = stored.sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
				// Asked for with the first page, so that it is here when the line goes.
				const secret = await key(db);
				if (secret === undefined) return [];
				const found: Operation[] = [];
				for (const row of rows) {
					const operation = operationOf(row, await unsealed(secret, placeOf(row, object), row));
					if (operation !== undefined) found.push(operation);
					await setAside(db, row, object, operation === undefined);
				}
				return found;
			}),
		change: (object, { put, drop }) =>
			inTurn(false, async (db) => {
				const secret = put.length === 0 ? undefined : await key(db);
				// What is dropped may be kept only in what is put: without a key neither happens.
				if (secret === undefined && put.length > 0) return false;
				const rows =
					secret === undefined
						? []
						: await Promise.all(
								put.map(async ({ id, run, number, path, base, seen, value }) => ({
									...{ person, object, run, number },
									...(await sealed(secret, [person, object, run, number], { id, path, base, seen, value }))
								}))
							);
				const change = db.transaction('operations', 'readwrite');
				const write = async (row: (typeof rows)[number]): Promise<void> => {
					const known = await change.store.get([person, object, row.run, row.number]);
					last = Math.max(Date.now(), last + 1);
					await change.store.put({ ...row, order: known?.order ?? last });
				};
				await Promise.all([
					...rows.map(write),
					...drop.map(({ run, number }) => change.store.delete([person, object, run, number])),
					change.done
				]);
				return true;
			}),
		waiting: (prefix) =>
			inTurn<readonly WaitingObject[]>([], async (db) => {
				const range = IDBKeyRange.bound([person, prefix], [person, prefix + LAST, LAST]);
				const counts = new Map<string, number>();
				for (const [, object] of await db.getAllKeys('operations', range))
					counts.set(object, (counts.get(object) ?? 0) + 1);
				return [...counts].map(([object, count]) => ({ object, count }));
			}),
		known: (object) =>
			inTurn<KnownContent | undefined>(undefined, async (db) => {
				const row = await db.get('contents', [person, object]);
				const secret = row === undefined ? undefined : await key(db);
				if (row === undefined || secret === undefined) return undefined;
				return knownOf(row.revision, await unsealed(secret, [person, object, row.revision], row));
			}),
		know: (object, { revision, savedAt, content }) =>
			inTurn(false, async (db) => {
				const secret = await key(db);
				if (secret === undefined) return false;
				const words = await sealed(secret, [person, object, revision], { savedAt, content });
				await db.put('contents', { person, object, revision, ...words });
				return true;
			}),
		unreadable: () => inTurn(0, (db) => countUnreadable(db, person)),
		letUnreadableGo: () =>
			inTurn(false, async (db) => {
				await dropUnreadable(db, person);
				return true;
			}),
		forget: () =>
			inTurn(false, async (db) => {
				await forgetPerson(db, person);
				keyed = undefined;
				return true;
			})
	};
}

function operationOf({ run, number }: StoredOperation, words: unknown): Operation | undefined {
	if (typeof words !== 'object' || words === null || !('value' in words)) return undefined;
	const { id, path, base, seen, value } = words as Partial<Operation>;
	if (typeof id !== 'string' || typeof path !== 'string' || typeof base !== 'number') return undefined;
	const known = { id, run, number, path, base, value };
	return areNames(seen) ? { ...known, seen } : known;
}

function areNames(seen: unknown): seen is readonly OperationName[] {
	return (
		Array.isArray(seen) &&
		seen.every(
			(name: Partial<OperationName>) => typeof name.run === 'string' && typeof name.number === 'number'
		)
	);
}

function knownOf(revision: number, words: unknown): KnownContent | undefined {
	if (typeof words !== 'object' || words === null || !('content' in words)) return undefined;
	const savedAt = 'savedAt' in words && typeof words.savedAt === 'string' ? words.savedAt : null;
	return { revision, savedAt, content: words.content };
}

function inTime<T>(work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error('this browser does not answer')), LONGEST_WAIT);
		work.then(resolve, reject).finally(() => clearTimeout(late));
	});
}
