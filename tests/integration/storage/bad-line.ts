import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/**
 * What goes wrong on the line when the mark passes by:
 * - `change_upload`  one byte on the way to the server is another
 * - `cut_upload`     the line to the server breaks in the middle of the body
 * - `cut_download`   the line to the client breaks in the middle of the body
 */
export type LineFault = 'change_upload' | 'cut_upload' | 'cut_download';

/** A TCP relay in front of a server that spoils everything in which `mark` occurs. */
export async function badLine(
	endpoint: string,
	mark: string,
	fault: LineFault
): Promise<{ readonly endpoint: string; close(): Promise<void> }> {
	const target = new URL(endpoint);
	const open = new Set<Socket>();
	const relay = createServer((client) => {
		const server = connect(Number(target.port), target.hostname);
		const cut = (): void => {
			client.destroy();
			server.destroy();
		};
		for (const socket of [client, server]) {
			open.add(socket);
			// A broken line is what this relay is for: both sides learn of it by the closing.
			socket.on('error', cut).on('close', cut);
		}
		client.on('data', (chunk) => {
			const at = fault === 'cut_download' ? -1 : chunk.indexOf(mark);
			if (at >= 0 && fault === 'cut_upload') return cut();
			if (at >= 0) chunk[at] = 0x6d;
			server.write(chunk);
		});
		server.on('data', (chunk) => {
			if (fault === 'cut_download' && chunk.includes(mark)) return client.end(chunk.subarray(0, 10));
			client.write(chunk);
		});
	});
	relay.listen(0, '127.0.0.1');
	await once(relay, 'listening');
	const address = relay.address();
	if (address === null || typeof address === 'string') throw new Error('the relay has no port');
	return {
		endpoint: `http://127.0.0.1:${address.port}`,
		close: async () => {
			for (const socket of open) socket.destroy();
			relay.close();
			await once(relay, 'close');
		}
	};
}
