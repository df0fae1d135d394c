import type { PageServerLoad } from './$types';
import { COUNCILS_PAGE_SIZE, listMyCouncils } from '#lib/server/app/councils/list-my-councils.ts';
import { listQuestion } from '#lib/server/http/list-question.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { sayTask } from '#lib/server/http/say-tasks.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const asked = listQuestion(url);
	const { seats, page, total } = valueOrError(await listMyCouncils(locals.ctx, asked.page), url);
	return {
		page,
		pageSize: COUNCILS_PAGE_SIZE,
		total,
		seats: seats.map((seat) => ({ ...seat, tasks: seat.tasks.flatMap((task) => sayTask(task) ?? []) }))
	};
};
