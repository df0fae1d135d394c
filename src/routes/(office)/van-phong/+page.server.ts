import { redirect } from '@sveltejs/kit';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = () => redirect(307, localizeHref('/van-phong/dot'));
