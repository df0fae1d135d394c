import { putBack } from './put-back.ts';

/**
 * Gives the page what a person typed or chose before its scripts were here: on a slow line that takes seconds, and
 * a page that comes to life puts its own values back into its fields. To be called once, when all is alive.
 */
export function giveTypedEarly(): void {
	const { typedEarly, keepTypedEarly } = window;
	if (typedEarly === undefined || keepTypedEarly === undefined) return;
	delete window.typedEarly;
	for (const kind of ['input', 'change']) removeEventListener(kind, keepTypedEarly, true);
	for (const [control, kept] of typedEarly) {
		if (!(control instanceof HTMLElement) || !control.isConnected) continue;
		putBack(control, kept);
	}
}
