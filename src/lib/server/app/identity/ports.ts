import type { GrantScope, Person, Role } from '#lib/domain/access/actor.ts';
import type { Device } from '#lib/domain/access/device.ts';
import type { SessionStrength } from '#lib/domain/access/second-factor.ts';
import type { SessionTerm } from '#lib/domain/access/session-terms.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ProposalQueries } from './proposal-ports.ts';

export interface AccountRow {
	readonly id: string;
	readonly personId: string;
	readonly email: string;
	readonly passwordHash: string;
	readonly emailVerifiedAt: Date | null;
	readonly disabledAt: Date | null;
	readonly locale: string;
	readonly demonstration: boolean;
}

export interface NewPerson {
	readonly id: string;
	readonly fullName: string;
	readonly title: string;
	readonly phone: string;
	readonly employerId: string | null;
	readonly employerText: string;
}

export interface NewAccount {
	readonly id: string;
	readonly personId: string;
	readonly email: string;
	/** Empty until the person has chosen a password by the link in the invitation: no password matches it. */
	readonly passwordHash: string;
	readonly verified: boolean;
	readonly locale: 'vi' | 'en';
	readonly demonstration: boolean;
}

/** What a link to an account is for. */
export type TokenPurpose = 'set_password' | 'second_factor' | 'enrol_factor';

/** What was typed at a sign-up, kept until its link is used. `typed` is JSON as it was stored. */
export interface KeptSignUp {
	readonly email: string;
	readonly locale: string;
	readonly typed: unknown;
}

export interface UsedToken {
	readonly accountId: string;
	/** JSON as it was stored. */
	readonly payload: unknown;
}

export interface GrantRow {
	readonly id: string;
	readonly personId: string;
	readonly role: Role;
	readonly scope: GrantScope;
	/** Name of the organisation, for grants within one. */
	readonly scopeName: string;
	readonly validFrom: Date;
	readonly validTo: Date | null;
	readonly grantedByName: string;
	/** Who proposed it, where two administrators gave it; else ''. */
	readonly proposedByName: string;
}

export interface NewGrant {
	/** Known before, where another row names it. */
	readonly id?: string;
	readonly personId: string;
	readonly role: Role;
	readonly scope: GrantScope;
	/** Now, when not given. */
	readonly validFrom?: Date;
	readonly validTo?: Date | null;
	readonly grantedBy: string | null;
}

/** A person as the administrator's list shows them. */
export interface PersonRow {
	readonly id: string;
	readonly fullName: string;
	readonly title: string;
	readonly employerText: string;
	readonly email: string | null;
	readonly roles: readonly Role[];
	/** Roles in councils that have not ended: they come with a seat, not with a grant. */
	readonly seats: readonly CouncilRole[];
	readonly disabled: boolean;
	readonly verified: boolean;
}

export interface PersonDetail {
	readonly id: string;
	readonly fullName: string;
	readonly title: string;
	readonly phone: string;
	readonly employerId: string | null;
	readonly employerText: string;
	readonly account: AccountRow | undefined;
	readonly createdAt: Date;
}

export interface PasswordHasher {
	hash(password: string): Promise<string>;
	/** False for anything that is not a hash of it, the empty text included. */
	verify(hash: string, password: string): Promise<boolean>;
}

/** How easily a password is guessed. `about`: words that belong to its owner. */
export interface PasswordStrength {
	/**
	 * Refuses, at field `password`: `password_about_you`, `password_of_house`, `password_common`, `password_keyboard`,
	 * `password_pattern`, `password_too_simple`.
	 */
	check(password: string, about: readonly string[]): Result<true>;
}

/** The browser that asks, as its owner recognises it. */
export interface Browser extends Device {
	/** Of its address: enough to tell home from elsewhere, too little to follow somebody. */
	readonly network: string;
}

/** What the browser keeps of a session. */
export interface StartedSession {
	readonly token: string;
	/** After this long it is over whatever was done. */
	readonly wholeSeconds: number;
}

/** Sessions, as `server/auth` gives them. The token exists in the cookie only; the table holds its SHA-256. */
export interface SessionIssuer {
	/** `strength`: by what it begins beside the password. */
	create(accountId: string, browser?: Browser, strength?: SessionStrength): Promise<StartedSession>;
	/**
	 * The account behind a token and its person (undefined when the account is disabled), or undefined when it has
	 * ended; notes that it was used.
	 */
	accountOf(
		token: string,
		browser?: Browser
	): Promise<
		| {
				readonly accountId: string;
				readonly person: Person | undefined;
				readonly strength: SessionStrength;
		  }
		| undefined
	>;
	end(token: string): Promise<void>;
	endAll(accountId: string): Promise<void>;
}

/** One attempt that was let through; its owner says how it ended. */
export interface Admission {
	/** The password was right: the slate is clean. */
	succeeded(): Promise<void>;
}

/** Slows down guessing. Refuses `too_many_attempts` with params.seconds; nothing is ever locked for good. */
export interface AttemptLimiter {
	/**
	 * A sign-in: `pace` names who tries what from where; each failure counts by itself. From a place that tries many,
	 * the answer takes its time.
	 */
	signIn(pace: {
		readonly account: string;
		readonly address: string;
		readonly device: string;
	}): Promise<Result<Admission>>;
	/** What makes a stranger's letters: waits for the turn of this address, refuses where the line is too long. */
	slowDown(what: 'sign-up' | 'reset', address: string): Promise<Result<true>>;
	/** At most `points` within `seconds` for one key: what one account or one address of mail may cause. */
	spend(key: string, points: number, seconds: number): Promise<Result<true>>;
}

