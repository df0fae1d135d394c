import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/lib/domain/drafts/operations.ts';
import { indexedKeeper } from '../../../src/lib/features/draft/indexed-keeper.ts';

const OBJECT = '/api/thu';
const key = () => Promise.resolve(new Uint8Array(32).fill(7));
const operation = (run: string, number: number, more: Partial<Operation> = {}): Operation => ({
	...{
		id: `${run}-${String(number)}`,
		run,
		number,
		path: 'name',
		base: 1,
		value: `${run} ${String(number)}`
	},
	...more
});

describe('the keeper of a browser', () => {
	it('gives words back in the order of writing, whatever the pages are called, with what was seen', async () => {
		const person = 'thu-tu';
		const [older, newer] = [indexedKeeper(person, key), indexedKeeper(person, key)];
		const before = operation('z', 1);
		const after = operation('a', 1, { seen: [{ run: 'z', number: 1 }] });
		await older.change(OBJECT, { put: [before], drop: [] });
		await newer.change(OBJECT, { put: [after], drop: [] });
		const rebased = { ...before, base: 4 };
		await older.change(OBJECT, { put: [rebased], drop: [] });
		expect(await indexedKeeper(person, key).left(OBJECT)).toEqual([rebased, after]);
	});

	it('lets nothing go while what stands for it cannot be kept', async () => {
		const person = 'khong-khoa';
		await indexedKeeper(person, key).change(OBJECT, { put: [operation('a', 1)], drop: [] });
		const db = await openDB('chuan.drafts');
		await db.clear('keys');
		db.close();
		const keyless = indexedKeeper(person, () => Promise.resolve(undefined));
		const change = { put: [operation('a', 2)], drop: [{ run: 'a', number: 1 }] };
		expect(await keyless.change(OBJECT, change)).toBe(false);
		expect(await indexedKeeper(person, key).left(OBJECT)).toEqual([operation('a', 1)]);
	});

	it('gives, counts and drops what is one person’s to nobody else, even under the same key and the same name', async () => {
		const [mine, theirs] = [indexedKeeper('toi', key), indexedKeeper('nguoi-khac', key)];
		const [word, other] = [operation('a', 1), operation('a', 1, { value: 'Của người khác' })];
		await mine.change(OBJECT, { put: [word], drop: [] });
		expect([await theirs.left(OBJECT), await theirs.waiting('/api')]).toEqual([[], []]);
		await theirs.change(OBJECT, { put: [], drop: [word] });
		await theirs.change(OBJECT, { put: [other], drop: [] });
		expect([await mine.left(OBJECT), await theirs.left(OBJECT)]).toEqual([[word], [other]]);
		await theirs.forget();
		expect([await mine.left(OBJECT), await theirs.left(OBJECT)]).toEqual([[word], []]);
	});

	it('cannot be read as another person’s, whoever moves the row', async () => {
		const [mine, theirs] = [indexedKeeper('chu', key), indexedKeeper('khach', key)];
		await mine.change(OBJECT, { put: [operation('a', 1)], drop: [] });
		const db = await openDB('chuan.drafts');
		const row = (await db.get('operations', ['chu', OBJECT, 'a', 1])) as object;
		await db.put('operations', { ...row, person: 'khach' });
		db.close();
		expect(await theirs.left(OBJECT)).toEqual([]);
		expect(await mine.left(OBJECT)).toEqual([operation('a', 1)]);
	});
});

describe('words that another key sealed', () => {
	const other = () => Promise.resolve(new Uint8Array(32).fill(9));
	const word = operation('a', 1);
	const DAY = 86_400_000;
	type Row = { readonly order: number; readonly words: ArrayBuffer; readonly object: string };

	const inStore = async <T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> => {
		const db = await openDB('chuan.drafts');
		try {
			return await work(db);
		} finally {
			db.close();
		}
	};
	/** As after a sign-out: the key is asked of the portal again. */
	const withKey = async (person: string, given: typeof key) => {
		await inStore((db) => db.clear('keys'));
		return indexedKeeper(person, given);
	};
	const rowsOf = (person: string) =>
		inStore(async (db) => {
			const all = (await db.getAll('operations')) as (Row & { readonly person: string })[];
			return all.filter((row) => row.person === person);
		});
	const rewrite = (person: string, change: (row: Row) => object) =>
		inStore(async (db) => {
			for (const row of await rowsOf(person)) await db.put('operations', { ...row, ...change(row) });
		});

	it('stay, are counted apart from what waits, and come back with their key in their order', async () => {
		const person = 'khoa-moi';
		const later = operation('a', 2);
		await (await withKey(person, key)).change(OBJECT, { put: [word, later], drop: [] });
		const replaced = await withKey(person, other);
		expect([await replaced.left(OBJECT), await replaced.unreadable()]).toEqual([[], 2]);
		expect(await replaced.waiting('/api')).toEqual([]);
		// The sign-out, which takes them away, counts them.
		expect((await replaced.waiting('')).map(({ count }) => count)).toEqual([2]);
		const newest = operation('b', 1);
		await replaced.change(OBJECT, { put: [newest], drop: [] });
		expect([await replaced.left(OBJECT), await replaced.unreadable()]).toEqual([[newest], 2]);
		const restored = await withKey(person, key);
		expect(await restored.left(OBJECT)).toEqual([word, later]);
		expect(await restored.unreadable()).toBe(1);
		expect(await restored.waiting('/api')).toEqual([{ object: OBJECT, count: 2 }]);
	});

	it('go when their writer lets go of them, and nobody else’s with them', async () => {
		for (const person of ['buong', 'giu'])
			await (await withKey(person, key)).change(OBJECT, { put: [word], drop: [] });
		const [gone, kept] = [await withKey('buong', other), await withKey('giu', other)];
		await Promise.all([gone.left(OBJECT), kept.left(OBJECT)]);
		await gone.change(OBJECT, { put: [operation('b', 1)], drop: [] });
		expect(await gone.letUnreadableGo()).toBe(true);
		expect([await gone.unreadable(), await kept.unreadable()]).toEqual([0, 1]);
		expect(await gone.left(OBJECT)).toEqual([operation('b', 1)]);
	});

	it('are kept for sixty days from when they were written', async () => {
		const person = 'lau-ngay';
		await (await withKey(person, key)).change(OBJECT, { put: [word], drop: [] });
		const replaced = await withKey(person, other);
		await rewrite(person, () => ({ order: Date.now() - 59 * DAY }));
		await replaced.left(OBJECT);
		expect(await replaced.unreadable()).toBe(1);
		await rewrite(person, () => ({ order: Date.now() - 61 * DAY }));
		await replaced.left(OBJECT);
		expect([await replaced.unreadable(), await rowsOf(person)]).toEqual([0, []]);
	});

	it('are no words where the row was cut off', async () => {
		const person = 'bi-cat';
		await (await withKey(person, key)).change(OBJECT, { put: [word], drop: [] });
		await rewrite(person, ({ words }) => ({ words: words.slice(0, 10) }));
		const keeper = await withKey(person, key);
		expect([await keeper.left(OBJECT), await keeper.unreadable()]).toEqual([[], 0]);
		expect(await rowsOf(person)).toEqual([]);
	});
});
