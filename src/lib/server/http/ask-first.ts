import { fail } from '@sveltejs/kit';
import { CONFIRMED } from '#lib/contracts/question.ts';
import type { AskedQuestion, Question } from '#lib/contracts/question.ts';

export function isConfirmed(fields: Readonly<Record<string, string>>): boolean {
	return fields[CONFIRMED] === 'yes';
}

/**
 * Answers a form of an act that cannot be taken back with its question instead of doing it. The question comes with
 * all that the form held, so that its answer is the whole form again; it works as a page and as a dialog.
 */
export function askFirst(url: URL, fields: Readonly<Record<string, string>>, question: Question) {
	const { instead = {} } = question;
	// Whole, however long its texts are: the answer is the form itself. No form with a password asks.
	const held = { ...fields, ...instead };
	const action = [...url.searchParams.keys()].find((name) => name.startsWith('/')) ?? '/default';
	const asked: AskedQuestion = {
		...question,
		action: action === '/default' ? url.pathname : `?${action}`,
		fields: { ...held, [CONFIRMED]: 'yes' }
	};
	// Precondition required: nothing was done, and the same form with its answer will be.
	return fail(428, { question: asked, typed: held });
}
