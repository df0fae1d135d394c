import type { App } from '../app/ports.ts';

/** Work that is always there: done every so often by each worker, so it must take its own lock. */
export interface Round {
	readonly name: string;
	/** Pause after one round before the next, ms. */
	readonly pauseMs: number;
	/** One round; the number of things done. While it is not zero the next round follows at once. */
	run(app: App): Promise<number>;
}
