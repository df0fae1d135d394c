import type { RequestEvent } from '@sveltejs/kit';
import { clientOf } from '#lib/domain/access/forwarding.ts';
import type { App } from '#lib/server/app/ports.ts';

type Sender = Pick<RequestEvent, 'getClientAddress' | 'request'>;

/** The same as `clientAddress`, where the request has no context yet. */
export function addressBehind(
	{ getClientAddress, request }: Sender,
	{ trustedProxies }: App['config']
): string {
	return clientOf(getClientAddress(), request.headers.get('x-forwarded-for'), trustedProxies);
}

/** The address that a request came from: the one place that says it, for limits and records alike. */
export function clientAddress(event: Sender & Pick<RequestEvent, 'locals'>): string {
	return addressBehind(event, event.locals.ctx.app.config);
}
