import type { OrganisationKind } from '#lib/domain/shared/identity-numbers.ts';

/** What an organisation says about itself. */
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
