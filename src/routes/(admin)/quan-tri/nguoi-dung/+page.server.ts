import type { PageServerLoad } from './$types';
import { ROLES } from '#lib/domain/access/actor.ts';
import { present } from '#lib/domain/shared/present.ts';
import { listPeople, PEOPLE_PAGE_SIZE } from '#lib/server/app/identity/read-people.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const role = ROLES.find((known) => known === url.searchParams.get('vai-tro'));
	const sort = url.searchParams.get('xep') === 'moi' ? ('newest' as const) : ('name' as const);
	const question = { ...listQuestion(url), sort };
	const asked = { ...question, ...present({ role }) };
	const { rows, total, proposals } = valueOrError(await listPeople(locals.ctx, asked), url);
	return { rows, total, proposals, ...question, role: role ?? '', pageSize: PEOPLE_PAGE_SIZE };
};
