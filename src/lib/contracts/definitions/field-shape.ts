/** The fields of a form in the JSON of a definition: structure only; what it means is for check-definition.ts. */
import { z } from 'zod';
import { FILE_KINDS, PREFILL_SOURCES, TEXT_FORMATS } from '#lib/domain/definitions/field-definition.ts';
import { decimalFromPlain } from '#lib/domain/shared/decimal.ts';
import { dongFromPlain } from '#lib/domain/shared/money.ts';
import { isCalendarDate } from '#lib/domain/shared/period.ts';
import {
	distinct,
	flag,
	key,
	kind,
	ofKind,
	listOf,
	localized,
	oneOf,
	shape,
	text,
	whole
} from './shape-values.ts';

const MAX_FILE_BYTES = 50 * 1024 * 1024;
export const fileKinds = distinct(oneOf(FILE_KINDS));
export const fileBytes = whole(1, MAX_FILE_BYTES);

/** A figure or a day that stays the text that it is. */
function plain(reads: (value: string) => boolean, expected: string) {
	return z.string({ error: expected }).refine(reads, { error: expected });
}
const dongText = plain((value) => dongFromPlain(value).ok, '"1000000"');
const decimalText = plain((value) => decimalFromPlain(value).ok, '"12.5"');
const dateText = plain(isCalendarDate, 'YYYY-MM-DD');

export const requirement = z.union([flag, shape({ if: text })], { error: 'true | false | {if}' });

const BASE = {
	key,
	label: localized,
	hint: localized.exactOptional(),
	guidance: localized.exactOptional(),
	required: requirement.exactOptional(),
	showIf: text.exactOptional(),
	variants: distinct(key).exactOptional(),
	prefill: oneOf(PREFILL_SOURCES).exactOptional(),
	width: oneOf(['narrow', 'half', 'full']).exactOptional()
};

function field<Name extends string, Own extends z.core.$ZodLooseShape>(name: Name, own: Own) {
	return shape({ kind: kind(name), ...BASE, ...own });
}

/** One of several shapes, told apart by their `kind`. */
function byKind<
	const Kinds extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]]
>(kinds: Kinds, expected: readonly string[]) {
	return z.discriminatedUnion('kind', kinds, { error: ofKind(expected) });
}

const options = listOf(
	shape({ key, label: localized, hint: localized.exactOptional(), retired: flag.exactOptional() })
);
const count = whole(0, 100_000).exactOptional();
const bound = whole(-1_000_000_000, 1_000_000_000).exactOptional();
const unit = localized.exactOptional();

const result = byKind(
	[
		shape({ kind: kind('dong') }),
		shape({ kind: kind('whole_number'), unit }),
		shape({ kind: kind('decimal'), scale: whole(0, 6), unit })
	],
	['dong', 'whole_number', 'decimal']
);

const COLUMNS = [
	field('short_text', { maxCharacters: whole(1, 1000), format: oneOf(TEXT_FORMATS).exactOptional() }),
	field('long_text', {
		maxCharacters: whole(1, 50_000).exactOptional(),
		maxWords: whole(1, 20_000).exactOptional()
	}),
	field('choice', { options }),
	field('multiple_choice', { options, minChosen: count, maxChosen: count }),
	field('date', { min: dateText.exactOptional(), max: dateText.exactOptional() }),
	field('whole_number', { unit, min: bound, max: bound }),
	field('decimal', {
		scale: whole(0, 6),
		unit,
		min: decimalText.exactOptional(),
		max: decimalText.exactOptional()
	}),
	field('dong', { min: dongText.exactOptional(), max: dongText.exactOptional() }),
	field('tax_code', { householdAllowed: flag.exactOptional() }),
	field('commune', { elsewhereAllowed: flag.exactOptional() }),
	field('calculated', { expression: text, result })
] as const;

const COLUMN_KINDS = COLUMNS.map((column) => column.shape.kind.value);

const table = field('table', {
	columns: listOf(byKind(COLUMNS, COLUMN_KINDS)),
	rowLabel: localized,
	rowName: key.exactOptional(),
	minRows: whole(0, 500).exactOptional(),
	maxRows: whole(1, 500),
	totals: distinct(key).exactOptional(),
	fixedRows: listOf(shape({ key, label: localized, guidance: localized.exactOptional() })).exactOptional(),
	layout: oneOf(['grid', 'records']).exactOptional()
});

const file = field('file', {
	dossier: key.exactOptional(),
	own: shape({ accept: fileKinds, maxBytes: fileBytes }).exactOptional()
});

export const sectionShape = shape({
	key,
	title: localized,
	guidance: localized.exactOptional(),
	variants: distinct(key).exactOptional(),
	showIf: text.exactOptional(),
	fields: listOf(
		byKind([...COLUMNS, table, field('budget', {}), file], [...COLUMN_KINDS, 'table', 'budget', 'file'])
	)
});
