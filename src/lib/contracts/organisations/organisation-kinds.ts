import type { OrganisationKind } from '#lib/domain/shared/identity-numbers.ts';

export const ORGANISATION_KINDS = [
	'enterprise',
	'cooperative',
	'household_business',
	'institute',
	'agency'
] as const satisfies readonly OrganisationKind[];
