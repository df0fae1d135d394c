import type { Reroute } from '@sveltejs/kit';
import { withoutLocale } from '#lib/i18n/address.ts';

/** English addresses are the Vietnamese ones under /en: one set of routes serves both. */
export const reroute: Reroute = ({ url }) => withoutLocale(url.pathname);
