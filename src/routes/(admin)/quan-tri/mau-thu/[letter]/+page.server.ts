import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { letterVersionShape, letterWordsShape } from '#lib/contracts/mail/letter-words.ts';
import { amendLetter, restoreLetter } from '#lib/server/app/mail/amend-letter.ts';
import { previewLetter, readLetter } from '#lib/server/app/mail/read-letters.ts';
import { formAction, nothing } from '#lib/server/http/form-action.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { sayProblems, valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { page } = listQuestion(url);
	return { ...valueOrError(await readLetter(locals.ctx, { key: params.letter, page }), url), page };
};

interface PostedWords {
	readonly subjectVi: string;
	readonly bodyVi: string;
	readonly subjectEn: string;
	readonly bodyEn: string;
}

const wordsOf = ({ subjectVi, bodyVi, subjectEn, bodyEn }: PostedWords) => ({
	vi: { subject: subjectVi, body: bodyVi },
	en: { subject: subjectEn, body: bodyEn }
});

export const actions: Actions = {
	amend: formAction(
		letterWordsShape,
		(ctx, { version, ...words }, { params }: RequestEvent) =>
			amendLetter(ctx, { key: params.letter, version, words: wordsOf(words) }),
		{ done: { done: 'amended' } }
	),
	preview: formAction(
		letterWordsShape,
		(ctx, words, { params }: RequestEvent) =>
			previewLetter(ctx, { key: params.letter, words: wordsOf(words) }),
		{
			done: ({ preview, problems }, _event, typed) => ({
				...{ preview, typed },
				problems: problems.flatMap((problem) => sayProblems(problem))
			})
		}
	),
	restore: formAction(
		letterVersionShape,
		(ctx, { version }, { params }: RequestEvent) => restoreLetter(ctx, { key: params.letter, version }),
		{ typed: nothing, done: { done: 'restored' } }
	)
};
