import { error } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';
import { sayRefusal } from '#lib/i18n/say-refusal.ts';

/** Specimens are for whoever builds the portal; an office has no use for them. */
export const load: LayoutServerLoad = ({ locals }) => {
	if (locals.ctx.app.config.production) error(404, sayRefusal({ code: 'not_found' }));
};
