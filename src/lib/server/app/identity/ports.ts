import type { Person } from '#lib/domain/access/actor.ts';

export interface AccountRow {
	readonly id: string;
	readonly personId: string;
	readonly email: string;
	readonly passwordHash: string;
	readonly emailVerifiedAt: Date | null;
	readonly disabledAt: Date | null;
	readonly locale: string;
}

export interface PasswordHasher {
	hash(password: string): Promise<string>;
	verify(hash: string, password: string): Promise<boolean>;
}

/** Sessions, as `server/auth` gives them. The token exists in the cookie only; the table holds its SHA-256. */
export interface SessionIssuer {
	create(accountId: string): Promise<{ readonly token: string; readonly expiresAt: Date }>;
	/** The account behind a token, or undefined; prolongs a session past half of its life. */
	accountOf(token: string): Promise<{ readonly accountId: string; readonly renewedUntil?: Date } | undefined>;
	end(token: string): Promise<void>;
	endAll(accountId: string): Promise<void>;
}

export interface IdentityRepository {
	/** The person of an account with grants and seats in force now; undefined when disabled or unknown. */
	loadPerson(accountId: string): Promise<Person | undefined>;
	findAccountByEmail(email: string): Promise<AccountRow | undefined>;
	findAccount(id: string): Promise<AccountRow | undefined>;
}
