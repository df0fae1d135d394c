import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import type { TrailQuestion } from '#lib/server/app/audit/search-trail.ts';

const LONGEST = 100;

/** A filter as it was typed, absent when empty. */
function given(asked: URLSearchParams, name: string): string | undefined {
	const text = (asked.get(name) ?? '').normalize('NFC').trim().slice(0, LONGEST);
	return text === '' ? undefined : text;
}

function day(asked: URLSearchParams, name: string): string | undefined {
	const typed = given(asked, name);
	const date = typed === undefined ? undefined : parseCalendarDate(typed);
	return date?.ok === true ? date.value : undefined;
}

/** What an address of the trail asks, and what the form that exports it sends. */
export function trailQuestion(asked: URLSearchParams): TrailQuestion {
	const outcome = given(asked, 'ket-qua');
	return {
		action: given(asked, 'viec'),
		outcome: outcome === 'done' || outcome === 'refused' ? outcome : undefined,
		objectId: given(asked, 'doi-tuong'),
		code: given(asked, 'ma'),
		person: given(asked, 'nguoi'),
		from: day(asked, 'tu'),
		until: day(asked, 'den')
	};
}

/** The same question as an address asks it. */
export function trailAddressOf(question: TrailQuestion): Record<string, string | undefined> {
	return {
		ma: question.code,
		nguoi: question.person,
		viec: question.action,
		'ket-qua': question.outcome,
		tu: question.from,
		den: question.until,
		'doi-tuong': question.objectId
	};
}
