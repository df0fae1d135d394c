/** The part of autocannon that the bench uses; the package brings no types. */
declare module 'autocannon' {
	import type { EventEmitter } from 'node:events';

	export interface Request {
		readonly method: string;
		readonly path: string;
		readonly headers: Readonly<Record<string, string>>;
		readonly body?: string;
	}

	export interface Client extends EventEmitter {
		/** What this connection asks next; takes hold of the list. */
		setRequests(requests: readonly Request[]): void;
	}

	export interface Options {
		readonly url: string;
		readonly connections: number;
		/** Seconds. */
		readonly duration: number;
		readonly setupClient: (client: Client) => void;
	}

	export interface Outcome {
		/** Seconds that it took. */
		readonly duration: number;
		/** Milliseconds, of answers with 2xx. */
		readonly latency: { readonly p50: number; readonly p99: number };
		/** Bytes of answers, with their headers. */
		readonly throughput: { readonly total: number };
		readonly '2xx': number;
		readonly non2xx: number;
		readonly errors: number;
		readonly timeouts: number;
	}

	export interface Run extends PromiseLike<Outcome> {
		stop(): void;
	}

	export default function autocannon(options: Options): Run;
}
