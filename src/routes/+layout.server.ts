import type { LayoutServerLoad } from './$types';
import { navigationOf } from '#lib/domain/access/navigation.ts';
import { sayNavigation } from '#lib/server/http/say-navigation.ts';
import { sayOffice } from '#lib/server/http/office-name.ts';
import { countTasks } from '#lib/server/app/tasks/read-tasks.ts';

export const load: LayoutServerLoad = async ({ locals }) => {
	const { actor, ctx } = locals;
	const counted = actor.kind === 'person' ? await countTasks(ctx) : undefined;
	const counts = counted?.ok === true ? counted.value : {};
	return {
		locale: locals.locale,
		office: await sayOffice(ctx),
		person: actor.kind === 'person' ? { id: actor.personId, name: actor.name, title: actor.title } : null,
		navigation: sayNavigation(navigationOf(actor), counts)
	};
};
