import type { GrantInput } from '#lib/contracts/identity/people.ts';
import { STAFF_ROLES } from '#lib/domain/access/actor.ts';
import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import { excludedBy } from '#lib/domain/access/role-exclusions.ts';
import { addDays, parseCalendarDate, startOfVietnamDay, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { collect, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import type { GrantRow, PersonDetail } from './ports.ts';

export interface Term {
	readonly validFrom: Date;
	readonly validTo: Date | null;
}

/** First and last day, both included, in Vietnam; never backdated. Refusals: `date_…`, `grant_term_empty`. */
function readTerm(input: GrantInput, now: Date): Result<Term> {
	const from: Result<Date> = input.from === '' ? ok(now) : dayStart(input.from, 'from', 0);
	const to: Result<Date | null> = input.to === '' ? ok(null) : dayStart(input.to, 'to', 1);
	if (!from.ok || !to.ok) return refuse('form_incomplete', { causes: collect([from, to]) });
	const validFrom = from.value < now ? now : from.value;
	if (to.value !== null && to.value <= validFrom) return refuse('grant_term_empty', { field: 'to' });
	return ok({ validFrom, validTo: to.value });
}

function dayStart(text: string, field: string, daysLater: number): Result<Date> {
	const date = parseCalendarDate(text, field);
	return date.ok ? ok(startOfVietnamDay(addDays(date.value, daysLater))) : date;
}

/** Whether both hold at some time. */
function meets(grant: GrantRow, term: Term): boolean {
	return (
		(grant.validTo === null || grant.validTo > term.validFrom) &&
		(term.validTo === null || grant.validFrom < term.validTo)
	);
}

function overlaps(grant: GrantRow, role: Role, scope: GrantScope, term: Term): boolean {
	const sameScope = JSON.stringify(grant.scope) === JSON.stringify(scope);
	return grant.role === role && sameScope && meets(grant, term);
}

async function scopeOfGrant(tx: Tx, programme: string): Promise<Result<GrantScope>> {
	if (programme === '') return ok({ type: 'all' });
	const known = await tx.definitions.list();
	return known.some(({ key }) => key === programme)
		? ok({ type: 'programme', id: programme })
		: refuse('programme_unknown', { field: 'programme' });
}

/**
 * What one administrator does to another waits for what the other does: whoever has ceased to be one meanwhile does
 * nothing more, so that two who end each other leave one. Refuses `not_found`.
 */
export async function stillAdministrator(tx: Tx, personId: string): Promise<Result<true>> {
	const administrators = await tx.identity.lockAdministrators();
	return administrators.includes(personId) ? ok(true) : refuse('not_found');
}

/** A role in a scope for a term, as it would be held. */
export interface WantedGrant extends Term {
	readonly role: Role;
	readonly scope: GrantScope;
}

/**
 * Whether the person may hold this beside what they hold and will hold. Refuses `grant_exists`, `roles_exclude`.
 * Ask under the lock of the person.
 */
export async function fitsBeside(tx: Tx, personId: string, wanted: WantedGrant): Promise<Result<true>> {
	const held = await tx.identity.grantsOf(personId);
	if (held.some((grant) => overlaps(grant, wanted.role, wanted.scope, wanted)))
		return refuse('grant_exists', { field: 'role' });
	const beside = held.filter((grant) => meets(grant, wanted)).map((grant) => grant.role);
	const excluded = excludedBy(wanted.role, beside, vietnamDateOf(wanted.validFrom));
	return excluded === undefined
		? ok(true)
		: refuse('roles_exclude', { field: 'role', params: { role: wanted.role, held: excluded } });
}

/**
 * What an administrator typed, checked against the person whom it is for; the person stays locked.
 * Refusals: `not_found`, `role_unknown`, `grant_to_oneself`, `programme_unknown`, `date_…`, `grant_term_empty`,
 * `grant_exists`, `roles_exclude`.
 */
export async function checkGrant(
	tx: Tx,
	administrator: string,
	input: GrantInput & { readonly personId: string }
): Promise<Result<WantedGrant & { readonly person: PersonDetail }>> {
	const still = await stillAdministrator(tx, administrator);
	if (!still.ok) return still;
	const role = STAFF_ROLES.find((known) => known === input.role);
	if (role === undefined) return refuse('role_unknown', { field: 'role' });
	if (input.personId === administrator) return refuse('grant_to_oneself');
	const person = (await tx.identity.lockPerson(input.personId))
		? await tx.identity.findPerson(input.personId)
		: undefined;
	if (person === undefined) return refuse('not_found');
	const scope = await scopeOfGrant(tx, input.programme);
	if (!scope.ok) return scope;
	const term = readTerm(input, await tx.clock.now());
	if (!term.ok) return term;
	const wanted: WantedGrant = { role, scope: scope.value, ...term.value };
	const fits = await fitsBeside(tx, input.personId, wanted);
	return fits.ok ? ok({ ...wanted, person }) : fits;
}
