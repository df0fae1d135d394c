import type { Operation } from '#lib/domain/drafts/operations.ts';
import type { Keeper } from '#lib/features/draft/ports.ts';
import { boxes, idOf, isBox, kindOf, labelOf, nameOf, putIn, said, valueOf } from './typed-box.ts';
import type { Box } from './typed-box.ts';
import { countAllUnsent, markUnsent } from './unsent-marks.ts';

/** What was typed or chosen in one box and no form has taken yet. */
export interface KeptText {
	/** Its form and its box: the same at the next opening of the page. */
	readonly name: string;
	readonly label: string;
	readonly text: string;
	/** The same in words: of a choice, those that it was made in. */
	readonly said: string;
	/** What stood in the box before. */
	readonly over: string;
	/** It was sent, and no answer came. */
	readonly sent: boolean;
	/** No other form of the page had such a box. */
	readonly alone: boolean;
}

/**
 * Kept words as the page finds them: in their box again, in the one box of that name that the page has since it shows
 * something else, beside others that stand in it now, or without a box.
 */
export type FoundText = KeptText & {
	readonly place: 'back' | 'moved' | 'beside' | 'gone';
	readonly id: string;
};

/** What became of a form that was sent: taken, asked about, refused, not sent at all, or nobody knows. */
export type Outcome = 'taken' | 'asked' | 'refused' | 'unsent' | 'unknown';

interface Typed {
	readonly box: Box;
	readonly text: string;
	/** What of it is kept already. */
	readonly kept?: string;
}

/** Between two times that a box is kept, and after what happens on the page, ms. */
const PAUSE = 100;

/**
 * What is typed and chosen in the plain forms of one page, kept in this browser until their form is taken. Forms that
 * are saved as they are typed look after themselves.
 */
export class KeptWords {
	readonly #keeper: Keeper;
	readonly #object: string;
	readonly #tell: (found: readonly FoundText[]) => void;
	/** What stood in a box before somebody typed in it. */
	readonly #over = new Map<string, string>();
	readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
	readonly #typed = new Map<string, Typed>();
	/** As they were when the page was opened. */
	#left = new Map<string, KeptText>();
	#found = new Map<string, FoundText>();
	/** Names of those that were typed into a form about something else. */
	readonly #moved = new Set<string>();
	readonly #sent = new WeakMap<HTMLFormElement, ReadonlyMap<string, string>>();
	/** Of the form that a question is asked about. */
	#asked: ReadonlyMap<string, string> = new Map();
	#kept: Promise<boolean> = Promise.resolve(true);
	#told = '[]';

	constructor(keeper: Keeper, object: string, tell: (found: readonly FoundText[]) => void) {
		this.#keeper = keeper;
		this.#object = object;
		this.#tell = tell;
	}

