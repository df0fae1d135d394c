import { describe, expect, it } from 'vitest';
import { listAddress } from './list-address.ts';

describe('the address of a list', () => {
	it('says what is asked for, and nothing else', () => {
		expect(listAddress('/ho-so', {})).toBe('/ho-so');
		expect(listAddress('/ho-so', { tim: '', giam: false, dot: undefined })).toBe('/ho-so');
		expect(listAddress('/ho-so', { tim: 'cà phê & tiêu', giam: true }, 3)).toBe(
			'/ho-so?tim=c%C3%A0+ph%C3%AA+%26+ti%C3%AAu&giam=1&trang=3'
		);
	});
	it('leaves the first page without a number', () => {
		expect(listAddress('/ho-so', { tim: 'a' }, 1)).toBe('/ho-so?tim=a');
	});
});
