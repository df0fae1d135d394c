import type { PageServerLoad } from './$types';
import { listMyCouncils } from '#lib/server/app/councils/list-my-councils.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { sayTask } from '#lib/server/http/say-tasks.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const seats = valueOrError(await listMyCouncils(locals.ctx), url);
	return {
		seats: seats.map((seat) => ({ ...seat, tasks: seat.tasks.flatMap((task) => sayTask(task) ?? []) }))
	};
};
