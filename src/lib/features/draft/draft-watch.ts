import { createSubscriber } from 'svelte/reactivity';
import type { DraftEngine } from './draft-engine.ts';

/** A draft as components read it: whatever they took from it is read again after each change. */
export class DraftWatch<Content> {
	readonly #engine: DraftEngine<Content>;
	readonly #changed: () => void;

	constructor(engine: DraftEngine<Content>) {
		this.#engine = engine;
		this.#changed = createSubscriber((update) => engine.subscribe(update));
	}

	get now(): DraftEngine<Content> {
		this.#changed();
		return this.#engine;
	}
}
