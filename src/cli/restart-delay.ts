/** The first pause before a process that ended is started again, ms. */
const FIRST_DELAY_MS = 500;
/** The longest pause: in the last hour of a call a minute is the call. */
const LONGEST_DELAY_MS = 5_000;
/** A process that lived this long had started well: the next pause is the first again. */
const STEADY_MS = 20_000;

/** How long to wait before a process is started again: ever longer while it keeps failing, at most five seconds. */
export class RestartDelay {
	#next = FIRST_DELAY_MS;

	/** The pause after a life of `lived` ms, in ms. */
	after(lived: number): number {
		if (lived > STEADY_MS) this.#next = FIRST_DELAY_MS;
		const delay = this.#next;
		this.#next = Math.min(delay * 2, LONGEST_DELAY_MS);
		return delay;
	}
}
