/** Every field kind by name: the one place that a new kind is entered in. */
import type { FieldDefinition, FieldKindName, ScalarField } from '../field-definition.ts';
import type { StoredScalar } from '../stored-value.ts';
import { choice, multipleChoice } from './choices.ts';
import { date } from './date.ts';
import type { FieldKind } from './field-kind.ts';
import { commune, taxCode } from './identity.ts';
import { decimalNumber, dong, wholeNumber } from './numbers.ts';
import { shown } from './shown.ts';
import { tableKind } from './table.ts';
import { longText, shortText } from './text.ts';

const SCALARS: Readonly<Record<ScalarField['kind'], FieldKind<ScalarField, StoredScalar>>> = {
	short_text: shortText,
	long_text: longText,
	choice,
	multiple_choice: multipleChoice,
	date,
	whole_number: wholeNumber,
	decimal: decimalNumber,
	dong,
	tax_code: taxCode,
	commune
};

export const FIELD_KINDS: Readonly<Record<FieldKindName, FieldKind>> = {
	...SCALARS,
	calculated: shown,
	budget: shown,
	file: shown,
	table: tableKind(scalarKind)
};

export function kindOf(field: FieldDefinition): FieldKind {
	return FIELD_KINDS[field.kind];
}

export function scalarKind(field: ScalarField): FieldKind<ScalarField, StoredScalar> {
	return SCALARS[field.kind];
}
