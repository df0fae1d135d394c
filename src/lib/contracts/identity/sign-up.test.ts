import { describe, expect, it } from 'vitest';
import { parseForm } from '../parse-input.ts';
import { checkSignUp, signUpShape } from './sign-up.ts';

const person = {
	fullName: 'Nguyễn Thị Lan',
	email: 'lan@donvi.example',
	agree: 'on'
};
const organisation = {
	kind: 'enterprise',
	name: 'Công ty TNHH Một',
	taxCode: '0100109106',
	repName: 'Nguyễn Thị Lan',
	repTitle: 'Giám đốc',
	provinceCode: '52',
	communeCode: '23575'
};

function wrongAt(
	change: Record<string, string>,
	changeOfOrganisation: Record<string, string> = {}
): Record<string, string> {
	const parsed = parseForm(signUpShape, { ...person, ...change }, (read) =>
		checkSignUp(read, { ...organisation, ...changeOfOrganisation })
	);
	const causes = parsed.ok ? [] : (parsed.refusal.causes ?? []);
	return Object.fromEntries(causes.map(({ field = '', code }) => [field, code]));
}

describe('a sign-up', () => {
	it('says everything that is wrong at once, also beside a field that cannot be read', () => {
		const long = 'Lan '.repeat(80);
		expect(
			wrongAt(
				{ fullName: long, phone: '12', agree: '' },
				{
					name: long.repeat(2),
					sectorCode: 'x',
					phone: '12',
					revenue: '1,5',
					employees: '-5',
					taxCode: '0100109107'
				}
			)
		).toEqual({
			fullName: 'text_too_long',
			phone: 'phone_prefix',
			agree: 'agreement_missing',
			'organisation.name': 'text_too_long',
			'organisation.sectorCode': 'sector_code_shape',
			'organisation.taxCode': 'tax_code_check_digit',
			'organisation.phone': 'phone_prefix',
			'organisation.revenue': 'money_not_whole',
			'organisation.employees': 'employees_shape'
		});
	});

	it('does not say of a field that cannot be read that it is missing as well', () => {
		expect(wrongAt({ fullName: 'Lan '.repeat(80) })).toEqual({ fullName: 'text_too_long' });
	});

	it('takes no name of which nothing can be seen, and an address with a Vietnamese domain', () => {
		expect(wrongAt({ fullName: '\u200b\u2060' }, { name: '\u2060', repName: '\u3164' })).toEqual({
			fullName: 'full_name_missing',
			'organisation.name': 'organisation_name_missing',
			'organisation.repName': 'rep_name_missing'
		});
		expect(wrongAt({ email: 'lan@đolường.vn' }, { email: 'lienhe@đolường.vn' })).toEqual({});
	});

	it('refuses what is not even text at its field', () => {
		const parsed = parseForm(signUpShape, { ...person, email: { $ne: '' } }, (read) =>
			checkSignUp(read, undefined)
		);
		expect(parsed).toMatchObject({
			ok: false,
			refusal: { causes: [{ code: 'input_wrong_type', field: 'email' }] }
		});
	});
});
