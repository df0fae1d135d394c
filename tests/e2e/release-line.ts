import { once } from 'node:events';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A way to a portal on which a new release of its service worker can be put, and saves be held up. */
export interface ReleaseLine {
	/** Where browsers connect; the portal is expected at `target`. */
	readonly port: number;
	readonly target: number;
	/** No save gets through. */
	holdsSaves: boolean;
	/** From now on browsers get the worker of the next build; gives its version. */
	release(): Promise<string>;
	close(): Promise<void>;
}

const HOST = 'localhost';
const WORKER = '/service-worker.js';

/** `target`: the port of the portal, which need not listen yet. */
export async function openReleaseLine(target: number): Promise<ReleaseLine> {
	let built = '';
	let current = '';

	const server = http.createServer((request, response) => {
		if (line.holdsSaves && request.method === 'PATCH') {
			request.socket.destroy();
			return;
		}
		const isWorker = request.url === WORKER && current !== built;
		// The script has to come as text, and whole.
		const spared = isWorker ? ['accept-encoding', 'if-none-match'] : [];
		const headers = Object.fromEntries(
			Object.entries(request.headers).filter(([name]) => !spared.includes(name))
		);
		const asked = http.request(
			{ host: HOST, port: target, method: request.method, path: request.url, headers },
			(answer) => (isWorker ? void newer(answer, response) : passed(answer, response))
		);
		// The portal is not up yet, or ends: the browser sees a line that breaks.
		asked.on('error', () => response.destroy());
		request.pipe(asked);
	});
	async function newer(answer: IncomingMessage, response: ServerResponse): Promise<void> {
		const script = (await text(answer)).replaceAll(built, current);
		response.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-store' });
		response.end(script);
	}
	server.listen(0, HOST);
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port was given');
	let releases = 0;
	const line: ReleaseLine = {
		port: address.port,
		target,
		holdsSaves: false,
		async release() {
			if (built === '') {
				const answer = await fetch(`http://${HOST}:${String(target)}/_app/version.json`);
				built = ((await answer.json()) as { version: string }).version;
			}
			releases += 1;
			current = `${built}-${String(releases)}`;
			return current;
		},
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
	return line;
}

function passed(answer: IncomingMessage, response: ServerResponse): void {
	response.writeHead(answer.statusCode ?? 502, answer.headers);
	answer.pipe(response);
}
