import type { RequestEvent } from '@sveltejs/kit';
import { clientOf } from '#lib/domain/access/forwarding.ts';

/** The address that a request came from: the one place that says it, for limits and records alike. */
export function clientAddress({
	getClientAddress,
	request,
	locals
}: Pick<RequestEvent, 'getClientAddress' | 'request' | 'locals'>): string {
	const { trustedProxies } = locals.ctx.app.config;
	return clientOf(getClientAddress(), request.headers.get('x-forwarded-for'), trustedProxies);
}
