import { setImmediate } from 'node:timers/promises';

/** Time of a chaos run: events in their order, each with everything that follows from it at once. */
export class ChaosTime {
	now = 0;
	#events: { readonly at: number; readonly act: () => unknown }[] = [];

	/** Gives what takes the event back. */
	after(milliseconds: number, act: () => unknown): () => void {
		const event = { at: this.now + Math.max(0, milliseconds), act };
		const place = this.#events.findLastIndex(({ at }) => at <= event.at);
		this.#events.splice(place + 1, 0, event);
		return () => {
			this.#events = this.#events.filter((other) => other !== event);
		};
	}

	async pass(milliseconds: number): Promise<void> {
		const until = this.now + milliseconds;
		for (;;) {
			const next = this.#events[0];
			if (next === undefined || next.at > until) break;
			this.#events.shift();
			this.now = next.at;
			await next.act();
			await setImmediate();
		}
		this.now = until;
	}
}
