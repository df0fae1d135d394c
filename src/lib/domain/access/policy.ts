/**
 * THE permission table. Page, list, detail, file, export, search and API ask it alike.
 * A row says who may; exclusions say who may not even so. Permission is the union of grants and seats
 * minus the exclusions. Anything without a row is refused.
 */
import { isTied } from './actor.ts';
import type { Actor, Person, Role } from './actor.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';

type Who =
	| { readonly kind: 'anyone' }
	| { readonly kind: 'signed_in' }
	/** A grant of one of the roles whose scope covers the subject. */
	| { readonly kind: 'role'; readonly roles: readonly Role[] }
	/** A seat in the subject's council, or in a council of its call where it names none. */
	| { readonly kind: 'seat'; readonly roles: readonly CouncilRole[] };

interface Row {
	readonly who: readonly Who[];
	/** A person tied to the subject's organisation is refused (own organisation). */
	readonly notTied?: boolean;
	/** Whoever holds one of these roles is refused, whatever else would permit. */
	readonly never?: readonly Role[];
	/**
	 * What a password alone does not do. `session`: whoever acts by a role came in with a second factor; `each_time`: the
	 * factor is asked again, with what is decided. Reading asks for neither. A role with either in one row must enrol one.
	 */
	readonly factor?: FactorRule;
}

export type FactorRule = 'session' | 'each_time';

const anyone: Who = { kind: 'anyone' };
const signedIn: Who = { kind: 'signed_in' };
const role = (...roles: Role[]): Who => ({ kind: 'role', roles });
const seat = (...roles: CouncilRole[]): Who => ({ kind: 'seat', roles });

const applicant = role('representative', 'editor');
const officer = role('measurement_officer', 'science_officer');
const enterpriseOfficer = role('enterprise_officer');
const finance = role('finance_officer', 'finance_head');
const readsAll = role('auditor');
const votingSeats: readonly CouncilRole[] = [
	'chair',
	'vice_chair',
	'reviewer',
	'scientific_secretary',
	'member'
];
const voting = seat(...votingSeats);
const anySeat = seat(...votingSeats, 'administrative_secretary');
const secretaries = seat('scientific_secretary', 'administrative_secretary');

