/** Values before and after an act, in words: labels instead of keys, money and dates as everywhere else. */
import { isCalendarDate } from '#lib/domain/shared/period.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { formatDate, formatDateTime } from '#lib/i18n/formats/dates.ts';
import { formatDongFigure } from '#lib/i18n/formats/figures.ts';
import { wordsOf } from '#lib/i18n/named-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';

export interface Difference {
	readonly label: string;
	readonly before: string;
	readonly after: string;
}

/** Keys whose values are whole đồng. */
const MONEY: ReadonlySet<string> = new Set([
	'amount',
	'allocated',
	'balance',
	'total',
	'state_total',
	'own_total',
	'own',
	'state_money',
	'requested',
	'cumulative',
	'envelope',
	'revenue',
	'price',
	'unit_price',
	'free',
	'planned',
	'short'
]);

/** Keys whose values are places in a form: how many they are says enough. */
const PLACES: ReadonlySet<string> = new Set(['applied', 'saved', 'removed', 'places']);

/** The trail uses one name for two things: `state` is a stage of the life cycle, and money of the budget. */
function keyOf(name: string, value: unknown): string {
	const key = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
	return key === 'state' && typeof value === 'string' && /^\d+$/.test(value) ? 'state_money' : key;
}

/** Words of a key; the key itself for what is older than its words, since a trail leaves nothing out. */
export function sayField(name: string, value: unknown = ''): string {
	const key = keyOf(name, value);
	return wordsOf(`admin_audit_field_${key}`)?.({}) ?? name;
}

function sayWord(key: string, value: string): string | undefined {
	const candidates =
		key === 'role'
			? [`access_role_${value}`, `programmes_role_${value}`]
			: [`admin_audit_value_${value}`, `applications_state_${value}`];
	return candidates.map((name) => wordsOf(name)?.({})).find((said) => said !== undefined);
}

function sayText(key: string, value: string, nameOf: (id: string) => string | undefined): string {
	if (MONEY.has(key) && /^-?\d{1,18}$/.test(value))
		return m.admin_audit_dong({ figure: formatDongFigure(BigInt(value), getLocale()) });
	if (isUuid(value)) return nameOf(value) ?? value;
	if (isCalendarDate(value)) return formatDate(value, getLocale());
	if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return formatDateTime(new Date(value), getLocale());
	return (/^[a-z_]+$/.test(value) ? sayWord(key, value) : undefined) ?? value;
}

function sayLeaf(name: string, value: unknown, nameOf: (id: string) => string | undefined): string {
	if (value === null || value === undefined || value === '') return '';
	if (typeof value === 'boolean') return value ? m.admin_audit_yes() : m.admin_audit_no();
	return sayText(keyOf(name, value), String(value as string | number), nameOf);
}

interface Leaf {
	readonly label: string;
	readonly text: string;
}

/** Every value of a tree with the labels that lead to it; lists of things are numbered, lists of words stay together. */
function* leavesOf(
	value: unknown,
	name: string,
	labels: readonly string[],
	nameOf: (id: string) => string | undefined
): Generator<Leaf> {
	const label = labels.join(' · ');
	if (Array.isArray(value)) {
		if (PLACES.has(name)) yield { label, text: m.admin_audit_places({ count: value.length }) };
		else if (value.every((item) => typeof item !== 'object' || item === null))
			yield { label, text: value.map((item) => sayLeaf(name, item, nameOf)).join(', ') };
		else
			for (const [index, item] of value.entries())
				yield* leavesOf(item, name, [...labels, String(index + 1)], nameOf);
	} else if (typeof value === 'object' && value !== null) {
		for (const [key, inner] of Object.entries(value))
			yield* leavesOf(inner, key, [...labels, sayField(key, inner)], nameOf);
	} else if (value !== undefined && value !== null) {
		yield { label, text: sayLeaf(name, value, nameOf) };
	}
}

/** What changed, and what was given where there was nothing before; what stayed as it was is left out. */
export function sayDifference(
	{ before, after }: { readonly before?: unknown; readonly after?: unknown },
	nameOf: (id: string) => string | undefined
): Difference[] {
	const read = (value: unknown) =>
		new Map([...leavesOf(value, '', [], nameOf)].map(({ label, text }) => [label, text]));
	const [earlier, later] = [read(before), read(after)];
	return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((label) => {
		const difference = { label, before: earlier.get(label) ?? '', after: later.get(label) ?? '' };
		return difference.before === difference.after ? [] : [difference];
	});
}
