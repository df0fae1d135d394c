import { ok, refuse, type Result } from './result.ts';
import { codeText } from './vietnamese-text.ts';

declare const taxCodeBrand: unique symbol;
declare const personalIdBrand: unique symbol;
declare const phoneBrand: unique symbol;
declare const emailBrand: unique symbol;

/** Ten digits with a right check digit, or twelve of a household business. The enterprise code is the same number. */
export type TaxCode = string & { readonly [taxCodeBrand]: true };
/** Twelve digits of a citizen's personal identification number (số định danh, CCCD). Sensitive. */
export type PersonalId = string & { readonly [personalIdBrand]: true };
/** E.164: `+84905123456`. */
export type PhoneNumber = string & { readonly [phoneBrand]: true };
/** Lower case, NFC. */
export type EmailAddress = string & { readonly [emailBrand]: true };

/** What an applying organisation is; it decides which shape of tax code it can have. */
export type OrganisationKind = 'enterprise' | 'cooperative' | 'household_business' | 'institute' | 'agency';

/** Weights of N1…N9 (TT 105/2020/TT-BTC, Art. 5, structure of the tax code). */
const TAX_WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

function at(field: string | undefined): { field?: string } {
	return field === undefined ? {} : { field };
}

/** A code without the spaces and the unseen that a document or a web page put into it. */
function unspaced(text: string): string {
	return codeText(text).replace(/ /g, '');
}

/** The tenth digit of a nine-digit prefix, or null for a prefix that is never issued because the sum gives 10. */
export function taxCheckDigit(prefix: string): number | null {
	if (!/^\d{9}$/.test(prefix)) throw new RangeError('a tax code prefix has nine digits');
	const sum = TAX_WEIGHTS.reduce((total, weight, place) => total + weight * Number(prefix[place]), 0);
	const digit = 10 - (sum % 11);
	return digit === 10 ? null : digit;
}

/**
 * Reads a tax code (mã số thuế), spaces allowed.
 * A branch's 13 digits, dashed or not, are recognised and refused, since a dependent unit applies under the code of
 * the unit that it belongs to. Twelve digits (the personal number, from 01/07/2025) are for household businesses only.
 * Nothing is derived from the first two digits: a number stays when a company moves.
 *
 * Refusals, in this order: `tax_code_empty`, `tax_code_branch` (params.parent: the ten digits to use),
 * `tax_code_not_digits`, `tax_code_personal_only_household`, `tax_code_length`,
 * `tax_code_never_issued` (prefix 00, serial 0000000, or no check digit exists), `tax_code_check_digit`.
 */
export function parseTaxCode(text: string, kind: OrganisationKind, field?: string): Result<TaxCode> {
	const compact = unspaced(text).replace(/[\u2010-\u2014\u2212]/g, '-');
	if (compact === '') return refuse('tax_code_empty', at(field));
	const branch = /^(\d{10})-?\d{3}$/.exec(compact);
	if (branch) return refuse('tax_code_branch', { ...at(field), params: { parent: branch[1] ?? '' } });
	if (!/^\d+$/.test(compact)) return refuse('tax_code_not_digits', at(field));
	if (compact.length === 12) {
		if (kind !== 'household_business') return refuse('tax_code_personal_only_household', at(field));
		const personal = parsePersonalId(compact, field);
		return personal.ok ? ok(compact as TaxCode) : personal;
	}
	if (compact.length !== 10) return refuse('tax_code_length', at(field));
	const expected = taxCheckDigit(compact.slice(0, 9));
	if (compact.startsWith('00') || compact.slice(2, 9) === '0000000' || expected === null) {
		return refuse('tax_code_never_issued', at(field));
	}
	return expected === Number(compact[9]) ? ok(compact as TaxCode) : refuse('tax_code_check_digit', at(field));
}

/**
 * Reads a personal identification number: twelve digits, no check digit exists, so only the shape is checked.
 * Refusals: `personal_id_empty`, `personal_id_not_digits`, `personal_id_length`, `personal_id_never_issued` (place 000).
 */
export function parsePersonalId(text: string, field?: string): Result<PersonalId> {
	const compact = unspaced(text);
	if (compact === '') return refuse('personal_id_empty', at(field));
	if (!/^\d+$/.test(compact)) return refuse('personal_id_not_digits', at(field));
	if (compact.length !== 12) return refuse('personal_id_length', at(field));
	if (compact.startsWith('000')) return refuse('personal_id_never_issued', at(field));
	return ok(compact as PersonalId);
}

