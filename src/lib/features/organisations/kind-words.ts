import type { OrganisationKind } from '#lib/domain/shared/identity-numbers.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** What each kind of organisation is called. */
export const kindWords: Readonly<Record<OrganisationKind, () => string>> = {
	enterprise: m.access_org_kind_enterprise,
	cooperative: m.access_org_kind_cooperative,
	household_business: m.access_org_kind_household_business,
	institute: m.access_org_kind_institute,
	agency: m.access_org_kind_agency
};
