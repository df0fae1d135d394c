import type { LayoutServerLoad } from './$types';
import { navigationOf } from '#lib/domain/access/navigation.ts';

export const load: LayoutServerLoad = ({ locals }) => {
	const { actor } = locals;
	return {
		locale: locals.locale,
		person: actor.kind === 'person' ? { name: actor.name, title: actor.title } : null,
		navigation: navigationOf(actor)
	};
};
