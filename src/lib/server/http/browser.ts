import type { RequestEvent } from '@sveltejs/kit';
import { deviceOf } from '#lib/domain/access/device.ts';
import { networkOf } from '#lib/domain/access/network.ts';
import type { Browser } from '#lib/server/app/identity/ports.ts';
import type { App } from '#lib/server/app/ports.ts';
import { addressBehind } from './client-address.ts';

/** The browser behind a request, as a list of sessions names it. */
export function browserOf(
	event: Pick<RequestEvent, 'getClientAddress' | 'request'>,
	config: App['config']
): Browser {
	return {
		...deviceOf(event.request.headers.get('user-agent') ?? ''),
		network: networkOf(addressBehind(event, config))
	};
}
