/** Readers of the fields of a definition's JSON: structure only; what it means is for check-definition.ts. */
import {
	distinct,
	flag,
	isRecord,
	listOf,
	localized,
	malformed,
	oneOf,
	shape,
	text,
	whole
} from '#lib/domain/rules/rule-set-reading.ts';
import type { Reader } from '#lib/domain/rules/rule-set-reading.ts';
import { decimalFromPlain } from '#lib/domain/shared/decimal.ts';
import { dongFromPlain } from '#lib/domain/shared/money.ts';
import { isCalendarDate } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { FILE_KINDS, PREFILL_SOURCES, TEXT_FORMATS } from './field-definition.ts';
import type {
	BudgetField,
	CalculatedField,
	ChoiceField,
	Column,
	CommuneField,
	DateField,
	DecimalField,
	DongField,
	FieldDefinition,
	FileField,
	FixedRow,
	LongTextField,
	MultipleChoiceField,
	Option,
	Requirement,
	SectionDefinition,
	ShortTextField,
	TableField,
	TaxCodeField,
	WholeNumberField
} from './field-definition.ts';

/** Stable keys: they stand in addresses, expressions and stored answers. */
export const key: Reader<string> = (value, at) =>
	typeof value === 'string' && /^[a-z][a-z0-9_]{0,59}$/.test(value) ? ok(value) : malformed(at, 'snake_case');

export const MAX_FILE_BYTES = 50 * 1024 * 1024;
export const fileKinds = distinct(oneOf(...FILE_KINDS));
export const fileBytes = whole(1, MAX_FILE_BYTES);

const dongText: Reader<string> = (value, at) =>
	typeof value === 'string' && dongFromPlain(value).ok ? ok(value) : malformed(at, '"1000000"');
const decimalText: Reader<string> = (value, at) =>
	typeof value === 'string' && decimalFromPlain(value).ok ? ok(value) : malformed(at, '"12.5"');
const dateText: Reader<string> = (value, at) =>
	typeof value === 'string' && isCalendarDate(value) ? ok(value) : malformed(at, 'YYYY-MM-DD');

export const requirement: Reader<Requirement> = (value, at) =>
	typeof value === 'boolean' ? ok(value) : shape<{ if: string }>({ if: text })(value, at);

const BASE = {
	key,
	label: localized,
	hint: localized,
	guidance: localized,
	required: requirement,
	showIf: text,
	variants: distinct(key),
	prefill: oneOf(...PREFILL_SOURCES),
	width: oneOf('narrow', 'half', 'full')
};
const OPTIONAL = ['hint', 'guidance', 'required', 'showIf', 'variants', 'prefill', 'width'] as const;

const options: Reader<readonly Option[]> = listOf(
	shape<Option>({ key, label: localized, hint: localized, retired: flag }, 'hint', 'retired')
);
const count = whole(0, 100_000);
const bound = whole(-1_000_000_000, 1_000_000_000);

const calculatedResult: Reader<CalculatedField['result']> = (value, at) => {
	const kind = isRecord(value) ? value.kind : undefined;
	if (kind === 'dong') return shape<{ kind: 'dong' }>({ kind: oneOf('dong') })(value, at);
	if (kind === 'whole_number') {
		return shape<Extract<CalculatedField['result'], { kind: 'whole_number' }>>(
			{ kind: oneOf('whole_number'), unit: localized },
			'unit'
		)(value, at);
	}
	return shape<Extract<CalculatedField['result'], { kind: 'decimal' }>>(
		{ kind: oneOf('decimal'), scale: whole(0, 6), unit: localized },
		'unit'
	)(value, at);
};

