import { expect, it } from 'vitest';
import { isShown } from './shown-kind.ts';

it.each([
	['bao-gia.pdf', true],
	['Ảnh hiện trường.JPEG', true],
	['con-dau.png', true],
	['du-toan.xlsx', false],
	['thuyet-minh.docx', false],
	['pdf', false],
	['anh.jpg.exe', false]
])('%s is shown by a browser: %s', (name, shown) => {
	expect(isShown(name)).toBe(shown);
});
