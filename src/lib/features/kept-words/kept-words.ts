import { CONFIRMED } from '#lib/contracts/question.ts';
import type { Operation } from '#lib/domain/drafts/operations.ts';
import type { Keeper } from '#lib/features/draft/ports.ts';
import { putBack } from '#lib/ui/put-back.ts';

/** Words of one box that no form has taken yet. */
export interface KeptText {
	/** Its form and its box: the same at the next opening of the page. */
	readonly name: string;
	readonly label: string;
	readonly text: string;
	/** What stood in the box before. */
	readonly over: string;
}

/** Kept words as the page finds them: in their box again, beside other words that stand in it now, or without a box. */
export type FoundText = KeptText & { readonly place: 'back' | 'beside' | 'gone'; readonly id: string };

/** A pause in typing after which it is kept, ms. */
const PAUSE = 300;

/**
 * Long texts of the plain forms of one page, kept in this browser as they are typed until their form is taken.
 * Forms that are saved as they are typed look after themselves.
 */
export class KeptWords {
	readonly #keeper: Keeper;
	readonly #object: string;
	readonly #tell: (found: readonly FoundText[]) => void;
	readonly #over = new WeakMap<HTMLTextAreaElement, string>();
	readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
	readonly #typed = new Set<string>();
	/** As they were when the page was opened. */
	#left = new Map<string, KeptText>();
	#found = new Map<string, FoundText>();
	#sent: readonly { readonly name: string; readonly text: string }[] = [];

	constructor(keeper: Keeper, object: string, tell: (found: readonly FoundText[]) => void) {
		this.#keeper = keeper;
		this.#object = object;
		this.#tell = tell;
	}

