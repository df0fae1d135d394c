import { describe, expect, it } from 'vitest';
import { returnPath } from './return-path.ts';

describe('the way back after signing in', () => {
	it.each(['/ho-so/1/phan/a?x=1#y', '/en/ho-so', '/', '/van-phong/dot/MAP-2026'])('keeps %s', (path) => {
		expect(returnPath(path)).toBe(path);
	});

	it.each([
		'https://evil.example/',
		'//evil.example',
		'/\\evil.example',
		'/\t/evil.example',
		'\n//evil.example',
		'javascript:alert(1)',
		'ho-so',
		'',
		'/dang-nhap?ve=/dang-nhap',
		'/en/dang-xuat',
		`/${'x'.repeat(3000)}`,
		null,
		undefined
	])('leads home instead of %j', (path) => {
		expect(returnPath(path)).toBe('/viec-can-lam');
	});
});
