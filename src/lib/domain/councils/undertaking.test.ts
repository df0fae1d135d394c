import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { currentUndertaking, undertakingBytes, UNDERTAKINGS } from './undertaking.ts';

describe('the undertaking', () => {
	it('is never reworded: a signature keeps the hash of the text that was signed', () => {
		const hashes = UNDERTAKINGS.map((text) =>
			createHash('sha256').update(undertakingBytes(text)).digest('hex')
		);
		expect(hashes).toEqual(['a850b2eb2712c7e894c8292dbd9f433d37570a25e0b31a99adb58a400e75d5bc']);
		expect(UNDERTAKINGS.map(({ version }) => version)).toEqual([1]);
		expect(currentUndertaking().version).toBe(1);
	});

	it('stands in both languages, and the Vietnamese text alone is signed', () => {
		for (const { clauses } of UNDERTAKINGS) expect(clauses.every(({ en }) => en !== undefined)).toBe(true);
		expect(undertakingBytes(currentUndertaking())).not.toMatch(/confidential/);
	});
});
