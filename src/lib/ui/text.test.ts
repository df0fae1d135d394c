import { describe, expect, it } from 'vitest';
import { countCharacters, countWords } from './count-text.ts';
import { isoFromTyped, tidyTyped, typedFromIso } from './date-text.ts';
import { fieldId } from './field.ts';
import { foldText, matches } from './fold-text.ts';
import { initialsOf } from './initials.ts';

describe('a date as typed', () => {
	it('is shown and tidied the Vietnamese way', () => {
		expect(typedFromIso('2026-12-10')).toBe('10/12/2026');
		expect(tidyTyped('1-2-2026')).toBe('01/02/2026');
		expect(tidyTyped('01022026')).toBe('01/02/2026');
		expect(isoFromTyped('3/11/2025')).toBe('2025-11-03');
	});
	it('is left alone when it is none, and a day that does not exist stays as written', () => {
		expect(tidyTyped('mai')).toBe('mai');
		expect(tidyTyped('31/02/2026')).toBe('31/02/2026');
		expect(isoFromTyped('12/2026')).toBeUndefined();
	});
});

describe('length of a text', () => {
	it('counts words between spaces, signs alone not', () => {
		expect(countWords('  Đảm bảo –  đo lường\n')).toBe(4);
		expect(countWords('')).toBe(0);
	});
	it('counts a letter once however its marks were typed', () => {
		expect(countCharacters('ệ'.normalize('NFD'))).toBe(1);
		expect(countCharacters('Gia Lai')).toBe(7);
	});
});

describe('finding without accents', () => {
	it('folds marks, đ and case', () => {
		expect(foldText('  Xã  Ia Đrăng ')).toBe('xa ia drang');
	});
	it('finds by beginnings of words, in any order', () => {
		expect(matches('Xã Ia Hrung', 'ia hr')).toBe(true);
		expect(matches('Phường Quy Nhơn', 'nhon quy')).toBe(true);
		expect(matches('Xã Ia Hrung', 'rung')).toBe(false);
		expect(matches('Xã Ia Hrung', '')).toBe(true);
	});
});

describe('names', () => {
	it('take the last two words for initials', () => {
		expect(initialsOf('Nguyễn Thị Kim Chi')).toBe('KC');
		expect(initialsOf('Y Blăng Niê')).toBe('BN');
		expect(initialsOf('Đào')).toBe('Đ');
		expect(initialsOf('')).toBe('');
	});
	it('of fields become ids that a link can reach', () => {
		expect(fieldId('instruments[2].serial')).toBe('f-instruments-2-serial');
	});
});
