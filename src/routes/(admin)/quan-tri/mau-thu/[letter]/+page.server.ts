import type { Actions, PageServerLoad } from './$types';
import { letterVersionShape, letterWordsShape } from '#lib/contracts/mail/letter-words.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { amendLetter, restoreLetter } from '#lib/server/app/mail/amend-letter.ts';
import { previewLetter, readLetter } from '#lib/server/app/mail/read-letters.ts';
import { formFields } from '#lib/server/http/form-fields.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { failWith, valueOrError } from '#lib/server/http/refusal-response.ts';

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
	amend: async ({ request, locals, params: { letter: key } }) => {
		const fields = await formFields(request);
		const input = parseInput(letterWordsShape, fields);
		const amended = input.ok
			? await amendLetter(locals.ctx, { key, version: input.value.version, words: wordsOf(input.value) })
			: input;
		return amended.ok ? { done: 'amended' as const } : failWith(amended.refusal, fields);
	},
	preview: async ({ request, locals, params: { letter: key } }) => {
		const fields = await formFields(request);
		const input = parseInput(letterWordsShape, fields);
		const preview = input.ok ? await previewLetter(locals.ctx, { key, words: wordsOf(input.value) }) : input;
		return preview.ok ? { preview: preview.value, typed: fields } : failWith(preview.refusal, fields);
	},
	restore: async ({ request, locals, params: { letter: key } }) => {
		const input = parseInput(letterVersionShape, await formFields(request));
		const restored = input.ok
			? await restoreLetter(locals.ctx, { key, version: input.value.version })
			: input;
		return restored.ok ? { done: 'restored' as const } : failWith(restored.refusal, {});
	}
};
