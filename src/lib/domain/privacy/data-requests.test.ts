import { describe, expect, it } from 'vitest';
import {
	answerDue,
	answerProblems,
	breachDue,
	breachProblems,
	OPEN_REQUESTS,
	requestProblems
} from './data-requests.ts';

const at = (text: string): Date => new Date(text);
const codes = (list: readonly { readonly code: string; readonly field?: string }[]) =>
	list.map(({ code, field }) => [code, field]);

describe('a request about own data', () => {
	it('is answered until the end of the last day, by the day of Vietnam', () => {
		// 23:30 of 30/11 in Vietnam.
		expect(answerDue(at('2026-11-30T16:30:00Z'), { answerDays: 15 })).toEqual(at('2026-12-15T17:00:00Z'));
		expect(answerDue(at('2026-11-30T17:30:00Z'), { answerDays: 15 })).toEqual(at('2026-12-16T17:00:00Z'));
	});

	it('says something, not without end, and waits with few others', () => {
		expect(requestProblems('Sửa số điện thoại.', OPEN_REQUESTS - 1)).toEqual([]);
		expect(codes(requestProblems('', 0))).toEqual([['data_words_missing', 'words']]);
		expect(codes(requestProblems('x'.repeat(2001), 0))).toEqual([['text_too_long', 'words']]);
		expect(codes(requestProblems('x', OPEN_REQUESTS))).toEqual([['data_requests_many', undefined]]);
	});

	it('is answered once, with words, by somebody else', () => {
		const open = { personId: 'a', answeredAt: null };
		expect(answerProblems(open, 'b', 'Đã sửa.')).toEqual([]);
		expect(codes(answerProblems(open, 'b', ''))).toEqual([['data_words_missing', 'answer']]);
		expect(codes(answerProblems(open, 'a', 'Đã sửa.'))).toEqual([['data_request_own', undefined]]);
		const answered = { ...open, answeredAt: at('2026-12-01T00:00:00Z') };
		expect(codes(answerProblems(answered, 'b', 'Lại.'))).toEqual([['already_done', undefined]]);
	});
});

describe('a breach', () => {
	it('is reported within the hours of its term', () => {
		expect(breachDue(at('2026-11-30T10:15:00Z'), { breachHours: 72 })).toEqual(at('2026-12-03T10:15:00Z'));
	});

	it('was found already, and is told with what was done about it', () => {
		const now = at('2026-11-30T10:00:00Z');
		const told = { foundAt: now, what: 'Mất máy tính.', measures: 'Đã khóa tài khoản.' };
		expect(breachProblems(told, now)).toEqual([]);
		expect(
			codes(breachProblems({ foundAt: at('2026-11-30T10:00:01Z'), what: '', measures: '' }, now))
		).toEqual([
			['data_breach_ahead', 'foundOn'],
			['data_words_missing', 'what'],
			['data_words_missing', 'measures']
		]);
	});
});