export interface IdentityRepository extends ProposalQueries {
	/** The person of an account with grants and seats in force now; undefined when disabled or unknown. */
	loadPerson(accountId: string): Promise<Person | undefined>;
	findAccountByEmail(email: string): Promise<AccountRow | undefined>;
	findAccount(id: string): Promise<AccountRow | undefined>;
	findPerson(id: string): Promise<PersonDetail | undefined>;
	/** Locks the person's row: grants of one person change one after the other. */
	lockPerson(id: string): Promise<boolean>;
	createPerson(row: NewPerson): Promise<void>;
	createAccount(row: NewAccount): Promise<void>;
	updateProfile(personId: string, profile: { fullName: string; title: string; phone: string }): Promise<void>;
	setLocale(accountId: string, locale: 'vi' | 'en'): Promise<void>;
	/** Every link of the account stops working with it. */
	setPassword(accountId: string, passwordHash: string): Promise<void>;
	/** Every link that was mailed to the owner of the account stops working. */
	endLinks(accountId: string): Promise<void>;
	verifyEmail(accountId: string): Promise<void>;
	/** False when it was so already. */
	setDisabled(accountId: string, disabled: boolean): Promise<boolean>;
	/** Every session of the account, in the transaction of the change that ends them. */
	endSessions(accountId: string): Promise<void>;
	/** The sessions of the account, the last used first; ended ones may still be among them. */
	sessionsOf(accountId: string): Promise<readonly OwnSession[]>;
	/** False when it is not there any more. */
	endSession(accountId: string, ref: string): Promise<boolean>;
	/** All but the one of this token hash; how many. */
	endOtherSessions(accountId: string, idHash: string): Promise<number>;
	/** How long sessions last now, by kind. */
	sessionTerms(): Promise<readonly SessionTerm[]>;
	forgetDevices(accountId: string): Promise<void>;
	rememberDevice(accountId: string, deviceHash: string): Promise<void>;
	knowsDevice(accountId: string, deviceHash: string): Promise<boolean>;
	/** Former links of the same purpose stop working. */
	addToken(row: {
		readonly accountId: string;
		readonly purpose: TokenPurpose;
		readonly tokenHash: string;
		readonly payload?: unknown;
		readonly lifetimeSeconds: number;
	}): Promise<void>;
	/** Whether the link would work now; it stays unused. */
	findToken(tokenHash: string, purpose: TokenPurpose): Promise<{ readonly accountId: string } | undefined>;
	/** Uses a link up: of two who come at once one gets it. */
	useToken(tokenHash: string, purpose: TokenPurpose): Promise<UsedToken | undefined>;
	/** Links of other sign-ups with the same address go on working until one of them is used. */
	addSignUp(
		row: KeptSignUp & { readonly tokenHash: string; readonly lifetimeSeconds: number }
	): Promise<void>;
	/** `used` once the address has an account, whichever link made it; undefined when unknown or over. */
	findSignUp(tokenHash: string): Promise<(KeptSignUp & { readonly state: 'works' | 'used' }) | undefined>;
	/** Uses the link up, with all others for the address: of several at once one gets it. */
	useSignUp(tokenHash: string): Promise<KeptSignUp | undefined>;
	grantsOf(personId: string): Promise<readonly GrantRow[]>;
	addGrant(grant: NewGrant): Promise<string>;
	/** Person ids of the administrators now, of open accounts. */
	administrators(): Promise<readonly string[]>;
	/** Person ids of the administrators now, of open accounts; their grants and accounts stay as they are until the end. */
	lockAdministrators(): Promise<readonly string[]>;
	/** Ends a grant now; undefined when it is not there or over already. */
	endGrant(
		grantId: string,
		personId: string
	): Promise<{ readonly role: Role; readonly scope: GrantScope } | undefined>;
	listPeople(filter: {
		readonly search: string;
		readonly role?: Role;
		readonly sort: 'name' | 'newest';
		readonly page: number;
		readonly size: number;
	}): Promise<{ readonly rows: readonly PersonRow[]; readonly total: number }>;
	/** Open accounts that the demonstration made, the first made first, with the roles and seats that they hold now. */
	demonstrationAccounts(): Promise<readonly { readonly email: string; readonly roles: readonly string[] }[]>;
	/**
	 * Whether the owner of this address holds a staff role or a seat, now or later, in an account that the demonstration
	 * did not make.
	 */
	worksForOffice(email: string): Promise<boolean>;
	/** By the id of the person or of the account, whichever is asked with; both are in the answer. */
	namesOf(personOrAccountIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/** Sessions, links, devices and counters past their time; how many rows went. */
	purgeExpired(): Promise<number>;
}

/** A session as its owner sees it. */
export interface OwnSession {
	readonly ref: string;
	readonly idHash: string;
	readonly browser: string;
	readonly system: string;
	readonly network: string;
	readonly startedAt: Date;
	readonly seenAt: Date;
}

/** Rows of the session table, by the SHA-256 of the token. */
export interface SessionStore {
	find(idHash: string): Promise<
		| {
				readonly accountId: string;
				readonly person: Person | undefined;
				readonly strength: SessionStrength;
				readonly startedAt: Date;
				readonly seenAt: Date;
				/** By the clock of the database, as all of these. */
				readonly now: Date;
				readonly terms: readonly SessionTerm[];
		  }
		| undefined
	>;
	/** Begins now; the account keeps a bounded number, the longest unused end first. */
	insert(row: {
		readonly idHash: string;
		readonly accountId: string;
		readonly browser?: Browser;
		readonly strength: SessionStrength;
	}): Promise<{
		readonly person: Person | undefined;
		readonly terms: readonly SessionTerm[];
	}>;
	/** Used now. */
	touch(idHash: string, browser?: Browser): Promise<void>;
	remove(idHash: string): Promise<void>;
	removeAllOf(accountId: string): Promise<void>;
}
