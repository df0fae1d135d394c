import { fieldId } from './field.ts';

/** A label that is longer is a sentence to agree to, not a name. */
const LONGEST_NAME = 60;

/** What a problem of a field is about: a set of controls, the marked one of several forms with that name, or the only one. */
export function controlOf(field: string): HTMLElement | null {
	const own = document.getElementById(fieldId(field));
	if (own?.tagName === 'FIELDSET') return own;
	const named = [
		...document.querySelectorAll<HTMLElement>(`[name="${CSS.escape(field)}"]:not([type=hidden])`)
	];
	const marked = named.find((control) => control.getAttribute('aria-invalid') === 'true');
	return marked ?? own ?? named[0] ?? null;
}

/** What a field is called beside its problem; empty where the problem says it, or nothing short does. */
export function nameBefore(field: string, message: string): string {
	const control = controlOf(field);
	const group = control?.closest('fieldset');
	const label =
		control?.tagName === 'FIELDSET' || (control instanceof HTMLInputElement && control.type === 'radio')
			? group?.querySelector('legend')
			: (control as HTMLInputElement | null)?.labels?.[0];
	// What follows the first words of a label says whether it is needed.
	const name = (label?.firstChild?.textContent ?? '').trim();
	if (name.length > LONGEST_NAME || message.toLowerCase().includes(name.toLowerCase())) return '';
	return name;
}