/** Birth year and sex that the number carries (digit 4: century and sex, digits 5–6: year), to hold against a form. */
export function readPersonalId(id: PersonalId): { birthYear: number; sex: 'male' | 'female' } {
	const centuryAndSex = Number(id[3]);
	return {
		birthYear: 1900 + Math.floor(centuryAndSex / 2) * 100 + Number(id.slice(4, 6)),
		sex: centuryAndSex % 2 === 0 ? 'male' : 'female'
	};
}

/** `064******123`: what a screen or a log may show. */
export function maskPersonalId(id: PersonalId): string {
	return `${id.slice(0, 3)}******${id.slice(9)}`;
}

/**
 * Reads a telephone number as typed: `0905 123 456`, `(0269) 3 123 456`, `+84 905.123.456`, or a foreign number that
 * begins with +. Vietnamese mobiles have 10 digits (03, 05, 07, 08, 09), landlines 11 (02).
 * Refusals: `phone_empty`, `phone_not_digits`, `phone_length`, `phone_prefix` (no such Vietnamese number range).
 */
export function parsePhone(text: string, field?: string): Result<PhoneNumber> {
	const compact = unspaced(text).replace(/[.()\-\u2010-\u2014]/g, '');
	if (compact === '') return refuse('phone_empty', at(field));
	if (!/^\+?\d+$/.test(compact)) return refuse('phone_not_digits', at(field));
	const international = compact.replace(/^00/, '+');
	if (international.startsWith('+') && !international.startsWith('+84')) {
		if (international.startsWith('+0')) return refuse('phone_prefix', at(field));
		if (international.length < 9 || international.length > 16) return refuse('phone_length', at(field));
		return ok(international as PhoneNumber);
	}
	// `+84 0905…` is a common slip: the trunk zero is dropped after the country code.
	const national = international.startsWith('+84')
		? international.slice(3).replace(/^0/, '')
		: /^84\d{9,10}$/.test(compact)
			? compact.slice(2)
			: compact.replace(/^0/, '');
	if (!international.startsWith('+') && !/^(?:0|84)/.test(compact)) return refuse('phone_prefix', at(field));
	const expectedLength = national.startsWith('2') ? 10 : 9;
	if (!/^[235789]/.test(national)) return refuse('phone_prefix', at(field));
	if (national.length !== expectedLength) return refuse('phone_length', at(field));
	return ok(`+84${national}` as PhoneNumber);
}

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Latin letters only, with their Vietnamese marks: an address that looks like another one is no use. */
const DOMAIN =
	/^(?:[\p{Script=Latin}0-9](?:[\p{Script=Latin}0-9-]{0,61}[\p{Script=Latin}0-9])?\.)+\p{Script=Latin}(?:[\p{Script=Latin}0-9-]{0,61}[\p{Script=Latin}0-9])?$/u;

/**
 * Reads an e-mail address: NFC, nothing unseen, lower case, so that one person has one address. The domain may have
 * Vietnamese letters and is kept as typed; the mailer's library writes it in ASCII. Its encoded form (`xn--…`) is refused, since
 * one mailbox would have two spellings. That the address exists is proved by the letter sent to it.
 * Refusals: `email_empty`, `email_too_long` (over 254, or over 64 before the @), `email_domain_encoded`, `email_shape`.
 */
export function parseEmail(text: string, field?: string): Result<EmailAddress> {
	const address = codeText(text).toLowerCase().normalize('NFC');
	if (address === '') return refuse('email_empty', at(field));
	const mark = address.lastIndexOf('@');
	if (address.length > 254 || mark > 64) return refuse('email_too_long', at(field));
	const domain = address.slice(mark + 1);
	if (/(?:^|\.)xn--/.test(domain)) return refuse('email_domain_encoded', at(field));
	return LOCAL_PART.test(address.slice(0, Math.max(0, mark))) && DOMAIN.test(domain)
		? ok(address as EmailAddress)
		: refuse('email_shape', at(field));
}

/** Code of an economic sector (VSIC): 2 to 5 digits, from a division to a class. */
export function isSectorCode(text: string): boolean {
	return /^\d{2,5}$/.test(text);
}
