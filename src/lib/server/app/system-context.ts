import type { App } from './ports.ts';
import type { Context } from './use-case.ts';

/** What the portal does by itself: one context for each round, so that its audit entries belong together. */
export function systemContext(app: App): Context {
	return { app, actor: { kind: 'system' }, requestId: app.ids.v4(), locale: 'vi' };
}
