import type { PlainRefusalCode } from '#lib/domain/generated/names.ts';
import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { parseDong } from '#lib/domain/shared/typed-money.ts';
import { isSectorCode, parseEmail, parsePhone, parseTaxCode } from '#lib/domain/shared/identity-numbers.ts';
import type { OrganisationKind } from '#lib/domain/shared/identity-numbers.ts';
import { parseAddress } from '#lib/domain/places/place.ts';
import { collect, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { parseWholeNumber } from '#lib/domain/shared/whole-number.ts';
import { line, parseForm } from '../parse-input.ts';
import { ORGANISATION_KINDS } from './organisation-kinds.ts';

/** The form of an organisation, as text; figures and numbers are read by `parseOrganisation`. */
const shape = z.object({
	kind: z.enum(ORGANISATION_KINDS, refused('organisation_kind_missing')),
	name: line(300),
	taxCode: line(40),
	repName: line(120),
	repTitle: line(120).default(''),
	provinceCode: line(2).default(''),
	communeCode: line(5).default(''),
	addressLine: line(300).default(''),
	legacyAddress: line(300).default(''),
	sectorCode: line(5)
		.default('')
		.refine((code) => code === '' || isSectorCode(code), refused('sector_code_shape')),
	sector: line(300).default(''),
	employees: line(20).default(''),
	revenue: line(40).default(''),
	phone: line(40).default(''),
	email: line(254).default('')
});

/** Everything that an organisation says about itself, read. */
export interface OrganisationProfile {
	readonly kind: OrganisationKind;
	readonly name: string;
	readonly taxCode: string;
	/** Legal representative (người đại diện theo pháp luật). */
	readonly repName: string;
	readonly repTitle: string;
	readonly provinceCode: string;
	readonly communeCode: string | null;
	readonly addressLine: string;
	/** The address before 01/07/2025, as licences still carry it. */
	readonly legacyAddress: string;
	/** VSIC code, 2 to 5 digits, or empty. */
	readonly sectorCode: string;
	readonly sector: string;
	readonly employees: number | null;
	/** Of the last year, đồng. */
	readonly revenue: bigint | null;
	readonly phone: string;
	readonly email: string;
}

/** People of one organisation: more is a slip of the finger. */
const MOST_EMPLOYEES = 10_000_000;

function present(text: string, missing: PlainRefusalCode, field: string): Result<string> {
	return text === '' ? refuse(missing, { field }) : ok(text);
}

function parseEmployees(text: string): Result<number | null> {
	if (text === '') return ok(null);
	const count = parseWholeNumber(text, { max: MOST_EMPLOYEES, field: 'employees' });
	return count.ok ? count : refuse('employees_shape', { field: 'employees' });
}

/**
 * Reads the form of an organisation and says everything that is wrong with it at once.
 * Refuses `form_incomplete` whose causes stand at their fields.
 */
export function parseOrganisation(input: unknown): Result<OrganisationProfile> {
	return parseForm(shape, input, checkOrganisation);
}

function checkOrganisation(value: z.output<typeof shape>): Result<OrganisationProfile> {
	const name = present(value.name, 'organisation_name_missing', 'name');
	const repName = present(value.repName, 'rep_name_missing', 'repName');
	const taxCode = parseTaxCode(value.taxCode, value.kind, 'taxCode');
	const address = parseAddress(value);
	const employees = parseEmployees(value.employees);
	const revenue: Result<bigint | null> =
		value.revenue === '' ? ok(null) : parseDong(value.revenue, { field: 'revenue' });
	const phone: Result<string> = value.phone === '' ? ok('') : parsePhone(value.phone, 'phone');
	const email: Result<string> = value.email === '' ? ok('') : parseEmail(value.email, 'email');
	if (
		!name.ok ||
		!repName.ok ||
		!taxCode.ok ||
		!address.ok ||
		!employees.ok ||
		!revenue.ok ||
		!phone.ok ||
		!email.ok
	) {
		const causes = collect([taxCode, name, repName, address, employees, revenue, phone, email]).flatMap(
			(refusal): readonly Refusal[] => refusal.causes ?? [refusal]
		);
		return refuse('form_incomplete', { causes });
	}
	return ok({
		...value,
		...address.value,
		taxCode: taxCode.value,
		employees: employees.value,
		revenue: revenue.value,
		phone: phone.value,
		email: email.value
	});
}

/** Who is invited: an address and a role, no words of the inviter's own. */
export const memberShape = z.object({
	email: line(254),
	role: z.enum(['representative', 'editor'], refused('role_unknown'))
});

export type MemberInput = z.output<typeof memberShape>;