export const POLICY = {
	// Public
	'public.read': { who: [anyone] },
	'account.enter': { who: [anyone] },
	'account.own': { who: [signedIn] },
	/** One's own second factors; what confirms a change of them is asked for where it is made. */
	'account.secure': { who: [signedIn] },
	'tasks.read': { who: [signedIn] },

	// Organisations
	// An auditor changes nothing, and who audits the office does not apply to it.
	'organisation.create': { who: [signedIn], never: ['auditor'] },
	'organisation.edit': { who: [role('representative')] },
	'organisation.members': { who: [role('representative')] },
	/** A paper that proves it comes from its people, or is scanned at the counter. */
	'organisation.add_paper': { who: [role('representative'), enterpriseOfficer] },
	'organisation.read_paper': { who: [applicant, enterpriseOfficer, readsAll] },
	/** Claims and what was ruled on them: an organisation is unproved until the office rules. */
	'organisation.review': { who: [enterpriseOfficer, officer, role('director'), readsAll] },
	'organisation.rule': { who: [enterpriseOfficer], notTied: true },
	/** An invitation is answered by whoever reads the letters of its address, and nobody else. */
	'invitation.answer': { who: [signedIn], never: ['auditor'] },

	// Ties that appeared after their person began to judge or to act
	'tie.read': { who: [role('director'), readsAll, seat('chair', 'vice_chair')] },
	'tie.rule': { who: [role('director'), seat('chair', 'vice_chair')], factor: 'session' },

	// Applications
	'application.create': { who: [applicant] },
	'application.read_own': { who: [applicant] },
	'application.edit': { who: [applicant] },
	/** Forms to sign, from the working copy. */
	'application.print': { who: [applicant] },
	'application.submit': { who: [role('representative')] },
	'application.withdraw': { who: [role('representative')] },
	'application.read': { who: [officer, finance, role('director'), readsAll] },
	/** The first door of uploads; the subject's own action is asked for each file. */
	'document.add': { who: [applicant, officer] },
	'document.read': { who: [applicant, officer, finance, role('director'), anySeat, readsAll] },

	// Office
	'call.read_staff': { who: [officer, finance, role('director'), readsAll] },
	'call.manage': { who: [officer] },
	'definition.read': { who: [officer, role('director', 'administrator'), readsAll] },
	'call.give_window': { who: [officer], notTied: true },
	'call.open_dossiers': { who: [officer], notTied: true },
	'application.check_validity': { who: [officer], notTied: true },
	'application.survey': { who: [officer], notTied: true },
	'proposal.decide': { who: [role('science_officer')], notTied: true },
	'council.manage': { who: [officer] },
	'council.read': { who: [officer, role('director'), readsAll, anySeat] },

	// Committee
	'council.sit': { who: [anySeat] },
	'conflict.declare': { who: [anySeat] },
	'conflict.rule': { who: [seat('chair', 'vice_chair')] },
	'dossier.read': { who: [anySeat], notTied: true },
	'sheet.score': { who: [voting], notTied: true },
	'session.read': { who: [anySeat, officer, role('director'), readsAll] },
	/** Who gave which ballot, after the closing (secret until then), and what the members declared (TT 20/2023). */
	'ballot.read': { who: [seat('chair'), secretaries, readsAll] },
	'declaration.read': { who: [seat('chair'), secretaries, readsAll] },
	'session.run': { who: [secretaries, seat('chair')] },
	'session.close': { who: [seat('chair', 'vice_chair')] },

	// Selection
	'selection.read': {
		who: [
			officer,
			finance,
			role('director'),
			readsAll,
			seat('chair', 'scientific_secretary', 'administrative_secretary')
		]
	},
	'selection.prepare': { who: [officer] },
	'selection.close': { who: [role('director')], factor: 'session' },
	/** It gives promised money back to its source, and lets others be promised it. */
	'selection.amend': { who: [officer], notTied: true, factor: 'each_time' },

	// Money
	'budget.read': { who: [finance, role('director'), officer, readsAll] },
	'budget.appraise': { who: [role('finance_officer')], notTied: true, factor: 'session' },
	/** The first signature: these figures are put forward. */
	'budget.prepare': { who: [role('finance_officer')], notTied: true, factor: 'each_time' },
	'budget.verify': { who: [role('finance_head')], notTied: true, factor: 'each_time' },
	/** A checking step of a chain: the head of finance's, or that of the unit whose officer the chain names. */
	'budget.countersign': { who: [role('finance_head'), officer], notTied: true, factor: 'each_time' },
	'budget.approve': { who: [role('director')], notTied: true, factor: 'each_time' },
	/** Whose signature is due gives it back; the step that is due is asked beside. */
	'budget.give_back': { who: [role('finance_head', 'director'), officer], notTied: true, factor: 'session' },
	/** Whose act on a proposal to give no money is due declines it. */
	'budget.decline_rejection': { who: [role('finance_head', 'director')], notTied: true, factor: 'session' },
	/** Chains of signatures come with the portal's data; nobody changes one in the browser. */
	'chain.store': { who: [] },
	'fund.read': { who: [finance, role('director'), readsAll] },
	/** A source without money. */
	'fund.create': { who: [role('finance_head')], factor: 'session' },
	'fund.allocate': { who: [role('finance_head')], factor: 'each_time' },

	// Results and records
	'result.issue': { who: [role('director')], factor: 'session' },
	'result.read': { who: [officer, finance, role('director'), readsAll] },
	/** The door of a record's page and of its paper: a published one is everybody's. */
	'record.find': { who: [anyone] },
	/** Records that are not published; which of them a seat reads is asked for each. */
	'record.open': { who: [applicant, officer, finance, role('director'), readsAll, anySeat] },
	'record.read': {
		who: [applicant, officer, finance, role('director'), readsAll, secretaries, seat('chair')]
	},

	/** Minutes of a council's session: the office by programme; of a seat, whether it was in that session is asked beside. */
	'minutes.read': { who: [officer, finance, role('director'), readsAll] },
	'minutes.read_seat': { who: [anySeat] },

	// Administration
	'person.manage': { who: [role('administrator')], factor: 'session' },
	/** Gives a role, proposes one, or puts a proposed one in force. */
	'grant.give': { who: [role('administrator')], factor: 'each_time' },
	/** Takes away the second factors of somebody who lost them, with another administrator. */
	'factor.recover': { who: [role('administrator')], factor: 'each_time' },
	'person.invite': { who: [officer, role('administrator')] },
	/** Holidays and exchanged days, from which terms of working days are reckoned. */
	'calendar.read': { who: [role('administrator'), readsAll] },
	'calendar.manage': { who: [role('administrator')], factor: 'session' },
	/** What is missing before the portal opens, and what is not right while it runs. */
	'operations.read': { who: [role('administrator')] },
	/** Letterhead, units and their heads, as rows from a day on. */
	'office.read': { who: [role('administrator'), readsAll] },
	'office.manage': { who: [role('administrator')], factor: 'session' },
	/** Rules by which people are reminded of deadlines. */
	'reminders.read': { who: [role('administrator'), readsAll] },
	'reminders.manage': { who: [role('administrator')], factor: 'session' },
	/** What people ask about their own data, and what got out. */
	'privacy.read': { who: [role('administrator'), readsAll] },
	'privacy.answer': { who: [role('administrator')], factor: 'session' },
	/** Words of the letters that the portal sends. */
	'letters.amend': { who: [role('administrator')], factor: 'session' },
	'mail.read': { who: [role('administrator')] },
	'storage.read': { who: [role('administrator')] },
	'audit.read': { who: [role('auditor', 'administrator')] },
	/** What is read goes out of the portal with its proof; the export leaves an entry of its own. */
	'audit.export': { who: [role('auditor', 'administrator')] },
	/** Takes personal data out of an entry; the entry stays. */
	'audit.erase': { who: [role('administrator')], factor: 'session' },
	'design.read': { who: [role('administrator', 'auditor')] }
} as const satisfies Record<string, Row>;

