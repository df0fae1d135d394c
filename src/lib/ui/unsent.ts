/**
 * What a form says before it on paper: that something in it is not recorded. The words are laid out by the print style;
 * undefined takes them away.
 */
export function sayUnsent(form: HTMLElement, words: string | undefined): void {
	if (words === undefined) delete form.dataset['unsent'];
	else if (form.dataset['unsent'] !== words) form.dataset['unsent'] = words;
}