const COLUMNS: Readonly<Record<Column['kind'], Reader<Column>>> = {
	short_text: shape<ShortTextField>(
		{
			...BASE,
			kind: oneOf('short_text'),
			maxCharacters: whole(1, 1000),
			format: oneOf(...TEXT_FORMATS)
		},
		...OPTIONAL,
		'format'
	),
	long_text: shape<LongTextField>(
		{ ...BASE, kind: oneOf('long_text'), maxCharacters: whole(1, 50_000), maxWords: whole(1, 20_000) },
		...OPTIONAL,
		'maxCharacters',
		'maxWords'
	),
	choice: shape<ChoiceField>({ ...BASE, kind: oneOf('choice'), options }, ...OPTIONAL),
	multiple_choice: shape<MultipleChoiceField>(
		{ ...BASE, kind: oneOf('multiple_choice'), options, minChosen: count, maxChosen: count },
		...OPTIONAL,
		'minChosen',
		'maxChosen'
	),
	date: shape<DateField>(
		{ ...BASE, kind: oneOf('date'), min: dateText, max: dateText },
		...OPTIONAL,
		'min',
		'max'
	),
	whole_number: shape<WholeNumberField>(
		{ ...BASE, kind: oneOf('whole_number'), unit: localized, min: bound, max: bound },
		...OPTIONAL,
		'unit',
		'min',
		'max'
	),
	decimal: shape<DecimalField>(
		{
			...BASE,
			kind: oneOf('decimal'),
			scale: whole(0, 6),
			unit: localized,
			min: decimalText,
			max: decimalText
		},
		...OPTIONAL,
		'unit',
		'min',
		'max'
	),
	dong: shape<DongField>(
		{ ...BASE, kind: oneOf('dong'), min: dongText, max: dongText },
		...OPTIONAL,
		'min',
		'max'
	),
	tax_code: shape<TaxCodeField>(
		{ ...BASE, kind: oneOf('tax_code'), householdAllowed: flag },
		...OPTIONAL,
		'householdAllowed'
	),
	commune: shape<CommuneField>(
		{ ...BASE, kind: oneOf('commune'), elsewhereAllowed: flag },
		...OPTIONAL,
		'elsewhereAllowed'
	),
	calculated: shape<CalculatedField>(
		{ ...BASE, kind: oneOf('calculated'), expression: text, result: calculatedResult },
		...OPTIONAL
	)
};

/** Reads by the reader that the value's own `kind` names. */
function byKind<T>(readers: Readonly<Record<string, Reader<T>>>): Reader<T> {
	return (value, at) => {
		const kind = isRecord(value) && typeof value.kind === 'string' ? value.kind : '';
		const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined;
		return read === undefined ? malformed(`${at}.kind`, Object.keys(readers).join(' | ')) : read(value, at);
	};
}

const FIELDS: Readonly<Record<FieldDefinition['kind'], Reader<FieldDefinition>>> = {
	...COLUMNS,
	table: shape<TableField>(
		{
			...BASE,
			kind: oneOf('table'),
			columns: listOf(byKind<Column>(COLUMNS)),
			rowLabel: localized,
			rowName: key,
			minRows: whole(0, 500),
			maxRows: whole(1, 500),
			totals: distinct(key),
			fixedRows: listOf(shape<FixedRow>({ key, label: localized, guidance: localized }, 'guidance')),
			layout: oneOf('grid', 'records')
		},
		...OPTIONAL,
		'rowName',
		'minRows',
		'totals',
		'fixedRows',
		'layout'
	),
	budget: shape<BudgetField>({ ...BASE, kind: oneOf('budget') }, ...OPTIONAL),
	file: shape<FileField>(
		{
			...BASE,
			kind: oneOf('file'),
			dossier: key,
			own: shape<NonNullable<FileField['own']>>({ accept: fileKinds, maxBytes: fileBytes })
		},
		...OPTIONAL,
		'dossier',
		'own'
	)
};

export const section: Reader<SectionDefinition> = shape<SectionDefinition>(
	{
		key,
		title: localized,
		guidance: localized,
		variants: distinct(key),
		showIf: text,
		fields: listOf(byKind<FieldDefinition>(FIELDS))
	},
	'guidance',
	'variants',
	'showIf'
);
