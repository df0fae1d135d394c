/**
 * How the web process keeps its memory small: it lives on some 60 MB, and without a bound V8 lets garbage grow to several
 * times that before it looks. Measured by `npm run bench`; the larger half-space of the default was not faster.
 */
export const WEB_FLAGS: readonly string[] = ['--max-semi-space-size=4', '--max-old-space-size=256'];

/** What adapter-node is told wherever the web process runs. */
export const WEB_ENVIRONMENT: Readonly<Record<string, string>> = {
	// A piece of an upload and a plain form with a file; every page ends its own forms far below.
	BODY_SIZE_LIMIT: '10M',
	SHUTDOWN_TIMEOUT: '5',
	// Longer than a proxy keeps its connections, 60 s: it must never send on one that is closing here.
	KEEP_ALIVE_TIMEOUT: '75',
	HEADERS_TIMEOUT: '80'
};
