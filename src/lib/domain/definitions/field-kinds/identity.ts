import { parseTaxCode } from '#lib/domain/shared/identity-numbers.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { collapse, graphemeLength } from '#lib/domain/shared/vietnamese-text.ts';
import type { CommuneField, TaxCodeField } from '../field-definition.ts';
import type { StoredPlace } from '../stored-value.ts';
import { asText, wrongType } from './field-kind.ts';
import type { FieldKind } from './field-kind.ts';

/** Refusals: `answer_wrong_type`, those of `parseTaxCode`. */
export const taxCode: FieldKind<TaxCodeField, string> = {
	parse(raw, field, _context, path) {
		const text = asText(raw, path);
		if (!text.ok) return text;
		if (text.value.trim() === '') return ok(null);
		const household = field.householdAllowed === true && text.value.replace(/\D/g, '').length === 12;
		return parseTaxCode(text.value, household ? 'household_business' : 'enterprise', path);
	},
	problems: () => [],
	isEmpty: (value) => value === '',
	toExpression: (value) => value
};

const LONGEST_PLACE = 200;

/**
 * A commune by its code ('23563'), or `{ province, place }` elsewhere.
 * Refusals: `answer_wrong_type`, `commune_unknown`, `commune_elsewhere_not_allowed`, `province_unknown`,
 * `commune_place_missing`, `text_too_long`.
 */
export const commune: FieldKind<CommuneField, StoredPlace> = {
	parse(raw, field, context, path) {
		if (raw === null || raw === undefined || raw === '') return ok(null);
		if (typeof raw === 'string') {
			const name = context.communes.get(raw);
			return name === undefined ? refuse('commune_unknown', { field: path }) : ok({ code: raw, name });
		}
		if (typeof raw !== 'object' || Array.isArray(raw)) return wrongType(path);
		const { province, place } = raw as Readonly<Record<string, unknown>>;
		if (typeof province !== 'string' || typeof place !== 'string') return wrongType(path);
		if (field.elsewhereAllowed !== true) return refuse('commune_elsewhere_not_allowed', { field: path });
		const provinceName = context.provinces.get(province);
		if (provinceName === undefined) return refuse('province_unknown', { field: path });
		const text = collapse(place.slice(0, 2000));
		if (text === '') return refuse('commune_place_missing', { field: path });
		const length = graphemeLength(text);
		return length > LONGEST_PLACE
			? refuse('text_too_long', {
					field: path,
					params: { max: String(LONGEST_PLACE), length: String(length) }
				})
			: ok({ province, provinceName, place: text });
	},
	problems: () => [],
	isEmpty: () => false,
	toExpression: (value) => ('code' in value ? value.code : value.province)
};
