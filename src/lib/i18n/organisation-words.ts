import type { OrganisationKind } from '#lib/domain/shared/identity-numbers.ts';
import { m } from './paraglide/messages.js';

/** What each kind of organisation is called, on a page and, with its language, in a letter. */
export const kindWords: Readonly<Record<OrganisationKind, typeof m.access_org_kind>> = {
	enterprise: m.access_org_kind_enterprise,
	cooperative: m.access_org_kind_cooperative,
	household_business: m.access_org_kind_household_business,
	institute: m.access_org_kind_institute,
	agency: m.access_org_kind_agency
};

/** Names of what the office corrects. */
export const fieldWords: Readonly<Record<string, () => string>> = {
	name: m.access_org_name,
	taxCode: m.access_org_tax_code,
	kind: m.access_org_kind,
	repName: m.access_org_rep_name,
	repTitle: m.access_org_rep_title,
	address: m.access_org_address
};

/** The word of a kind as it is kept; the code itself for one that is not known. */
export function kindWord(kind: string, locale?: 'vi' | 'en'): string {
	const word = Object.entries(kindWords).find(([known]) => known === kind)?.[1];
	return word?.({}, locale === undefined ? {} : { locale }) ?? kind;
}
