import { describe, expect, it } from 'vitest';
import { sessionHours } from './session-hours.ts';

const scheduledAt = new Date('2026-11-30T14:00:00+07:00');
const openedAt = new Date('2026-11-29T11:37:20+07:00');
const closedAt = new Date('2026-11-29T16:05:00+07:00');
const PLACE = 'Phòng họp 2';

describe('the hours of a session', () => {
	it.each([
		[
			{ scheduledAt, place: PLACE, openedAt, closedAt },
			'triệu tập lúc 14:00 30/11/2026, tại Phòng họp 2; khai mạc lúc 11:37 29/11/2026; kết thúc lúc 16:05 29/11/2026'
		],
		[
			{ scheduledAt, place: '', openedAt, closedAt: null },
			'triệu tập lúc 14:00 30/11/2026; khai mạc lúc 11:37 29/11/2026'
		],
		[{ scheduledAt: null, place: '', openedAt, closedAt: null }, 'khai mạc lúc 11:37 29/11/2026'],
		[{ scheduledAt: null, place: PLACE, openedAt: null, closedAt: null }, '']
	])('are said as far as it went', (session, words) => {
		expect(sessionHours(session, 'vi')).toBe(words);
	});

	it('are said in English too', () => {
		expect(sessionHours({ scheduledAt, place: PLACE, openedAt, closedAt }, 'en')).toBe(
			'called for 14:00, 30 Nov 2026, at Phòng họp 2; opened at 11:37, 29 Nov 2026; ended at 16:05, 29 Nov 2026'
		);
	});
});
