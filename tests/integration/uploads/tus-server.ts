import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import {
	tusAppend,
	tusCreate,
	tusOffset,
	tusOptions,
	tusTerminate,
	uploadOutcome
} from '../../../src/lib/server/http/tus.ts';

const PATH = '/api/tai-len';

export interface TusServer {
	readonly endpoint: string;
	/** Ends at once, with every connection, as a killed process would. */
	kill(): Promise<void>;
}

function answer(ctx: Context, request: Request, id: string): Promise<Response> | Response {
	switch (request.method) {
		case 'OPTIONS':
			return tusOptions();
		case 'POST':
			return tusCreate(ctx, request, PATH);
		case 'HEAD':
			return tusOffset(ctx, request, id);
		case 'PATCH':
			return tusAppend(ctx, request, id);
		case 'DELETE':
			return tusTerminate(ctx, request, id);
		default:
			return uploadOutcome(ctx, id);
	}
}

function requestOf(incoming: IncomingMessage): Request {
	const method = incoming.method ?? 'GET';
	const hasBody = method === 'PATCH' || method === 'POST';
	const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream<Uint8Array>) : undefined;
	return new Request(new URL(incoming.url ?? '', 'http://chuan.test'), {
		method,
		headers: Object.entries(incoming.headers).flatMap(([name, value]) =>
			typeof value === 'string' ? [[name, value] as [string, string]] : []
		),
		...(body === undefined ? {} : { body, duplex: 'half' })
	});
}

async function send(response: Response, outgoing: ServerResponse): Promise<void> {
	outgoing.writeHead(response.status, Object.fromEntries(response.headers));
	outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/**
 * The endpoints on a real socket, as one person's requests reach them. `delayMs` slows the reading of chunks down;
 * `failures` collects what no client may ever cause.
 */
export async function tusServer(
	ctx: Context,
	options: { readonly port?: number; readonly onAppended?: (count: number) => void } = {}
): Promise<TusServer & { readonly port: number; readonly failures: unknown[] }> {
	const failures: unknown[] = [];
	let appended = 0;
	const server = createServer((incoming, outgoing) => {
		const id = (incoming.url ?? '').slice(PATH.length + 1);
		Promise.resolve(answer(ctx, requestOf(incoming), id))
			.then((response) => send(response, outgoing))
			.then(() => {
				if (incoming.method !== 'PATCH') return;
				appended += 1;
				options.onAppended?.(appended);
			})
			.catch((error: unknown) => {
				failures.push(error);
				outgoing.destroy();
			});
	});
	server.listen(options.port ?? 0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		port: address.port,
		failures,
		endpoint: `http://127.0.0.1:${address.port}${PATH}`,
		async kill() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}
