import type { App } from '../app/ports.ts';

/** Work that somebody asked for: sent to the queue by name, at least once, tried again when it throws. */
export interface QueuedJob {
	/** Name of the queue. */
	readonly queue: string;
	/** How many of them one worker does at a time. */
	readonly concurrency: number;
	/** Does the work of one message. Doing it twice must do no harm. */
	run(app: App, data: unknown): Promise<void>;
}

/** Work that is always there: done every so often by each worker, so it must take its own lock. */
export interface Round {
	readonly name: string;
	/** Pause after one round before the next, ms. */
	readonly pauseMs: number;
	/** One round; the number of things done. While it is not zero the next round follows at once. */
	run(app: App): Promise<number>;
}
