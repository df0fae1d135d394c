import { describe, expect, it } from 'vitest';
import { partsOf } from './text-with-links.ts';

describe('text with links', () => {
	it('keeps every character and makes links of web addresses only', () => {
		const text = 'Mở:\nhttps://chuan.example/xac-minh/aB-_9.\nkhông phải: javascript:alert(1)';
		const parts = partsOf(text);
		expect(parts.map((part) => part.text).join('')).toBe(text);
		expect(parts.filter((part) => part.href).map((part) => part.href)).toEqual([
			'https://chuan.example/xac-minh/aB-_9'
		]);
	});
});