	/** Starts to listen and looks for what was kept; gives what stops it. `fresh`: the boxes show what is recorded. */
	listen(fresh: boolean): () => void {
		const on = {
			focusin: this.#focused,
			input: this.#wrote,
			change: this.#wrote,
			submit: this.#submitted,
			reset: this.#emptied
		};
		for (const [kind, heard] of Object.entries(on)) document.addEventListener(kind, heard, true);
		addEventListener('pagehide', this.#leaving);
		this.#note();
		const late = new MutationObserver(() => {
			clearTimeout(pause);
			pause = setTimeout(() => this.look(), PAUSE);
		});
		let pause: ReturnType<typeof setTimeout> | undefined;
		void this.#whatWasLeft().then((left) => {
			this.#left = new Map(left.map((kept) => [kept.name, kept]));
			if (this.#left.size === 0) return;
			if (fresh) this.#forgetRecorded();
			this.#moveAlone();
			this.look();
			// A box may come with a choice or a press, later than its page.
			late.observe(document.body, { childList: true, subtree: true });
		});
		return () => {
			late.disconnect();
			clearTimeout(pause);
			for (const [kind, heard] of Object.entries(on)) document.removeEventListener(kind, heard, true);
			removeEventListener('pagehide', this.#leaving);
			this.#leaving();
		};
	}

	/** Puts back what is kept for the boxes that the page shows now. */
	look(): void {
		this.#note();
		countAllUnsent();
		if (this.#left.size === 0) return;
		const shown = new Map(boxes().map((box) => [nameOf(box), box]));
		for (const kept of this.#left.values()) this.#place(kept, shown.get(kept.name));
		this.#say();
	}

	/** The form that was sent has its answer. */
	answered(form: HTMLFormElement, outcome: Outcome): void {
		const answers = isConfirming(form);
		const own = answers ? this.#asked : (this.#sent.get(form) ?? new Map<string, string>());
		if (outcome === 'unknown') return;
		if (outcome === 'asked') this.#asked = own;
		else if (answers) this.#asked = new Map();
		if (outcome !== 'taken') for (const name of own.keys()) this.#keepNow(name, false);
		else
			for (const [name, text] of own) {
				this.#forget(name);
				// The same words of a form that is gone were typed again into this one.
				for (const kept of [...this.#found.values()])
					if (kept.place === 'gone' && kept.text === text) this.#forget(kept.name);
			}
	}

	/** Whether all that was typed lies in this browser. */
	get kept(): Promise<boolean> {
		return this.#kept;
	}

	/** Kept words go into the box that shows others. */
	use({ name, text }: FoundText): void {
		const box = boxes().find((one) => nameOf(one) === name);
		if (box === undefined) return;
		this.#over.set(name, valueOf(box));
		putIn(box, text);
		this.#drop(name);
	}

	/**
	 * Kept words are let go; where they are in their box, what stood there before comes back. Gives what brings them
	 * back, as long as the page is there.
	 */
	letGo(gone: readonly FoundText[]): () => void {
		for (const { name, place, over } of gone) {
			const box = boxes().find((one) => nameOf(one) === name);
			if (isIn(place) && box !== undefined) putIn(box, over);
			this.#forget(name);
		}
		return () => {
			this.#change({ put: gone.map(operationOf), drop: [] });
			for (const one of gone) this.#left.set(one.name, one);
			this.look();
		};
	}

	async #whatWasLeft(): Promise<KeptText[]> {
		// A page without a form and without words asks for no key.
		if (boxes().length === 0) {
			const waiting = await this.#keeper.waiting(this.#object);
			if (waiting.every(({ object }) => object !== this.#object)) return [];
		}
		return (await this.#keeper.left(this.#object)).flatMap(textOf);
	}

	/** What the boxes show that nobody has typed in. */
	#note(): void {
		for (const box of boxes()) {
			const name = nameOf(box);
			if (!this.#typed.has(name)) this.#over.set(name, valueOf(box));
		}
	}

	readonly #focused = ({ target }: Event): void => {
		if (!isBox(target)) return;
		const name = nameOf(target);
		if (!this.#typed.has(name) && !this.#over.has(name)) this.#over.set(name, valueOf(target));
	};

	readonly #wrote = ({ target }: Event): void => {
		if (!isBox(target)) return;
		const name = nameOf(target);
		const text = valueOf(target);
		this.#typed.set(name, { ...this.#typed.get(name), box: target, text });
		markUnsent(target, text !== (this.#over.get(name) ?? ''));
		if (!this.#timers.has(name)) this.#keepOn(name);
	};

	/** At once and then at most once in a pause: a page may go between two keys. */
	#keepOn(name: string): void {
		const typed = this.#typed.get(name);
		if (typed === undefined || typed.text === typed.kept) return void this.#timers.delete(name);
		this.#keepNow(name);
		this.#timers.set(
			name,
			setTimeout(() => this.#keepOn(name), PAUSE)
		);
	}

	readonly #leaving = (): void => {
		for (const name of [...this.#timers.keys()]) this.#keepNow(name);
	};

	readonly #submitted = ({ target }: Event): void => {
		// The answer to a question about a form is that form again.
		if (!(target instanceof HTMLFormElement) || isConfirming(target)) return;
		const own = boxes().filter((box) => box.form === target && this.#typed.has(nameOf(box)));
		for (const box of own) this.#keepNow(nameOf(box), true);
		this.#sent.set(target, new Map(own.map((box) => [nameOf(box), valueOf(box)])));
	};

	readonly #emptied = ({ target }: Event): void => {
		for (const [name, { box }] of [...this.#typed]) if (box.form === target) this.#forget(name);
	};

	/** What stands in its box already was taken, though the answer never came. */
	#forgetRecorded(): void {
		for (const box of boxes()) {
			const name = nameOf(box);
			if (!this.#typed.has(name) && this.#left.get(name)?.text === valueOf(box)) this.#forget(name);
		}
	}

	/** What was typed into the only box of a kind belongs there too when its form is about something newer. */
	#moveAlone(): void {
		const shown = boxes().map((box) => ({ name: nameOf(box), kind: kindOf(box) }));
		for (const kept of [...this.#left.values()]) {
			if (!kept.alone || shown.some(({ name }) => name === kept.name)) continue;
			const [one, another] = shown.filter(({ kind }) => kind === kindOf(kept.name));
			if (one === undefined || another !== undefined) continue;
			if (this.#left.has(one.name) || this.#typed.has(one.name)) continue;
			const moved = { ...kept, name: one.name };
			this.#change({ put: [operationOf(moved)], drop: [{ run: kept.name, number: 0 }] });
			this.#left.delete(kept.name);
			this.#left.set(one.name, moved);
			this.#moved.add(one.name);
		}
	}

	#place(kept: KeptText, box: Box | undefined): void {
		const { name, text, over } = kept;
		if (isIn(this.#found.get(name)?.place)) return;
		if (box === undefined) return void this.#found.set(name, { ...kept, place: 'gone', id: '' });
		const stands = valueOf(box);
		const id = idOf(box);
		if (stands === text) return void this.#found.delete(name);
		if (stands === over && !this.#typed.has(name)) {
			this.#over.set(name, over);
			const fits = putIn(box, text);
			const folded = box.closest('details');
			if (fits && folded !== null) folded.open = true;
			if (!fits) putIn(box, over);
			const back = this.#moved.has(name) ? 'moved' : 'back';
			this.#found.set(name, { ...kept, place: fits ? back : 'gone', id });
		} else this.#found.set(name, { ...kept, place: 'beside', id });
	}

	#keepNow(name: string, sent = false): void {
		const typed = this.#typed.get(name);
		clearTimeout(this.#timers.get(name));
		this.#timers.delete(name);
		if (typed === undefined) return;
		const { box } = typed;
		this.#typed.set(name, { ...typed, kept: typed.text });
		// Of a box that is gone, what was typed last.
		const text = box.isConnected ? valueOf(box) : typed.text;
		const over = this.#over.get(name) ?? '';
		if (text === over) return this.#change({ put: [], drop: [{ run: name, number: 0 }] });
		const alone = boxes().filter((one) => kindOf(one) === kindOf(box)).length === 1;
		const kept = { name, label: labelOf(box), text, said: said(box, text), over, sent, alone };
		this.#change({ put: [operationOf(kept)], drop: [] });
	}

	#forget(name: string): void {
		clearTimeout(this.#timers.get(name));
		this.#timers.delete(name);
		this.#over.delete(name);
		this.#change({ put: [], drop: [{ run: name, number: 0 }] });
		this.#drop(name);
	}

	#change(change: Parameters<Keeper['change']>[1]): void {
		const before = this.#kept;
		const done = this.#keeper.change(this.#object, change);
		this.#kept = Promise.all([before, done]).then(([were, is]) => were && is);
	}

	#drop(name: string): void {
		const box = this.#typed.get(name)?.box;
		if (box !== undefined) markUnsent(box, false);
		this.#typed.delete(name);
		this.#left.delete(name);
		this.#found.delete(name);
		this.#say();
	}

	#say(): void {
		const found = [...this.#found.values()];
		// What is said anew changes the page, which is watched.
		const words = JSON.stringify(found);
		if (words === this.#told) return;
		this.#told = words;
		this.#tell(found);
	}
}

/** The form of a question that was asked about another one. */
function isConfirming(form: HTMLFormElement): boolean {
	return form.dataset['answers'] !== undefined;
}

function isIn(place: FoundText['place'] | undefined): boolean {
	return place === 'back' || place === 'moved';
}

/** Kept with the title of its page, for whoever is asked about it on another. */
function operationOf({ name, label, text, said: words, over, sent, alone }: KeptText): Operation {
	const page = document.querySelector('main h1')?.textContent.trim() ?? document.title;
	const value = { label, text, said: words, over, sent, alone, page };
	return { id: name, run: name, number: 0, path: name, base: 0, value };
}

function textOf({ path, value }: Operation): KeptText[] {
	if (typeof value !== 'object' || value === null) return [];
	const { label, text, over, said: words, sent, alone } = value as Partial<Record<string, unknown>>;
	if (typeof label !== 'string' || typeof text !== 'string' || typeof over !== 'string') return [];
	const kept = { name: path, label, text, said: typeof words === 'string' ? words : text, over };
	return [{ ...kept, sent: sent === true, alone: alone === true }];
}
