/** Answers as they are read, not typed: on the frozen copy, in the staff's view, in the heads of closed rows. */
import type {
	CalculatedField,
	Column,
	ScalarField,
	WholeNumberField
} from '#lib/domain/definitions/field-definition.ts';
import { isStoredPlace } from '#lib/domain/definitions/stored-value.ts';
import type { StoredPlace, StoredScalar } from '#lib/domain/definitions/stored-value.ts';
import { decimalFromPlain } from '#lib/domain/shared/decimal.ts';
import { dongFromPlain } from '#lib/domain/shared/money.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { parseCalendarDate } from '#lib/domain/shared/period.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { formatDecimal, formatDong } from '#lib/i18n/formats/figures.ts';
import { NO_BREAK_SPACE } from '#lib/i18n/formats/locale.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';

type Shown = ScalarField | CalculatedField;

/** Lines to read; empty when there is no answer. A multiple choice gives one line a choice. */
export function answerLines(field: Shown, value: StoredScalar | null | undefined, locale: Locale): string[] {
	if (value === null || value === undefined || value === '') return [];
	switch (field.kind) {
		case 'choice':
		case 'multiple_choice': {
			const keys = typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
			return field.options
				.filter((option) => keys.includes(option.key))
				.map((option) => localizedText(option.label, locale));
		}
		case 'commune':
			return isStoredPlace(value) ? [placeText(value)] : [];
		default:
			return typeof value === 'string' ? [scalarText(field, value, locale)] : [];
	}
}

/** The same on one line. */
export function answerText(field: Shown, value: StoredScalar | null | undefined, locale: Locale): string {
	return answerLines(field, value, locale).join('; ');
}

export function placeText(place: StoredPlace): string {
	return 'code' in place ? place.name : `${place.place}, ${place.provinceName}`;
}

function scalarText(field: Shown, value: string, locale: Locale): string {
	switch (field.kind) {
		case 'date': {
			const day = parseCalendarDate(value);
			return day.ok ? formatDate(day.value, locale) : value;
		}
		case 'dong':
			return dongText(value, locale);
		case 'whole_number':
			return isYear(field) ? value : numberText(value, field.unit, locale);
		case 'decimal':
			return numberText(value, field.unit, locale);
		case 'calculated':
			return field.result.kind === 'dong'
				? dongText(value, locale)
				: numberText(value, field.result.unit, locale);
		default:
			return value;
	}
}

/** A bare number that its bounds keep at four digits: `2004` is read as it is, nobody founds a firm in `2.004`. */
function isYear({ unit, min, max }: WholeNumberField): boolean {
	return unit === undefined && min !== undefined && max !== undefined && min >= 1000 && max <= 9999;
}

function dongText(plain: string, locale: Locale): string {
	const amount = dongFromPlain(plain);
	return amount.ok ? formatDong(amount.value, locale) : plain;
}

function numberText(plain: string, unit: Localized | undefined, locale: Locale): string {
	const number = decimalFromPlain(plain);
	if (!number.ok) return plain;
	const figure = formatDecimal(number.value, locale);
	if (unit === undefined) return figure;
	const word = localizedText(unit, locale);
	// "40%" stands together, as in every other sentence; "120 người" apart.
	return `${figure}${word.startsWith('%') ? '' : NO_BREAK_SPACE}${word}`;
}

/** Whether the values of a column stand at the right, one under the other. */
/** What was typed as words, in Vietnamese; a choice or a date is said in the language of the page. */
export function isSaid({ kind }: Column): boolean {
	return kind === 'short_text' || kind === 'long_text' || kind === 'commune';
}

export function isFigure(column: Column): boolean {
	return (
		column.kind === 'dong' ||
		column.kind === 'decimal' ||
		column.kind === 'whole_number' ||
		column.kind === 'calculated'
	);
}
