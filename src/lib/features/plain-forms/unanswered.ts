import { mount, unmount } from 'svelte';
import type { ComponentProps } from 'svelte';
import { m } from '#lib/i18n/paraglide/messages.js';
import { leavesPage } from '#lib/ui/enhance.ts';
import type { FormAnswer } from '#lib/ui/enhance.ts';
import type { Outcome } from './kept-words.ts';
import Unanswered from './Unanswered.svelte';

/** What an answer, or that there is none, means for what was sent. */
export function outcomeOf({ result, left }: FormAnswer): Outcome {
	if (result.type === 'success' || result.type === 'redirect') return 'taken';
	if (result.type === 'failure') return result.status === 428 ? 'asked' : 'refused';
	// An answer that says that the portal has no time was made before anything was done.
	if (result.status === 503) return 'unsent';
	return left ? 'unknown' : 'unsent';
}

/** What is said at the buttons of one page, and which of them have to wait for a look at what was recorded. */
export class UnansweredForms {
	readonly #said = new Map<HTMLFormElement, Record<string, unknown>>();
	readonly #unknown = new Set<string>();
	readonly #surroundings: { readonly person: () => boolean; readonly signIn: () => string };

	constructor(surroundings: { readonly person: () => boolean; readonly signIn: () => string }) {
		this.#surroundings = surroundings;
	}

	/** Starts to listen; gives what stops it. */
	listen(): () => void {
		document.addEventListener('submit', this.#pressed, true);
		return () => document.removeEventListener('submit', this.#pressed, true);
	}

	/** The page shows what is recorded now. */
	renewed(): void {
		this.#unknown.clear();
		for (const form of [...this.#said.keys()]) this.#unsay(form);
	}

	/** `kept`: whether all that was typed lies in this browser. */
	say(answer: FormAnswer, kept: boolean): void {
		const { form, submitter, result } = answer;
		if (!leavesPage(result) || !form.isConnected) return;
		const props = this.#propsOf(answer, kept);
		if (props.reload === true) this.#unknown.add(addressOf(form, submitter));
		this.#put(form, submitter, props);
	}

	/** It was done, and the page still shows what was before. */
	sayRecorded({ form, submitter }: FormAnswer): void {
		if (!form.isConnected) return;
		this.#put(form, submitter, { words: [m.ui_line_recorded()], reload: true });
	}

	/** The page shows what became of it. */
	unsay(form: HTMLFormElement): void {
		this.#unsay(form);
	}

	#put(form: HTMLFormElement, submitter: HTMLElement | null, props: ComponentProps<typeof Unanswered>): void {
		this.#unsay(form);
		const { place, target } = placeOf(form, submitter);
		this.#said.set(form, mount(Unanswered, { target, ...(place === null ? {} : { anchor: place }), props }));
	}

	#propsOf(answer: FormAnswer, kept: boolean): ComponentProps<typeof Unanswered> {
		const { result } = answer;
		const stays = isFilledIn(this.#surroundings.person()) ? [m.ui_line_stays()] : [];
		if (result.type === 'failure') {
			const words = [String(result.data?.['atDoor']), ...stays];
			return result.status === 401 ? { words, signIn: this.#surroundings.signIn() } : { words };
		}
		if (result.type === 'error' && result.status === 503) {
			const said = (result.error as { message?: unknown } | undefined)?.message;
			return { words: [typeof said === 'string' ? said : m.refusal_busy(), ...stays] };
		}
		if (outcomeOf(answer) === 'unsent') return { words: [m.ui_line_unsent(), ...stays] };
		if (!this.#surroundings.person()) return { words: [m.ui_line_unknown_visitor(), ...stays] };
		const keeps = kept && stays.length > 0 ? [m.ui_line_unknown_kept()] : [];
		return { words: [m.ui_line_unknown(), ...keeps], reload: true };
	}

	/** An act that may have been done already is not done again unseen. */
	readonly #pressed = (event: SubmitEvent): void => {
		const form = event.target;
		if (!(form instanceof HTMLFormElement)) return;
		if (this.#unknown.has(addressOf(form, event.submitter))) {
			event.preventDefault();
			event.stopImmediatePropagation();
		} else this.#unsay(form);
	};

	#unsay(form: HTMLFormElement): void {
		const said = this.#said.get(form);
		this.#said.delete(form);
		if (said !== undefined) void unmount(said);
	}
}

/** Whether anything of the page is only filled in. Forms of a visitor show nothing that is recorded. */
function isFilledIn(signedIn: boolean): boolean {
	if (document.querySelector('[data-unsent-box]') !== null) return true;
	const own = signedIn ? '[type=password], [type=file]' : ':not([type=hidden], [type=search])';
	return [
		...document.querySelectorAll<HTMLInputElement>(`form[method=post] :is(input${own}, textarea)`)
	].some(({ type, checked, value }) => (type === 'checkbox' || type === 'radio' ? checked : value !== ''));
}

/** The act that a press asks for. */
function addressOf(form: HTMLFormElement, submitter: HTMLElement | null): string {
	const own = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
	return new URL(own, location.href).href;
}

/** Below the button, or below the row of buttons that it stands in. */
function placeOf(
	form: HTMLFormElement,
	submitter: HTMLElement | null
): { readonly target: Element; readonly place: Element | null } {
	const button = submitter ?? form.querySelector('button:not([type=button])') ?? form;
	const row = button.parentElement;
	if (row === null || button === form) return { target: form, place: null };
	if (row === form || row.parentElement === null) return { target: row, place: button.nextElementSibling };
	return { target: row.parentElement, place: row.nextElementSibling };
}
