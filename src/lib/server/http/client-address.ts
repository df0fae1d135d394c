import type { RequestEvent } from '@sveltejs/kit';

/** The address that a request came from: the one place that says it, for limits and records alike. */
export function clientAddress(event: Pick<RequestEvent, 'getClientAddress'>): string {
	return event.getClientAddress();
}
