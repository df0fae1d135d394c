import { describe, expect, it } from 'vitest';
import { partsOf } from './text-with-links.ts';

describe('text with links', () => {
	it('keeps every character and makes links of web addresses only', () => {
		const text = 'Mở:\nhttps://chuan.example/xac-minh/aB-_9.\nkhông phải: javascript:alert(1)';
		const parts = partsOf(text, () => true);
		expect(parts.map((part) => part.text).join('')).toBe(text);
		expect(parts.filter((part) => part.href).map((part) => part.href)).toEqual([
			'https://chuan.example/xac-minh/aB-_9'
		]);
	});

	it('leaves an address that does not open as text', () => {
		const text = 'Mở dự toán:\nhttps://chuan.example/tham-dinh/1\nhttps://chuan.example';
		const parts = partsOf(text, ({ pathname }) => pathname === '/');
		expect(parts).toEqual([
			{ text: 'Mở dự toán:\n' },
			{ text: 'https://chuan.example/tham-dinh/1' },
			{ text: '\n' },
			{ text: 'https://chuan.example', href: 'https://chuan.example' }
		]);
	});
});
