import type { RefusalCode } from '#lib/domain/generated/names.ts';
import { GIA_LAI_COMMUNES } from './gia-lai-communes.ts';
import { PROVINCES } from './provinces.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';

/** The province that the portal serves. */
export const HOME_PROVINCE = '52';

const communes = new Map(GIA_LAI_COMMUNES.map((commune) => [commune.code, commune]));
const provinces = new Map(PROVINCES.map((province) => [province.code, province]));

export function communeName(code: string): string | undefined {
	return communes.get(code)?.name;
}

export function provinceName(code: string): string | undefined {
	return provinces.get(code)?.name;
}

/** An address in the geography of two levels; elsewhere than in the home province the commune stands in the line. */
export interface Address {
	readonly provinceCode: string;
	readonly communeCode: string | null;
	readonly addressLine: string;
}

/**
 * Holds an address to the list of places. Refusals: `province_missing`, `province_unknown`, `commune_missing`
 * (home province only), `commune_unknown`, `address_line_missing` (elsewhere, where the line is all there is).
 * A commune given for another province is dropped: it belongs to the home province's list.
 */
export function parseAddress(typed: {
	readonly provinceCode: string;
	readonly communeCode: string;
	readonly addressLine: string;
}): Result<Address> {
	const causes: Refusal[] = [];
	const miss = (code: RefusalCode, field: string) => causes.push({ code, field });
	const atHome = typed.provinceCode === HOME_PROVINCE;
	if (typed.provinceCode === '') miss('province_missing', 'provinceCode');
	else if (!provinces.has(typed.provinceCode)) miss('province_unknown', 'provinceCode');
	if (atHome && typed.communeCode === '') miss('commune_missing', 'communeCode');
	else if (atHome && !communes.has(typed.communeCode)) miss('commune_unknown', 'communeCode');
	if (!atHome && typed.addressLine === '') miss('address_line_missing', 'addressLine');
	if (causes.length > 0) return refuse('form_incomplete', { causes });
	return ok({
		provinceCode: typed.provinceCode,
		communeCode: atHome ? typed.communeCode : null,
		addressLine: typed.addressLine
	});
}

/** "Thôn 3, Xã Ia Hrung, Tỉnh Gia Lai": as it is printed on a document. */
export function formatAddress(address: Address): string {
	return [
		address.addressLine,
		address.communeCode === null ? '' : (communeName(address.communeCode) ?? address.communeCode),
		provinceName(address.provinceCode) ?? address.provinceCode
	]
		.filter((part) => part !== '')
		.join(', ');
}
