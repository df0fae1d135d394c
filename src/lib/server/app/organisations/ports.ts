import type { Reader } from '../mail/letter.ts';
import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import type { Standing } from '#lib/domain/organisations/standing.ts';

export interface OrganisationRow extends OrganisationProfile {
	readonly id: string;
	readonly version: number;
	readonly standing: Standing;
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
	/** The one that speaks for the code; claims that wait are not found. */
	findProved(taxCode: string): Promise<OrganisationRow | undefined>;
	/** In the order of their names. */
	listByIds(ids: readonly string[]): Promise<readonly OrganisationRow[]>;
	/** A claim of the person. */
	create(id: string, profile: OrganisationProfile, claimedBy: string): Promise<void>;
	/** Compare-and-set on the version; false when someone else was faster. Kind and tax code stay. */
	update(id: string, version: number, profile: OrganisationProfile): Promise<boolean>;
	/** Locks the row: members change one after the other, so that a last representative remains. */
	lock(id: string): Promise<boolean>;
	/** Its representatives who can sign in, for letters. */
	contacts(id: string): Promise<readonly Reader[]>;
	/** Grants within the organisation in force now. */
	membersOf(id: string): Promise<readonly MemberRow[]>;
}
