import { error, fail, redirect } from '@sveltejs/kit';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';

/** Statuses other than 400. What a person may not know of is 404, as what does not exist. */
const STATUS: Readonly<Record<string, number>> = {
	not_found: 404,
	sign_in_needed: 401,
	signed_in_as_another: 401,
	tied_to_applicant: 403,
	stale_version: 409,
	state_forbids: 409,
	application_exists: 409,
	window_closed: 409,
	already_done: 409,
	ballots_secret: 409,
	too_many_attempts: 429,
	document_emptied: 410,
	object_not_found: 410,
	object_damaged: 500,
	file_too_large: 413,
	body_too_large: 413,
	plain_form_too_large: 413,
	store_unavailable: 503,
	paper_being_set: 503,
	paper_not_set: 503,
	proof_being_sealed: 503,
	proof_erased: 410,
	busy: 503,
	print_crowded: 503
};

export function statusOf(refusal: Refusal): number {
	return (
		STATUS[refusal.code] ?? (refusal.code.endsWith('_frozen') || refusal.code.endsWith('_closed') ? 409 : 400)
	);
}

/** A problem as a form shows it: at the field where there is one. */
export interface SaidProblem {
	readonly code: string;
	readonly message: string;
	readonly field?: string;
}

/** Every problem of a refusal, in words of the request's language. */
export function sayProblems(refusal: Refusal): SaidProblem[] {
	const list = refusal.causes === undefined || refusal.causes.length === 0 ? [refusal] : refusal.causes;
	return list.map((cause) => ({
		code: cause.code,
		message: sayRefusal(cause),
		...(cause.field === undefined ? {} : { field: cause.field })
	}));
}

/** The value of a page's question, or its error page. Visitors are sent to sign in and come back. */
export function valueOrError<T>(result: Result<T>, url: URL): T {
	if (result.ok) return result.value;
	if (result.refusal.code === 'sign_in_needed') {
		redirect(303, localizeHref(`/dang-nhap?ve=${encodeURIComponent(url.pathname + url.search)}`));
	}
	error(statusOf(result.refusal), { message: sayRefusal(result.refusal), code: result.refusal.code });
}

/** A refused form action: status, problems at their fields, and what was typed, so that nothing is lost. */
export function failWith<Typed extends Record<string, unknown>>(refusal: Refusal, typed: Typed) {
	return fail(statusOf(refusal), { problems: sayProblems(refusal), typed });
}

/** A refused call of an endpoint, as JSON. */
export function refusalJson(refusal: Refusal, extra: Record<string, unknown> = {}): Response {
	return Response.json({ problems: sayProblems(refusal), ...extra }, { status: statusOf(refusal) });
}
