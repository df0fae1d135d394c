import type { PageServerLoad } from './$types';
import { LETTER_AREAS } from '#lib/domain/letters/kinds.ts';
import { LETTERS_PAGE_SIZE, listLetters } from '#lib/server/app/mail/read-letters.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const question = listQuestion(url);
	const asked = url.searchParams.get('linh-vuc');
	const area = LETTER_AREAS.find((one) => one === asked) ?? '';
	const list = valueOrError(await listLetters(locals.ctx, { ...question, area }), url);
	return { ...list, ...question, area, pageSize: LETTERS_PAGE_SIZE };
};
