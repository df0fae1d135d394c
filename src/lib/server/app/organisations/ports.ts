import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';

export interface OrganisationRow extends OrganisationProfile {
	readonly id: string;
	readonly version: number;
}

export interface MemberRow {
	readonly grantId: string;
	readonly personId: string;
	readonly accountId: string | null;
	readonly fullName: string;
	readonly email: string | null;
	readonly role: 'representative' | 'editor';
	readonly since: Date;
	/** False until the invited person has chosen a password. */
	readonly active: boolean;
}

export interface OrganisationsRepository {
	find(id: string): Promise<OrganisationRow | undefined>;
	findByTaxCode(taxCode: string): Promise<OrganisationRow | undefined>;
	/** In the order of their names. */
	listByIds(ids: readonly string[]): Promise<readonly OrganisationRow[]>;
	create(id: string, profile: OrganisationProfile): Promise<void>;
	/** Compare-and-set on the version; false when someone else was faster. Kind and tax code stay. */
	update(id: string, version: number, profile: OrganisationProfile): Promise<boolean>;
	/** Locks the row: members change one after the other, so that a last representative remains. */
	lock(id: string): Promise<boolean>;
	/** Grants within the organisation in force now. */
	membersOf(id: string): Promise<readonly MemberRow[]>;
	search(text: string, limit: number): Promise<readonly OrganisationRow[]>;
}
