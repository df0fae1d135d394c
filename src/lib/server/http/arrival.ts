import type { RequestEvent } from '@sveltejs/kit';
import type { App } from '#lib/server/app/ports.ts';

/**
 * Stamps a submission when all of its form is here: not when somebody began to send it, and before it waits for
 * anything of the portal. The form stays to be read.
 */
export async function stampArrival(event: Pick<RequestEvent, 'request' | 'locals'>, app: App): Promise<void> {
	const reader = event.request.clone().body?.getReader();
	try {
		for (let part = await reader?.read(); part !== undefined && !part.done;) part = await reader?.read();
	} catch {
		// The line broke or brought too much: whoever reads the form says so, and nothing has arrived.
		return;
	}
	event.locals.arrivedAt = await app.submissions.arrival();
}

/** The portal as this request gets it: a submission has connections of its own. */
export function laneOf(app: App, arrivedAt: Date | undefined): App {
	if (arrivedAt === undefined) return app;
	const { db, sessions } = app.submissions;
	return { ...app, db, sessions };
}
