/** Requests of one person that bring bytes at the same time: a page sends two files at once. */
const MOST_OF_ONE = 3;
/** How long one more of them waits for its turn, ms. */
const PATIENCE_MS = 15_000;

/**
 * Turns of people who send bytes to this process. Each person has slots of his own, so that nobody can take the
 * turns of others; a piece is never held whole, so there is no limit for all together.
 */
export class UploadSlots {
	readonly #taken = new Map<string, number>();
	readonly #waiting = new Map<string, (() => void)[]>();

	/** Runs with a slot of this person; undefined when none became free in time. */
	async with<T>(person: string, run: () => Promise<T>): Promise<T | undefined> {
		if (!(await this.#take(person))) return undefined;
		try {
			return await run();
		} finally {
			this.#giveBack(person);
		}
	}

	#take(person: string): Promise<boolean> | boolean {
		const taken = this.#taken.get(person) ?? 0;
		if (taken < MOST_OF_ONE) {
			this.#taken.set(person, taken + 1);
			return true;
		}
		return new Promise((resolve) => {
			const line = this.#waiting.get(person) ?? [];
			const turn = (): void => {
				clearTimeout(timer);
				resolve(true);
			};
			const timer = setTimeout(() => {
				line.splice(line.indexOf(turn), 1);
				resolve(false);
			}, PATIENCE_MS);
			line.push(turn);
			this.#waiting.set(person, line);
		});
	}

	#giveBack(person: string): void {
		const next = this.#waiting.get(person)?.shift();
		// The slot goes from hand to hand.
		if (next !== undefined) {
			next();
			return;
		}
		const left = (this.#taken.get(person) ?? 1) - 1;
		if (left > 0) this.#taken.set(person, left);
		else {
			this.#taken.delete(person);
			this.#waiting.delete(person);
		}
	}
}