	/** Starts to listen and looks for what was kept; gives what stops it. `fresh`: the boxes show what is recorded. */
	listen(fresh: boolean): () => void {
		const on = { focusin: this.#focused, input: this.#wrote, submit: this.#submitted };
		for (const [kind, heard] of Object.entries(on)) document.addEventListener(kind, heard, true);
		void this.#keeper.left(this.#object).then((operations) => {
			this.#left = new Map(operations.flatMap(textOf).map((kept) => [kept.name, kept]));
			if (fresh) this.#forgetRecorded();
			this.look();
		});
		return () => {
			for (const [kind, heard] of Object.entries(on)) document.removeEventListener(kind, heard, true);
			for (const box of boxes()) this.#keepNow(box);
		};
	}

	/** Puts back what is kept for the boxes that the page shows now. */
	look(): void {
		if (this.#left.size === 0) return;
		const shown = new Map(boxes().map((box) => [nameOf(box), box]));
		for (const kept of this.#left.values()) this.#place(kept, shown.get(kept.name));
		this.#say();
	}

	/** The form that was sent last has its answer. */
	answered(taken: boolean): void {
		if (taken)
			for (const { name, text } of this.#sent) {
				this.#forget(name);
				// The same words of a form that is gone were typed again into this one.
				for (const kept of [...this.#found.values()])
					if (kept.place === 'gone' && kept.text === text) this.#forget(kept.name);
			}
		this.#sent = [];
	}

	/** Kept words go into the box that shows others. */
	use({ name, text }: FoundText): void {
		const box = boxes().find((one) => nameOf(one) === name);
		if (box === undefined) return;
		this.#over.set(box, box.value);
		putBack(box, { value: text });
		this.#drop(name);
	}

	/** Kept words are let go; where they are in their box, what stood there before comes back. */
	letGo({ name, place, over }: FoundText): void {
		const box = boxes().find((one) => nameOf(one) === name);
		if (place === 'back' && box !== undefined) putBack(box, { value: over });
		this.#forget(name);
	}

	readonly #focused = ({ target }: Event): void => {
		if (!isBox(target)) return;
		const kept = this.#left.get(nameOf(target));
		if (kept !== undefined && this.#found.get(kept.name)?.place === 'gone') {
			this.#place(kept, target);
			this.#say();
		}
		if (!this.#over.has(target)) this.#over.set(target, target.value);
	};

	readonly #wrote = ({ target }: Event): void => {
		if (!isBox(target)) return;
		const name = nameOf(target);
		this.#typed.add(name);
		clearTimeout(this.#timers.get(name));
		this.#timers.set(
			name,
			setTimeout(() => this.#keepNow(target), PAUSE)
		);
	};

	readonly #submitted = ({ target }: Event): void => {
		if (!(target instanceof HTMLFormElement)) return;
		// The answer to a question about a form is that form again.
		if (target.elements.namedItem(CONFIRMED) !== null) return;
		const own = boxes().filter((box) => box.form === target);
		for (const box of own) this.#keepNow(box);
		this.#sent = own.map((box) => ({ name: nameOf(box), text: box.value }));
	};

	/** What stands in its box already was taken, though the answer never came. */
	#forgetRecorded(): void {
		for (const box of boxes()) {
			const name = nameOf(box);
			if (!this.#typed.has(name) && this.#left.get(name)?.text === box.value) this.#forget(name);
		}
	}

	#place(kept: KeptText, box: HTMLTextAreaElement | undefined): void {
		const { name, text, over } = kept;
		if (this.#found.get(name)?.place === 'back') return;
		if (box === undefined) this.#found.set(name, { ...kept, place: 'gone', id: '' });
		else if (box.value === text) this.#found.delete(name);
		else if (box.value === over && !this.#typed.has(name)) {
			this.#over.set(box, over);
			putBack(box, { value: text });
			this.#found.set(name, { ...kept, place: 'back', id: box.id });
		} else this.#found.set(name, { ...kept, place: 'beside', id: box.id });
	}

	#keepNow(box: HTMLTextAreaElement): void {
		const name = nameOf(box);
		const timer = this.#timers.get(name);
		if (timer === undefined) return;
		clearTimeout(timer);
		this.#timers.delete(name);
		const over = this.#over.get(box) ?? box.defaultValue;
		const row = { run: name, number: 0 };
		if (box.value === over) return void this.#keeper.change(this.#object, { put: [], drop: [row] });
		const value = { label: labelOf(box), text: box.value, over };
		const operation: Operation = { id: name, ...row, path: name, base: 0, value };
		void this.#keeper.change(this.#object, { put: [operation], drop: [] });
	}

	#forget(name: string): void {
		clearTimeout(this.#timers.get(name));
		this.#timers.delete(name);
		for (const box of boxes()) if (nameOf(box) === name) this.#over.delete(box);
		void this.#keeper.change(this.#object, { put: [], drop: [{ run: name, number: 0 }] });
		this.#drop(name);
	}

	#drop(name: string): void {
		this.#typed.delete(name);
		this.#left.delete(name);
		this.#found.delete(name);
		this.#say();
	}

	#say(): void {
		this.#tell([...this.#found.values()]);
	}
}

function isBox(target: EventTarget | null): target is HTMLTextAreaElement {
	return (
		target instanceof HTMLTextAreaElement &&
		target.form?.method === 'post' &&
		target.closest('[data-saved-as-typed]') === null
	);
}

function boxes(): HTMLTextAreaElement[] {
	return [...document.querySelectorAll('textarea')].filter(isBox);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A page may show the same form once for each row: what it sends along of the row is part of the name. */
function nameOf(box: HTMLTextAreaElement): string {
	const about = [...(box.form?.elements ?? [])].flatMap((control) =>
		control instanceof HTMLInputElement && control.type === 'hidden' && UUID.test(control.value)
			? [control.value]
			: []
	);
	return [box.form?.getAttribute('action') ?? '', ...about, box.name].join(' ');
}

function labelOf(box: HTMLTextAreaElement): string {
	return (box.labels[0]?.textContent ?? box.name).trim();
}

function textOf({ path, value }: Operation): KeptText[] {
	if (typeof value !== 'object' || value === null) return [];
	const { label, text, over } = value as Partial<Record<string, unknown>>;
	return typeof label === 'string' && typeof text === 'string' && typeof over === 'string'
		? [{ name: path, label, text, over }]
		: [];
}
