import { expect, it } from 'vitest';
import { asciiName } from './ascii-name.ts';

it.each([
	['02/QĐ-SKHCN', '02-QD-SKHCN'],
	['quyết định', 'quyet-dinh'],
	['Giấy tiếp nhận hồ sơ', 'Giay-tiep-nhan-ho-so'],
	['  Đường ở Ê-đê  ', 'Duong-o-E-de'],
	['Hơ̆n', 'Hon'],
	['한국', '']
])('%s is %s', (text, name) => {
	expect(asciiName(text)).toBe(name);
});
