import { describe, expect, it } from 'vitest';
import { nameInLetter } from './name-in-letter.ts';

describe('a name in a letter', () => {
	it.each(['Nguyễn Thị Hạnh', 'Công ty TNHH MTV 4.0', 'Rơ Châm H’Lan', ''])('stays %s', (name) => {
		expect(nameInLetter(name)).toBe(name);
	});

	it.each([
		['Trúng thưởng, xem https://evil.example/x', 'Trúng thưởng, xem evil. example/x'],
		['www.evil.example', 'www. evil. example'],
		['mailto:ai@evil.vn', 'mailto:ai evil. vn'],
		['PGS.TS Trần Văn Chuyên', 'PGS. TS Trần Văn Chuyên'],
		['Hai\r\nBcc: dòng', 'Hai Bcc: dòng']
	])('%s becomes %s', (name, shown) => {
		expect(nameInLetter(name)).toBe(shown);
	});

	it('is shortened', () => {
		expect([...nameInLetter('Công ty '.repeat(40))].length).toBeLessThanOrEqual(80);
	});
});
