import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import { formatPhone } from '#lib/i18n/formats/phone.ts';
import { groupDigits } from '#lib/ui/group-digits.ts';

/** What is kept of an organisation, as its form shows it. */
export function profileValues(organisation: OrganisationProfile): Readonly<Record<string, string>> {
	return {
		kind: organisation.kind,
		name: organisation.name,
		taxCode: organisation.taxCode,
		repName: organisation.repName,
		repTitle: organisation.repTitle,
		provinceCode: organisation.provinceCode,
		communeCode: organisation.communeCode ?? '',
		addressLine: organisation.addressLine,
		legacyAddress: organisation.legacyAddress,
		sectorCode: organisation.sectorCode,
		sector: organisation.sector,
		employees: organisation.employees === null ? '' : String(organisation.employees),
		revenue: organisation.revenue === null ? '' : groupDigits(String(organisation.revenue)),
		phone: formatPhone(organisation.phone),
		email: organisation.email
	};
}
