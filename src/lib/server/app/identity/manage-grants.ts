import type { GrantInput } from '#lib/contracts/identity/people.ts';
import { STAFF_ROLES } from '#lib/domain/access/actor.ts';
import type { GrantScope, Role } from '#lib/domain/access/actor.ts';
import { excludedBy } from '#lib/domain/access/role-exclusions.ts';
import { addDays, parseCalendarDate, startOfVietnamDay, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { collect, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { GrantRow } from './ports.ts';

interface Term {
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
async function stillAdministrator(tx: Tx, personId: string): Promise<Result<true>> {
	const administrators = await tx.identity.lockAdministrators();
	return administrators.includes(personId) ? ok(true) : refuse('not_found');
}

/**
 * Gives a person a staff role. All sessions of the person end: a new right begins with a new session.
 * Refusals: `not_found`, `grant_to_oneself`, `role_unknown`, `programme_unknown`, `grant_exists`, `roles_exclude`, `date_…`,
 * `grant_term_empty`.
 */
export async function grantRole(
	ctx: Context,
	input: GrantInput & { readonly personId: string }
): Promise<Result<{ grantId: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId } = input;
	return transact(ctx, 'grant_role', { type: 'person', id: personId }, async ({ tx, permit, note }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		const still = await stillAdministrator(tx, actor.value.personId);
		if (!still.ok) return still;
		const role = STAFF_ROLES.find((known) => known === input.role);
		if (role === undefined) return refuse('role_unknown', { field: 'role' });
		if (personId === actor.value.personId) return refuse('grant_to_oneself');
		const person = (await tx.identity.lockPerson(personId))
			? await tx.identity.findPerson(personId)
			: undefined;
		if (person === undefined) return refuse('not_found');
		const scope = await scopeOfGrant(tx, input.programme);
		if (!scope.ok) return scope;
		const term = readTerm(input, await tx.clock.now());
		if (!term.ok) return term;
		const held = await tx.identity.grantsOf(personId);
		if (held.some((grant) => overlaps(grant, role, scope.value, term.value)))
			return refuse('grant_exists', { field: 'role' });
		const beside = held.filter((grant) => meets(grant, term.value)).map((grant) => grant.role);
		const excluded = excludedBy(role, beside, vietnamDateOf(term.value.validFrom));
		if (excluded !== undefined)
			return refuse('roles_exclude', { field: 'role', params: { role, held: excluded } });
		const grantId = await tx.identity.addGrant({
			personId,
			role,
			scope: scope.value,
			...term.value,
			grantedBy: actor.value.personId
		});
		if (person.account !== undefined) await tx.identity.endSessions(person.account.id);
		note({ after: { grantId, role, scope: scope.value, ...term.value } });
		return ok({ grantId });
	});
}

/** Ends a staff role now. Refusals: `not_found`, `own_account` (an administrator stays one until another ends it). */
export async function revokeRole(
	ctx: Context,
	input: { readonly personId: string; readonly grantId: string }
): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId, grantId } = input;
	return transact(ctx, 'revoke_role', { type: 'person', id: personId }, async ({ tx, permit, note }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		if (personId === actor.value.personId) return refuse('own_account');
		const still = await stillAdministrator(tx, actor.value.personId);
		if (!still.ok) return still;
		const held = (await tx.identity.grantsOf(personId)).find(({ id }) => id === grantId);
		// Members of an organisation are its representative's affair.
		if (held === undefined || held.scope.type === 'organisation') return refuse('not_found');
		const ended = await tx.identity.endGrant(grantId, personId);
		if (ended === undefined) return refuse('already_done');
		const person = await tx.identity.findPerson(personId);
		if (person?.account !== undefined) await tx.identity.endSessions(person.account.id);
		note({ before: { grantId, ...ended } });
		return ok(true);
	});
}

/** Closes or opens an account; closing ends its sessions and links. Refusals: `not_found`, `own_account`, `already_done`. */
export async function setAccountDisabled(
	ctx: Context,
	input: { readonly personId: string; readonly disabled: boolean }
): Promise<Result<true>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId, disabled } = input;
	const verb = disabled ? 'disable_account' : 'enable_account';
	return transact(ctx, verb, { type: 'person', id: personId }, async ({ tx, permit }) => {
		const allowed = permit('person.manage');
		if (!allowed.ok) return allowed;
		if (personId === actor.value.personId) return refuse('own_account');
		const still = await stillAdministrator(tx, actor.value.personId);
		if (!still.ok) return still;
		const person = await tx.identity.findPerson(personId);
		if (person?.account === undefined) return refuse('not_found');
		const changed = await tx.identity.setDisabled(person.account.id, disabled);
		if (!changed) return refuse('already_done');
		if (disabled) {
			await tx.identity.endSessions(person.account.id);
			await tx.identity.endLinks(person.account.id);
		}
		return ok(true);
	});
}
