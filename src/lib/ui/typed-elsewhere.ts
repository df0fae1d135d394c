import { keptOf, putBack } from './put-back.ts';
import type { Kept } from './put-back.ts';

/**
 * What is typed into one form of a page while another one is sent: the answer brings the page's data anew, and with
 * them what is recorded into every box. Forms that are saved as they are typed look after themselves.
 */
export class TypedElsewhere {
	readonly #typed = new Map<HTMLElement, Kept>();
	#page = '';

	/** Starts to listen; gives what stops it. */
	listen(): () => void {
		const write = ({ target }: Event): void => {
			if (!(target instanceof HTMLElement) || target.closest('form') === null) return;
			const kept = target.closest('[data-saved-as-typed]') === null ? keptOf(target) : undefined;
			if (kept === undefined) return;
			// Of a group of radio buttons the last one that was chosen counts.
			for (const other of this.#typed.keys()) if (sameGroup(other, target)) this.#typed.delete(other);
			this.#typed.set(target, kept);
		};
		// What is being sent is the server's from now on, and what a form empties is nobody's.
		const forget = ({ target }: Event): void => {
			for (const control of this.#typed.keys()) {
				if (control.closest('form') === target) this.#typed.delete(control);
			}
		};
		for (const kind of TYPING) document.addEventListener(kind, write, true);
		for (const kind of ENDING) document.addEventListener(kind, forget, true);
		return () => {
			for (const kind of TYPING) document.removeEventListener(kind, write, true);
			for (const kind of ENDING) document.removeEventListener(kind, forget, true);
		};
	}

	/** The page at this address shows new data: what was typed on it stands in its boxes again. */
	giveBack(page: string): void {
		if (page !== this.#page) this.#typed.clear();
		this.#page = page;
		for (const [control, kept] of [...this.#typed]) {
			if (!control.isConnected) this.#typed.delete(control);
			else if (!same(keptOf(control), kept)) putBack(control, kept);
		}
	}
}

const TYPING = ['input', 'change'] as const;
const ENDING = ['submit', 'reset'] as const;

function sameGroup(one: HTMLElement, other: HTMLElement): boolean {
	return (
		one instanceof HTMLInputElement &&
		other instanceof HTMLInputElement &&
		one.type === 'radio' &&
		one.name === other.name &&
		one.form === other.form
	);
}

function same(one: Kept | undefined, other: Kept): boolean {
	if (one === undefined) return true;
	return 'checked' in one
		? 'checked' in other && one.checked === other.checked
		: 'value' in other && one.value === other.value;
}
