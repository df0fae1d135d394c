import { describe, expect, it } from 'vitest';
import { readShare, shareHolders, shareLine, sharesToOpen } from './opening-key.ts';

const SECRET = 'A'.repeat(60);
const line = (number: number, callCode = 'MAP-2026-02') => shareLine({ callCode, number, secret: SECRET });
const key = {
	callCode: 'MAP-2026-02',
	holders: [
		{ name: 'An', mark: 'a' },
		{ name: 'Bình', mark: 'b' },
		{ name: 'Chi', mark: 'c' }
	]
};
const handIn = (mark: string, callCode = 'MAP-2026-02') => ({
	typed: 'x',
	handed: { share: { callCode, number: 1, secret: SECRET }, mark }
});

describe('who holds the shares', () => {
	it('takes three people', () => {
		expect(shareHolders([' An ', 'Bình', 'Chi'])).toEqual({ ok: true, value: ['An', 'Bình', 'Chi'] });
	});

	it('says each problem at its field', () => {
		expect(shareHolders(['An', 'AN', ''])).toMatchObject({
			refusal: {
				code: 'holders_incomplete',
				causes: [
					{ code: 'holder_repeated', field: 'holder2' },
					{ code: 'holder_missing', field: 'holder3' }
				]
			}
		});
		expect(shareHolders(['An', 'Bình'])).toMatchObject({
			refusal: { code: 'holder_missing', field: 'holder3' }
		});
	});
});

describe('a share as text', () => {
	it('is found in what was pasted', () => {
		const share = { callCode: 'MAP-2026-02', number: 2, secret: SECRET };
		expect(readShare(line(2))).toEqual(share);
		expect(readShare(`Siu Thảo\r\n${line(2)}\r\n`)).toEqual(share);
		expect(readShare(line(2).replace(/(.{20})/g, '$1 '))).toEqual(share);
	});

	it('is not read out of anything else', () => {
		expect(readShare('')).toBeUndefined();
		expect(readShare(line(4))).toBeUndefined();
		expect(readShare(line(1).slice(0, 50))).toBeUndefined();
	});
});

describe('two shares that open', () => {
	it('are of two people of this call, in any order', () => {
		expect(sharesToOpen(key, [handIn('c'), handIn('a')])).toEqual({ ok: true, value: ['Chi', 'An'] });
	});

	it.each([
		['nothing is handed in', { typed: ' ', handed: undefined }, 'share_missing'],
		['it cannot be read', { typed: 'x', handed: undefined }, 'share_unreadable'],
		['it is of another call', handIn('b', 'MAP-2026-01'), 'share_of_other_call'],
		['it is of another key', handIn('x'), 'share_wrong'],
		['it is the same one', handIn('a'), 'share_repeated']
	])('are refused at the field when %s', (_when, second, code) => {
		expect(sharesToOpen(key, [handIn('a'), second])).toMatchObject({ refusal: { code, field: 'share2' } });
	});

	it('are refused with every problem', () => {
		expect(sharesToOpen(key, [handIn('x'), handIn('y')])).toMatchObject({
			refusal: { code: 'shares_not_enough', causes: [{ field: 'share1' }, { field: 'share2' }] }
		});
	});
});
