import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { ChoiceField, MultipleChoiceField, Option } from '../field-definition.ts';
import { asText, wrongType } from './field-kind.ts';
import type { FieldKind } from './field-kind.ts';

function mayBePicked(options: readonly Option[], key: string): boolean {
	return options.some((option) => option.key === key && option.retired !== true);
}

/** Refusals: `answer_wrong_type`, `choice_unknown`. */
export const choice: FieldKind<ChoiceField, string> = {
	parse(raw, field, _context, path) {
		const key = asText(raw, path);
		if (!key.ok) return key;
		if (key.value === '') return ok(null);
		return mayBePicked(field.options, key.value) ? ok(key.value) : refuse('choice_unknown', { field: path });
	},
	problems: () => [],
	isEmpty: (value) => value === '',
	toExpression: (value) => value
};

/**
 * Keys in the order of the options, each once. A single string is one key (a plain form sends it so).
 * Refusals: `answer_wrong_type`, `choice_unknown`. Problems: `choice_too_few`, `choice_too_many` {limit}.
 */
export const multipleChoice: FieldKind<MultipleChoiceField, readonly string[]> = {
	parse(raw, field, _context, path) {
		const given: unknown[] = Array.isArray(raw)
			? raw
			: raw === null || raw === undefined || raw === ''
				? []
				: [raw];
		const keys = given.filter((key): key is string => typeof key === 'string');
		if (keys.length !== given.length) return wrongType(path);
		if (!keys.every((key) => mayBePicked(field.options, key)))
			return refuse('choice_unknown', { field: path });
		const chosen = field.options.map((option) => option.key).filter((key) => keys.includes(key));
		return ok(chosen.length === 0 ? null : chosen);
	},
	problems(value, field, path) {
		const { minChosen, maxChosen } = field;
		if (minChosen !== undefined && value.length < minChosen) {
			return [{ code: 'choice_too_few', field: path, params: { limit: String(minChosen) } }];
		}
		if (maxChosen !== undefined && value.length > maxChosen) {
			return [{ code: 'choice_too_many', field: path, params: { limit: String(maxChosen) } }];
		}
		return [];
	},
	isEmpty: (value) => value.length === 0,
	toExpression: (value) => value
};
