import { refuse } from '#lib/domain/shared/result.ts';
import type { BudgetField, CalculatedField, FileField } from '../field-definition.ts';
import type { FieldKind } from './field-kind.ts';

/**
 * Fields that show something that lives elsewhere: budget lines and files have tables of their own, and what is
 * calculated is never stored. An answer to one of them is refused: `field_not_writable`.
 */
export const shown: FieldKind<BudgetField | FileField | CalculatedField, never> = {
	parse: (_raw, _field, _context, path) => refuse('field_not_writable', { field: path }),
	problems: () => [],
	isEmpty: () => true,
	toExpression: () => null
};
