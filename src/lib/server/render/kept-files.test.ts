import { describe, expect, it } from 'vitest';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { keptFiles } from './kept-files.ts';

const file = (byte: number) => ok(new Uint8Array([byte]));

describe('kept files', () => {
	it('are made once for all who ask, also at the same time', async () => {
		const kept = keptFiles(2);
		let made = 0;
		const ask = (key: string) => kept(key, () => Promise.resolve(file((made += 1))));
		expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual([file(1), file(1), file(2)]);
		expect(await ask('a')).toEqual(file(1));
		expect(made).toBe(2);
	});

	it('are made anew once there are too many', async () => {
		const kept = keptFiles(1);
		let made = 0;
		const ask = (key: string) => kept(key, () => Promise.resolve(file((made += 1))));
		for (const key of ['a', 'b', 'a']) await ask(key);
		expect(made).toBe(3);
	});

	it('are tried again after a refusal and after a fault', async () => {
		const kept = keptFiles(2);
		expect(await kept('a', () => Promise.resolve(refuse('print_crowded')))).toEqual(refuse('print_crowded'));
		await expect(kept('a', () => Promise.reject(new Error('no template')))).rejects.toThrow('no template');
		expect(await kept('a', () => Promise.resolve(file(7)))).toEqual(file(7));
	});
});
