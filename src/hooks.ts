import type { Reroute } from '@sveltejs/kit';
import { deLocalizeUrl } from '#lib/i18n/paraglide/runtime.js';

/** English addresses are the Vietnamese ones under /en: one set of routes serves both. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname;
