import 'fake-indexeddb/auto';
import { openDB } from 'idb';
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
