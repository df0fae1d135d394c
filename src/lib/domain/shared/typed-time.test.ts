import { describe, expect, it } from 'vitest';
import { parseTimeOfDay } from './typed-time.ts';

const read = (text: string, closing = false): string => {
	const time = parseTimeOfDay(text, { closing });
	return time.ok ? `${String(time.value.hour)}:${String(time.value.minute)}` : time.refusal.code;
};

describe('a time of day', () => {
	it.each([
		'8:30',
		'08:30',
		'8.30',
		'8h30',
		'8 h 30',
		'8H30',
		'8g30',
		'8 giờ 30',
		'8 giờ 30 phút',
		' 08 : 30 '
	])('is read as it is written: %s', (text) => {
		expect(read(text)).toBe('8:30');
	});

	it('may be a whole hour where a word says that it is one', () => {
		expect([read('14h'), read('14 giờ'), read('0h')]).toEqual(['14:0', '14:0', '0:0']);
	});

	it.each([
		'',
		'8',
		'830',
		'8h3',
		'24:00',
		'25h00',
		'8h60',
		'-8:30',
		'8:30 chiều',
		'8:30:00',
		'h30',
		'8:',
		'1e1:00'
	])('is refused: «%s»', (text) => {
		expect(read(text)).toBe('time_format');
	});

	it('ends a day at 24:00, and at nothing later', () => {
		expect([read('24:00', true), read('24h', true), read('24:01', true), read('25:00', true)]).toEqual([
			'24:0',
			'24:0',
			'time_format',
			'time_format'
		]);
	});

	it('names its field', () => {
		expect(parseTimeOfDay('x', { field: 'time' })).toMatchObject({ refusal: { field: 'time' } });
	});
});
