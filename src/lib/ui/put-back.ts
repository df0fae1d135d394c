/** What a person typed into a control, or chose. */
export type Kept = { readonly checked: boolean } | { readonly value: string };

/** What stands in a control now; undefined for what is no control of a form, and for a file, which nobody can put back. */
export function keptOf(control: EventTarget): Kept | undefined {
	if (control instanceof HTMLInputElement) {
		if (control.type === 'file') return undefined;
		return control.type === 'checkbox' || control.type === 'radio'
			? { checked: control.checked }
			: { value: control.value };
	}
	if (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement)
		return { value: control.value };
	return undefined;
}

/** Puts it into the control again, and tells the page as if it were typed now. */
export function putBack(control: HTMLElement, kept: Kept): void {
	if ('checked' in kept) {
		if (control instanceof HTMLInputElement) control.checked = kept.checked;
	} else if (
		control instanceof HTMLTextAreaElement ||
		control instanceof HTMLSelectElement ||
		(control instanceof HTMLInputElement && control.type !== 'file')
	) {
		control.value = kept.value;
	}
	// A file is still in its field.
	for (const kind of ['input', 'change']) control.dispatchEvent(new Event(kind, { bubbles: true }));
}
