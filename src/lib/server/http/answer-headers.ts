import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** For what is no page: a page's own policy, with the nonce of its scripts, takes the place of this one. */
const POLICY = [
	`default-src 'self'`,
	// Workers compile what hashes files.
	`script-src 'self' 'wasm-unsafe-eval'`,
	`style-src 'self' 'unsafe-inline'`,
	`img-src 'self' data:`,
	`base-uri 'none'`,
	`form-action 'self'`,
	`frame-ancestors 'none'`
].join('; ');

const HEADERS: readonly (readonly [name: string, value: string])[] = [
	['content-security-policy', POLICY],
	['x-content-type-options', 'nosniff'],
	['referrer-policy', 'same-origin'],
	['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
	['cross-origin-opener-policy', 'same-origin']
];

/** Kinds of content that are text without saying in which letters. */
const TEXT = /^(text\/|application\/javascript|image\/svg\+xml)/i;

function withCharset(type: string): string {
	return TEXT.test(type) && !/;\s*charset=/i.test(type) ? `${type}; charset=utf-8` : type;
}

type Sent = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** Completes the kind of content just before the head leaves, wherever it was said: on the response or with the head. */
function completeType(response: ServerResponse, status: number, sent: Sent | undefined): void {
	if (sent !== undefined && !Array.isArray(sent)) {
		const name = Object.keys(sent).find((key) => key.toLowerCase() === 'content-type');
		const type = name === undefined ? undefined : sent[name];
		if (name !== undefined && typeof type === 'string') {
			sent[name] = withCharset(type);
			return;
		}
	}
	const type = response.getHeader('content-type');
	if (typeof type === 'string') response.setHeader('content-type', withCharset(type));
	else if (status >= 400) response.setHeader('content-type', 'text/plain; charset=utf-8');
}

/**
 * Gives every answer of this process the headers of its safety before anything has looked at the request: pages,
 * refusals of any layer, files. What sets one of them itself has its own. `secure`: the portal is served over TLS.
 */
export function guardEveryAnswer({ secure }: { readonly secure: boolean }): void {
	// A year; of this host alone, since others of the same domain may not be ready for it.
	const headers = secure ? [...HEADERS, ['strict-transport-security', 'max-age=31536000'] as const] : HEADERS;
	subscribe('http.server.request.start', (message) => {
		const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
		for (const [name, value] of headers) response.setHeader(name, value);
		// What is sent to a browser with cookies may be somebody's; a visitor's page is asked for anew and may be kept.
		response.setHeader(
			'cache-control',
			request.headers.cookie === undefined ? 'private, no-cache' : 'private, no-store'
		);
		const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
		response.writeHead = ((status: number, ...rest: unknown[]) => {
			const sent = rest.find((part): part is Sent => typeof part === 'object' && part !== null);
			completeType(response, status, sent);
			return writeHead(status, ...rest);
		}) as ServerResponse['writeHead'];
	});
}
