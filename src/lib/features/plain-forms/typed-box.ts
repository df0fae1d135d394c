import { m } from '#lib/i18n/paraglide/messages.js';
import { fieldId } from '#lib/ui/field.ts';
import { putBack } from '#lib/ui/put-back.ts';

/** A control that a person types or chooses in. */
export type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const OTHERS = new Set(['password', 'file', 'hidden', 'submit', 'button', 'reset', 'image']);
/** A password that is shown is a text by its type. */
const SECRET = /password|one-time-code/;
/** What a tick says while it is set. */
const TICKED = '1';
/** Longer labels are cut, characters: the box itself says all. */
const LONGEST_LABEL = 90;

/** Of a form that is sent to the portal; not of one that is saved as it is typed, no secret and no file. */
export function isBox(target: EventTarget | null): target is Box {
	if (
		!(target instanceof HTMLInputElement) &&
		!(target instanceof HTMLTextAreaElement) &&
		!(target instanceof HTMLSelectElement)
	)
		return false;
	if (target.name === '' || target.form?.method !== 'post') return false;
	if (SECRET.test(target.getAttribute('autocomplete') ?? '') || 'secret' in target.dataset) return false;
	if (OTHERS.has(target.type) && target.dataset['typed'] === undefined) return false;
	return target.closest('[data-saved-as-typed]') === null;
}

export function boxes(): Box[] {
	return [...document.querySelectorAll('input, textarea, select')].filter(isBox);
}

/** What stands in it; of a group of radio buttons, the one that is chosen. */
export function valueOf(box: Box): string {
	if (!isChoice(box)) return box.value;
	if (box.type === 'checkbox') return box.checked ? TICKED : '';
	return groupOf(box).find(({ checked }) => checked)?.value ?? '';
}

/** Puts it in as if it were typed now; whether it fits, as a choice may be gone. */
export function putIn(box: Box, value: string): boolean {
	if (!isChoice(box)) {
		putBack(box, { value });
		return box.value === value;
	}
	if (box.type === 'checkbox') putBack(box, { checked: value !== '' });
	else
		for (const one of groupOf(box))
			if (one.checked !== (one.value === value)) putBack(one, { checked: one.value === value });
	return valueOf(box) === value;
}

/** A choice in the words that it was made in. */
export function said(box: Box, value: string): string {
	if (box instanceof HTMLSelectElement)
		return [...box.options].find((option) => option.value === value)?.label ?? value;
	if (!isChoice(box)) return value;
	if (box.type === 'checkbox') return value === '' ? m.kept_words_unticked() : m.kept_words_ticked();
	const chosen = groupOf(box).find((one) => one.value === value);
	return chosen === undefined ? value : textOf(chosen);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Made anew for each opening of a form, so that it counts once. */
const KEY = 'key';

/**
 * The same at the next opening of the page. A page may show the same form once for each row: what it sends along of
 * the row, or the id of the box, is part of the name; of ticks of one name, so is what each says.
 */
export function nameOf(box: Box): string {
	const about = [...(box.form?.elements ?? [])].flatMap((control) =>
		control instanceof HTMLInputElement &&
		control.type === 'hidden' &&
		control.name !== KEY &&
		UUID.test(control.value)
			? [control.value]
			: []
	);
	const own = box.id === '' || isRadio(box) || box.id === fieldId(box.name) ? [] : [`#${box.id}`];
	const tick = box.type === 'checkbox' && box.value !== 'on' ? [`=${box.value}`] : [];
	return [box.form?.getAttribute('action') ?? '', ...about, box.name, ...own, ...tick].join(' ');
}

/** The same for each form of a page that shows it once for each row: its name without what it is about. */
export function kindOf(box: Box | string): string {
	const name = typeof box === 'string' ? box : nameOf(box);
	return name
		.split(' ')
		.filter((part) => !UUID.test(part) && !part.startsWith('#'))
		.join(' ');
}

/** What is seen of it: of a group of radio buttons each of them, of a hidden box the one that is typed in. */
export function shownOf(box: Box): { readonly shown: HTMLElement; readonly holds: boolean }[] {
	if (isRadio(box)) return groupOf(box).map((one) => ({ shown: one, holds: one.checked }));
	return [{ shown: document.getElementById(box.dataset['typed'] ?? '') ?? box, holds: true }];
}

/** Where a link to it leads; nothing of its own has an id in a group. */
export function idOf(box: Box): string {
	return box.dataset['typed'] ?? (box.id || (box.closest('fieldset')?.id ?? ''));
}

/** Where the page has more of that label, with the heading that it stands under. */
export function labelOf(box: Box): string {
	const own = ownLabelOf(box);
	if (!boxes().some((other) => nameOf(other) !== nameOf(box) && ownLabelOf(other) === own)) return own;
	const part = box.closest('section, fieldset:not(.field), details');
	const heading = shortened(part?.querySelector('h2, h3, legend, summary')?.textContent ?? '');
	return heading === '' || heading === own ? own : `${heading}: ${own}`;
}

function ownLabelOf(box: Box): string {
	const shown = document.getElementById(box.dataset['typed'] ?? '');
	if (shown instanceof HTMLInputElement) return textOf(shown);
	if (!isRadio(box)) return textOf(box);
	return shortened(box.closest('fieldset')?.querySelector('legend')?.textContent ?? '') || textOf(box);
}

function textOf(box: Box): string {
	return shortened(nameIn(box.labels?.[0])) || (box.getAttribute('aria-label') ?? box.name);
}

/** Without what else a label says of its thing, as how far somebody's work is. */
function nameIn(label: HTMLElement | undefined): string {
	const named = label?.cloneNode(true);
	if (!(named instanceof HTMLElement)) return '';
	for (const beside of named.querySelectorAll('.sub')) beside.remove();
	return named.textContent;
}

function shortened(text: string): string {
	const line = text.replace(/\s+/gu, ' ').trim();
	return line.length <= LONGEST_LABEL ? line : `${line.slice(0, LONGEST_LABEL).trimEnd()}…`;
}

function isChoice(box: Box): box is HTMLInputElement {
	return box.type === 'checkbox' || box.type === 'radio';
}

function isRadio(box: Box): box is HTMLInputElement {
	return box.type === 'radio';
}

function groupOf(box: HTMLInputElement): HTMLInputElement[] {
	return [...(box.form?.elements ?? [])].filter(
		(one): one is HTMLInputElement =>
			one instanceof HTMLInputElement && one.type === 'radio' && one.name === box.name
	);
}
