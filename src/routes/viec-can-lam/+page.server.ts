import type { PageServerLoad } from './$types';
import { navigationOf } from '#lib/domain/access/navigation.ts';
import { readTasks } from '#lib/server/app/tasks/read-tasks.ts';
import { valueOrError } from '#lib/server/http/refusal-response.ts';
import { sayPlaces } from '#lib/server/http/say-places.ts';
import { sayHeldTasks, sayTasks } from '#lib/server/http/say-tasks.ts';

export const load: PageServerLoad = async ({ locals, url }) => {
	const list = valueOrError(await readTasks(locals.ctx), url);
	return {
		tasks: sayTasks(list.waiting, list.now, locals.locale),
		cutAt: list.cut ? list.waiting.length : null,
		held: sayHeldTasks(list.held, locals.locale),
		withoutRole: list.withoutRole,
		places: list.waiting.length === 0 ? sayPlaces(navigationOf(locals.actor)) : []
	};
};
