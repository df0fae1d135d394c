/**
 * Room for what a page needs while it is made: with a half-space of 4 MB and a heap of 256 MB, half of a page's time was
 * collecting garbage. At most 400 MB under load, measured by `npm run bench`.
 */
export const WEB_FLAGS: readonly string[] = ['--max-semi-space-size=16', '--max-old-space-size=512'];

/** What adapter-node is told wherever the web process runs. */
export const WEB_ENVIRONMENT: Readonly<Record<string, string>> = {
	// A piece of an upload and a plain form with a file; every page ends its own forms far below.
	BODY_SIZE_LIMIT: '10M',
	SHUTDOWN_TIMEOUT: '5',
	// Longer than a proxy keeps its connections, 60 s: it must never send on one that is closing here.
	KEEP_ALIVE_TIMEOUT: '75',
	HEADERS_TIMEOUT: '80'
};
