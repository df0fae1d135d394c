import type { Reroute, Transport } from '@sveltejs/kit';
import { withoutLocale } from '#lib/i18n/address.ts';
import { Rendered } from '#lib/contracts/rendered.ts';

/** English addresses are the Vietnamese ones under /en: one set of routes serves both. */
export const reroute: Reroute = ({ url }) => withoutLocale(url.pathname);

/** How values of our own travel with the data of a page. */
export const transport: Transport = {
	Rendered: {
		encode: (value) => Rendered.encode(value),
		decode: (sent: [string, object | null]) => Rendered.decode(sent)
	}
};
