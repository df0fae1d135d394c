import type { Column, FieldDefinition } from '#lib/domain/definitions/field-definition.ts';

const SPANS = { narrow: 4, half: 6, full: 12 } as const;

/** Of the twelve columns of the grid, as the definition asks; texts and sets of boxes take the line by themselves. */
export function fieldSpan(field: FieldDefinition): number {
	return SPANS[field.width ?? 'full'];
}

/** In a row of a table, where cells are short. */
export function columnSpan(column: Column): number {
	if (column.width !== undefined) return SPANS[column.width];
	switch (column.kind) {
		case 'long_text':
		case 'multiple_choice':
		case 'commune':
			return SPANS.full;
		case 'short_text':
		case 'choice':
			return SPANS.half;
		default:
			return SPANS.narrow;
	}
}
