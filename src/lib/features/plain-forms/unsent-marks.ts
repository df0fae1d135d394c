import { m } from '#lib/i18n/paraglide/messages.js';
import { sayUnsent } from '#lib/ui/unsent.ts';
import { shownOf } from './typed-box.ts';
import type { Box } from './typed-box.ts';

/** Marks a box for the paper: whether it holds what is not recorded. Its form says how many of its boxes do. */
export function markUnsent(box: Box, unsent: boolean): void {
	for (const { shown, holds } of shownOf(box)) {
		if (unsent && holds) shown.dataset['unsentBox'] = '';
		else delete shown.dataset['unsentBox'];
	}
	if (box.form !== null) countUnsent(box.form);
}

/** The forms say it of the boxes that they have now. */
export function countAllUnsent(): void {
	for (const form of document.querySelectorAll<HTMLFormElement>('form[data-unsent]')) countUnsent(form);
}

function countUnsent(form: HTMLFormElement): void {
	const count = [...form.elements].filter(
		(one) => one instanceof HTMLElement && one.dataset['unsentBox'] !== undefined
	).length;
	sayUnsent(form, count === 0 ? undefined : m.kept_words_on_paper({ count }));
}
