import { fieldId } from './field.ts';

/** Longer names are cut, characters: the field itself says all. */
const LONGEST_NAME = 60;
/** What names a part of a page. */
const HEADS = 'legend, h2, h3, h4, summary, th[scope=row]';
/** A heading in one of these is about what stands in it. */
const PARTS = 'fieldset, section, article, details, tr, .panel, form';

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

/**
 * What a field is called beside its problem; empty where the problem says it. Where the page has more fields of that
 * name, with what the field is about. `repeated`: the list says the same of another field, so a box to tick is named too.
 */
export function nameBefore(field: string, message: string, repeated = false): string {
	const control = controlOf(field);
	if (control === null || (isTick(control) && !repeated)) return '';
	const own = nameOf(control);
	if (own === '') return '';
	const says = (name: string): boolean =>
		message.toLowerCase().includes(name.replace(/…$/u, '').toLowerCase());
	// "Hãy ghi lý do." names its field, and not which of the reasons it is.
	const part = says(own)
		? partOf(control, 'legend')
		: hasNamesake(control, own)
			? partOf(control, HEADS)
			: '';
	if (part !== '' && says(part)) return '';
	return [part === own ? '' : part, ...(says(own) ? [] : [own])].filter((name) => name !== '').join(', ');
}

function nameOf(control: HTMLElement): string {
	const group =
		control.tagName === 'FIELDSET' || (control instanceof HTMLInputElement && control.type === 'radio');
	const label = group
		? control.closest('fieldset')?.querySelector('legend')
		: (control as HTMLInputElement).labels?.[0];
	if (isTick(control)) return shortened((label?.querySelector('strong') ?? label)?.textContent ?? '');
	// What follows the first words of a label says whether it is needed.
	const words = [...(label?.childNodes ?? [])].find(
		(node) => node instanceof Text && node.textContent.trim() !== ''
	);
	return shortened(words?.textContent ?? '');
}

function isTick(control: HTMLElement): boolean {
	return control instanceof HTMLInputElement && control.type === 'checkbox';
}

function hasNamesake(control: HTMLElement, name: string): boolean {
	const all = [
		...document.querySelectorAll<HTMLElement>('main :is(input, textarea, select):not([type=radio])')
	];
	return all.some((other) => other !== control && !isTick(other) && nameOf(other) === name);
}

/** The nearest heading that stands over it, outside its own box; what heads another part of the page does not. */
function partOf(control: HTMLElement, heads: string): string {
	const own = control.closest('.field') ?? control;
	for (let part = own.parentElement; part !== null && part.tagName !== 'MAIN'; part = part.parentElement) {
		// A set without a legend is called what its first question is called: the reason of a choice beside the choice.
		const unnamed = part.tagName === 'FIELDSET' && part.querySelector(':scope > legend') === null;
		const head = [...part.querySelectorAll(heads)].findLast(
			(one) =>
				!own.contains(one) &&
				(one.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
				(unnamed || one.closest(PARTS)?.contains(own) !== false)
		);
		const name = shortened(head?.textContent ?? '');
		if (name !== '') return name;
		// What a legend says holds in its own fieldset only.
		if (part.tagName === 'FIELDSET' || part.tagName === 'FORM') break;
	}
	return '';
}

function shortened(text: string): string {
	const line = text.replace(/\s+/gu, ' ').trim();
	return line.length <= LONGEST_NAME ? line : `${line.slice(0, LONGEST_NAME).trimEnd()}…`;
}
