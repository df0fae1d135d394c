/** The window over which a rate is taken, ms: longer than one request on a slow line, short enough to follow it. */
const WINDOW_MS = 20_000;
/** Before so much time has passed a rate says nothing, ms. */
const LEAST_MS = 2_000;

export interface Rate {
	/** Whole bytes. */
	readonly bytesPerSecond: number;
	/** Whole seconds, rounded up. */
	readonly secondsLeft: number;
}

/** How fast a file goes out, by what the line took of it in the last seconds. */
export class TransferRate {
	#seen: { readonly at: number; readonly sent: number }[] = [];

	/** The rate after `sent` of `total` bytes at the instant `at`, ms; undefined while there is too little to tell. */
	after(sent: number, total: number, at: number): Rate | undefined {
		// A client that goes on from an earlier place starts anew: those bytes are not of this line.
		if (sent < (this.#seen.at(-1)?.sent ?? 0)) this.#seen = [];
		this.#seen.push({ at, sent });
		this.#seen = this.#seen.filter((point) => at - point.at <= WINDOW_MS);
		const first = this.#seen[0];
		if (first === undefined || at - first.at < LEAST_MS || sent <= first.sent) return undefined;
		const bytesPerSecond = ((sent - first.sent) * 1_000) / (at - first.at);
		return {
			bytesPerSecond: Math.round(bytesPerSecond),
			secondsLeft: Math.ceil((total - sent) / bytesPerSecond)
		};
	}
}
