import { once } from 'node:events';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardEveryAnswer } from './answer-headers.ts';

/** A server that answers as each layer does: by the head, by single headers, with nothing said. */
const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
	'/page': (response) => {
		response.setHeader('content-security-policy', `script-src 'nonce-x'`);
		response.setHeader('content-type', 'text/html');
		response.writeHead(200).end('<p>');
	},
	'/file': (response) =>
		response.writeHead(200, { 'Content-Type': 'text/css', 'cache-control': 'max-age=9' }).end(''),
	'/refused': (response) => response.writeHead(405).end('no'),
	'/json': (response) => response.writeHead(404, { 'content-type': 'application/json' }).end('{}')
};
const server = createServer((request, response) => ANSWERS[request.url ?? '']?.(response));
let origin = '';
beforeAll(async () => {
	guardEveryAnswer({ secure: true });
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	origin = `http://127.0.0.1:${String(typeof address === 'object' ? address?.port : '')}`;
});
afterAll(() => server.close());

const headersOf = async (path: string, cookie?: string): Promise<Headers> =>
	(await fetch(`${origin}${path}`, cookie === undefined ? {} : { headers: { cookie } })).headers;

describe('every answer of the process', () => {
	it.each(Object.keys(ANSWERS))('carries the headers of its safety: %s', async (path) => {
		const headers = await headersOf(path);
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('referrer-policy')).toBe('same-origin');
		expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
		expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
		expect(headers.get('content-security-policy')).toMatch(
			path === '/page' ? /nonce-x/ : /frame-ancestors 'none'/
		);
		expect(headers.get('cache-control')).toBe(path === '/file' ? 'max-age=9' : 'private, no-cache');
		expect(headers.get('content-type')).toMatch(
			path === '/json' ? /^application\/json$/ : /^text\/\w+; charset=utf-8$/
		);
	});

	it('is kept nowhere once a browser has sent a cookie', async () => {
		expect((await headersOf('/refused', 'a=b')).get('cache-control')).toBe('private, no-store');
	});
});
