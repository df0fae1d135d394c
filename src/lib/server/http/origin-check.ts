const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request may change state: it must come from our own pages. Kit's own check covers form bodies only;
 * this one covers JSON and uploads too. A browser always sends Origin or Sec-Fetch-Site with such a request;
 * a client that sends neither has no cookies of a person to misuse.
 */
export function fromOwnOrigin(request: Request, origin: string): boolean {
	if (SAFE.has(request.method)) return true;
	const site = request.headers.get('sec-fetch-site');
	if (site !== null && site !== 'same-origin' && site !== 'none') return false;
	const sender = request.headers.get('origin');
	return sender === null ? site !== null || request.headers.get('cookie') === null : sender === origin;
}
