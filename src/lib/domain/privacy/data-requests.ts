/**
 * What people may ask about their own data, until when the office answers, and what it does when data got out
 * (Luật 91/2025/QH15). The terms are dated rows.
 */
import { addDays, startOfVietnamDay, vietnamDateOf } from '../shared/period.ts';
import { because } from '../shared/result.ts';
import type { Refusal } from '../shared/result.ts';

export const DATA_REQUEST_KINDS = ['copy', 'correction', 'deletion', 'restriction', 'objection'] as const;
export type DataRequestKind = (typeof DATA_REQUEST_KINDS)[number];

export const DATA_OUTCOMES = ['done', 'partly', 'refused'] as const;
export type DataOutcome = (typeof DATA_OUTCOMES)[number];

export interface PrivacyTerm {
	/** Days in which a request is answered. */
	readonly answerDays: number;
	/** Hours in which a breach is reported, from when it was found. */
	readonly breachHours: number;
	readonly source: string;
	/** Nobody has compared it with the text yet. */
	readonly verify: boolean;
}

/** Longest words of a request, an answer or a breach, characters. */
export const WORDS_LIMIT = 2000;
/** So many requests of one person wait at a time. */
export const OPEN_REQUESTS = 3;

/** The end of the last day for an answer. */
export function answerDue(askedAt: Date, { answerDays }: Pick<PrivacyTerm, 'answerDays'>): Date {
	return startOfVietnamDay(addDays(vietnamDateOf(askedAt), answerDays + 1));
}

/** The last moment for the report of a breach. */
export function breachDue(foundAt: Date, { breachHours }: Pick<PrivacyTerm, 'breachHours'>): Date {
	return new Date(foundAt.getTime() + breachHours * 3_600_000);
}

function wordsProblems(words: string, field: string): Refusal[] {
	if (words === '') return [because('data_words_missing', { field })];
	return words.length > WORDS_LIMIT
		? [because('text_too_long', { field, params: { max: String(WORDS_LIMIT) } })]
		: [];
}

/** Everything that is wrong with a request; `waiting`: of the same person, not answered yet. */
export function requestProblems(words: string, waiting: number): Refusal[] {
	if (waiting >= OPEN_REQUESTS)
		return [because('data_requests_many', { params: { count: String(OPEN_REQUESTS) } })];
	return wordsProblems(words, 'words');
}

export interface AskedRequest {
	readonly personId: string;
	readonly answeredAt: Date | null;
}

/** Everything that is wrong with an answer: nobody answers their own request, and each is answered once. */
export function answerProblems(request: AskedRequest, by: string, answer: string): Refusal[] {
	if (request.answeredAt !== null) return [because('already_done')];
	if (request.personId === by) return [because('data_request_own')];
	return wordsProblems(answer, 'answer');
}

/** Everything that is wrong with what is told of a breach. */
export function breachProblems(
	breach: { readonly foundAt: Date; readonly what: string; readonly measures: string },
	now: Date
): Refusal[] {
	return [
		...(breach.foundAt > now ? [because('data_breach_ahead', { field: 'foundOn' })] : []),
		...wordsProblems(breach.what, 'what'),
		...wordsProblems(breach.measures, 'measures')
	];
}