export type Action = keyof typeof POLICY;

/** What an action is about, as far as scopes need to know. Absent: the action in general (a list, a menu). */
export interface Subject {
	readonly organisationId?: string;
	readonly programme?: string;
	readonly callId?: string;
	/** Of a call with two councils, a seat in one opens nothing of the other. */
	readonly councilId?: string;
	/**
	 * The dossier is sealed (domain/intake/sealed.ts), or the subject tells of one that is. Then only its own
	 * organisation's people are permitted: no grant of the office and no seat reaches it.
	 */
	readonly sealed?: boolean;
}

/** The grant or seat that gave the permission, for the audit trail ("role/scope"). */
export interface Permission {
	readonly grantUsed: string;
}

/**
 * May the actor do this to that? Refuses with `not_found` for everything a person may not know of:
 * "exists but not yours" and "does not exist" answer alike. Visitors get `sign_in_needed`,
 * own-organisation exclusions `tied_to_applicant`.
 */
export function can(actor: Actor, action: Action, subject: Subject = {}): Result<Permission> {
	const row: Row = POLICY[action];
	if (actor.kind === 'system') return ok({ grantUsed: 'system' });
	if (row.who.some((who) => who.kind === 'anyone')) return ok({ grantUsed: 'anyone' });
	if (actor.kind === 'visitor') return refuse('sign_in_needed');
	const used = row.who.map((who) => usedBy(actor, who, subject)).find((found) => found !== undefined);
	if (used === undefined) return refuse('not_found');
	if (actor.grants.some(({ role: held }) => row.never?.includes(held) === true)) return refuse('not_found');
	if (
		row.notTied === true &&
		subject.organisationId !== undefined &&
		isTied(actor, subject.organisationId, subject.callId)
	) {
		return refuse('tied_to_applicant');
	}
	return ok({ grantUsed: used });
}

function usedBy(person: Person, who: Who, subject: Subject): string | undefined {
	if (who.kind === 'anyone' || who.kind === 'signed_in') return who.kind;
	if (who.kind === 'seat') {
		if (subject.sealed === true) return undefined;
		const held = person.seats.find(
			(candidate) =>
				who.roles.includes(candidate.role) &&
				(subject.callId === undefined || subject.callId === candidate.callId) &&
				(subject.councilId === undefined || subject.councilId === candidate.councilId)
		);
		return held === undefined ? undefined : `${held.role}/council:${held.councilId}`;
	}
	const grant = person.grants.find(({ role: held, scope }) => {
		if (!who.roles.includes(held)) return false;
		if (subject.sealed === true && scope.type !== 'organisation') return false;
		if (scope.type === 'all') return true;
		if (scope.type === 'organisation')
			return subject.organisationId === undefined || subject.organisationId === scope.id;
		return subject.programme === undefined || subject.programme === scope.id;
	});
	return grant === undefined
		? undefined
		: `${grant.role}/${grant.scope.type}${'id' in grant.scope ? `:${grant.scope.id}` : ''}`;
}

/** What the action asks for beside the password; undefined: nothing. */
export function factorOf(action: Action): FactorRule | undefined {
	const row: Row = POLICY[action];
	return row.factor;
}

/** Roles whose grant permits the action. */
export function rolesWith(action: Action): readonly Role[] {
	const row: Row = POLICY[action];
	return row.who.flatMap((who) => (who.kind === 'role' ? who.roles : []));
}

/** What a list may show: everything, or the rows of these organisations, programmes and calls (any of them). */
export interface Scope {
	readonly all: boolean;
	readonly organisationIds: readonly string[];
	readonly programmes: readonly string[];
	readonly callIds: readonly string[];
}

/** The rows of an action that an actor may see, for the query of a list: filtered by scope, never by hiding rows. */
export function scopeOf(actor: Actor, action: Action): Scope {
	const none: Scope = { all: false, organisationIds: [], programmes: [], callIds: [] };
	const row: Row = POLICY[action];
	if (actor.kind === 'system' || row.who.some((who) => who.kind === 'anyone')) return { ...none, all: true };
	if (actor.kind === 'visitor') return none;
	if (actor.grants.some(({ role: held }) => row.never?.includes(held) === true)) return none;
	const roles = row.who.flatMap((who) => (who.kind === 'role' ? who.roles : []));
	const seats = row.who.flatMap((who) => (who.kind === 'seat' ? who.roles : []));
	const grants = actor.grants.filter((grant) => roles.includes(grant.role));
	return {
		all: grants.some(({ scope }) => scope.type === 'all'),
		organisationIds: grants.flatMap(({ scope }) => (scope.type === 'organisation' ? [scope.id] : [])),
		programmes: grants.flatMap(({ scope }) => (scope.type === 'programme' ? [scope.id] : [])),
		callIds: actor.seats.filter((held) => seats.includes(held.role)).map((held) => held.callId)
	};
}
