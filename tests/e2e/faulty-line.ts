import { once } from 'node:events';
import net from 'node:net';
import type { Socket } from 'node:net';
import { seeded } from '../support/seeded.ts';

/** A line between browsers and a portal that does to requests what lines do. */
export interface FaultyLine {
	/** Where browsers connect; the portal is expected at `target`. */
	readonly port: number;
	readonly target: number;
	/** How often each fault happened. */
	readonly happened: Readonly<Record<string, number>>;
	/** Whether saves meet faults; pages and their parts never do, except that the line is cut. */
	faulty: boolean;
	/** Everything under way breaks off, and nobody gets through for so long. */
	cut(milliseconds: number): Promise<void>;
	close(): Promise<void>;
}

/** Shares of all saves; the rest goes well. */
const FAULTS = {
	'dropped before it was sent': 0.05,
	'dropped half sent': 0.07,
	'answer lost': 0.1,
	'answer cut off': 0.08,
	'sent twice': 0.1,
	'sent again later': 0.12,
	'half closed': 0.08,
	'no answer, line open': 0.02
} as const;
type Fault = keyof typeof FAULTS;

/** 1.6 Mbit/s in pieces, and what a piece takes on the way. */
const PIECE = 10_000;
const PIECE_MS = 50;
const WAY_MS = 60;
const HOST = 'localhost';

/** `target`: the port of the portal, which need not listen yet. */
export async function openFaultyLine(target: number, seed: number): Promise<FaultyLine> {
	const chance = seeded(seed);
	const sockets = new Set<Socket>();
	const happened: Record<string, number> = {};
	let open = true;

	const kept = (socket: Socket): Socket => {
		sockets.add(socket);
		// A line that breaks is what this is about.
		socket.on('error', () => socket.destroy());
		socket.on('close', () => sockets.delete(socket));
		return socket;
	};
	const again = (request: Buffer): void => {
		const other = kept(net.connect(target, HOST));
		other.write(request);
		other.on('data', () => other.destroy());
		setTimeout(() => other.destroy(), 5_000);
	};
	const fateOf = (request: Buffer): Fault | undefined => {
		if (!line.faulty || request.subarray(0, 6).toString('latin1') !== 'PATCH ') return undefined;
		const fault = drawn(chance());
		if (fault !== undefined) happened[fault] = (happened[fault] ?? 0) + 1;
		return fault;
	};

	const server = net.createServer({ allowHalfOpen: true }, (client) => {
		kept(client);
		if (!open) {
			client.destroy();
			return;
		}
		const portal = kept(net.connect({ port: target, host: HOST, allowHalfOpen: true }));
		const end = (): void => {
			client.destroy();
			portal.destroy();
		};
		const up = paced(portal);
		const down = paced(client);
		let held = Buffer.alloc(0);
		let answer: 'whole' | 'lost' | 'half' | 'never' = 'whole';
		client.on('data', (bytes) => {
			held = Buffer.concat([held, bytes]);
			for (let size = requestSize(held); size !== undefined; size = requestSize(held)) {
				const request = held.subarray(0, size);
				held = held.subarray(size);
				take(request);
			}
		});
		client.on('end', end);
		client.on('close', end);
		portal.on('close', () => down.end());
		portal.on('end', () => down.end());
		portal.on('data', (bytes) => {
			if (answer === 'whole') down.write(bytes);
			else if (answer === 'lost') end();
			else if (answer === 'half') {
				down.write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
				setTimeout(end, 2 * WAY_MS + PIECE_MS);
			}
		});

		function take(request: Buffer): void {
			switch (fateOf(request)) {
				case 'dropped before it was sent':
					end();
					return;
				case 'dropped half sent':
					up.write(request.subarray(0, Math.ceil(request.length / 2)));
					setTimeout(end, WAY_MS + PIECE_MS * 4);
					return;
				case 'half closed':
					up.write(request);
					up.end();
					return;
				case 'answer lost':
					answer = 'lost';
					break;
				case 'answer cut off':
					answer = 'half';
					break;
				case 'no answer, line open':
					answer = 'never';
					setTimeout(end, 4_000);
					break;
				case 'sent twice':
					again(request);
					break;
				case 'sent again later':
					setTimeout(() => again(request), 300 + chance() * 3_000);
					break;
				case undefined:
			}
			up.write(request);
		}
	});
	server.listen(0, HOST);
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port was given');
	const line: FaultyLine = {
		port: address.port,
		target,
		happened,
		faulty: false,
		async cut(milliseconds) {
			open = false;
			for (const socket of sockets) socket.destroy();
			await new Promise((go) => setTimeout(go, milliseconds));
			open = true;
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, 'close');
		}
	};
	return line;
}

function drawn(chance: number): Fault | undefined {
	let left = chance;
	for (const [fault, share] of Object.entries(FAULTS)) {
		left -= share;
		if (left < 0) return fault as Fault;
	}
	return undefined;
}

/** Bytes of the first request in what has come; undefined while it is not whole. Browsers tell the length of bodies. */
function requestSize(bytes: Buffer): number | undefined {
	const end = bytes.indexOf('\r\n\r\n');
	if (end < 0) return undefined;
	const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.subarray(0, end).toString('latin1'))?.[1] ?? '0';
	const size = end + 4 + Number(length);
	return bytes.length < size ? undefined : size;
}

function paced(to: Socket): { write(bytes: Buffer): void; end(): void } {
	let free = 0;
	const later = (taking: number, act: () => void): void => {
		free = Math.max(free, Date.now()) + taking;
		setTimeout(
			() => {
				if (!to.destroyed) act();
			},
			free + WAY_MS - Date.now()
		);
	};
	return {
		write(bytes) {
			for (let from = 0; from < bytes.length; from += PIECE) {
				const piece = bytes.subarray(from, from + PIECE);
				later((piece.length / PIECE) * PIECE_MS, () => to.write(piece));
			}
		},
		end: () => later(0, () => to.end())
	};
}
