import { buildApp } from '#lib/server/container.ts';
import type { App } from '#lib/server/app/ports.ts';

let running: Promise<App> | undefined;

/** The one App of this process, built at the first request (or by `init`). */
export function runningApp(): Promise<App> {
	running ??= buildApp(process.env, 'chuan-web').catch((thrown: unknown) => {
		// Kept, it would refuse every later request too.
		running = undefined;
		throw thrown;
	});
	return running;
}
