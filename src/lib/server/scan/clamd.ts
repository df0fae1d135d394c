import { connect, type Socket } from 'node:net';
import type { ScanOutcome, VirusScanner } from '#lib/server/app/storage/ports.ts';

/** Where clamd listens: `CLAMD_URL` is `tcp://host:port` or `unix:/path`. */
export type ClamdAddress = { readonly host: string; readonly port: number } | { readonly path: string };

export interface ClamdOptions {
	/** Longest silence of the scanner, in milliseconds; 60 000 when left out. */
	readonly silenceMs?: number;
}

const CHUNK_BYTES = 64 * 1024;

/** Reads `CLAMD_URL`; null when it names no address. */
export function parseClamdUrl(text: string): ClamdAddress | null {
	const socket = /^unix:(?:\/\/)?(\/.+)$/.exec(text);
	if (socket?.[1] !== undefined) return { path: socket[1] };
	const tcp = /^(?:tcp:\/\/)?(?:\[([0-9a-fA-F:]+)\]|([^:/\s]+)):(\d{1,5})$/.exec(text);
	const host = tcp?.[1] ?? tcp?.[2];
	const port = Number(tcp?.[3]);
	return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

/**
 * Scans by clamd over INSTREAM. Only the literal answer `stream: OK` is clean; everything else, an
 * unreachable or silent scanner included, leaves the file `pending`, to be scanned again.
 * clamd's `StreamMaxLength` must not be below the portal's limit for a file, or large ones stay pending.
 */
export function clamdScanner(address: ClamdAddress, options: ClamdOptions = {}): VirusScanner {
	return { scan: (bytes) => scanOnce(address, options.silenceMs ?? 60_000, bytes) };
}

/** The portal without a scanner says so on every file. */
export const noScanner: VirusScanner = { scan: () => Promise.resolve({ verdict: 'not_configured' }) };

async function scanOnce(
	address: ClamdAddress,
	silenceMs: number,
	bytes: AsyncIterable<Uint8Array>
): Promise<ScanOutcome> {
	const socket = connect(address);
	let silent = false;
	socket.setTimeout(silenceMs, () => {
		silent = true;
		socket.destroy();
	});
	const answer = collectAnswer(socket);
	let line: string | null;
	try {
		await sendStream(socket, bytes);
		line = await answer;
	} finally {
		socket.destroy();
	}
	if (silent) return { verdict: 'pending', reason: 'timeout' };
	if (line === null) return { verdict: 'pending', reason: 'unreachable' };
	return readAnswer(line);
}

/** Everything that clamd says until it closes; null when it said nothing or the line failed. */
function collectAnswer(socket: Socket): Promise<string | null> {
	const said: Buffer[] = [];
	return new Promise((resolve) => {
		socket.on('data', (chunk) => said.push(chunk));
		socket.on('error', () => resolve(said.length > 0 ? Buffer.concat(said).toString('utf8') : null));
		socket.on('close', () => resolve(said.length > 0 ? Buffer.concat(said).toString('utf8') : null));
	});
}

/** `zINSTREAM`, then each chunk behind its length, then a length of zero. Stops quietly when clamd hangs up. */
async function sendStream(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
	await write(socket, Buffer.from('zINSTREAM\0'));
	for await (const piece of bytes) {
		for (let at = 0; at < piece.byteLength; at += CHUNK_BYTES) {
			const chunk = piece.subarray(at, at + CHUNK_BYTES);
			const length = Buffer.alloc(4);
			length.writeUInt32BE(chunk.byteLength);
			if (!(await write(socket, length)) || !(await write(socket, chunk))) return;
		}
	}
	await write(socket, Buffer.alloc(4));
}

/** Whether the socket still takes bytes; waits for room, and no longer than the socket lives. */
async function write(socket: Socket, bytes: Uint8Array): Promise<boolean> {
	if (socket.destroyed) return false;
	if (socket.write(bytes)) return true;
	return new Promise((resolve) => {
		const settle = (): void => {
			socket.off('drain', settle).off('close', settle);
			resolve(!socket.destroyed);
		};
		socket.on('drain', settle).on('close', settle);
	});
}

function readAnswer(answer: string): ScanOutcome {
	const line = answer.replace(/[\0\n]+$/, '');
	if (line === 'stream: OK') return { verdict: 'clean' };
	const found = /^stream: (.+) FOUND$/.exec(line);
	if (found?.[1] !== undefined) return { verdict: 'infected', signature: found[1] };
	if (line.includes('size limit exceeded')) return { verdict: 'pending', reason: 'too_large' };
	return { verdict: 'pending', reason: 'unexpected_answer' };
}
