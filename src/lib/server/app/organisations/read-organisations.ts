import { scopeOf } from '#lib/domain/access/policy.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { MemberRow, OrganisationRow } from './ports.ts';

export interface OwnOrganisation extends OrganisationRow {
	/** Representatives change the profile and the members. */
	readonly mayEdit: boolean;
}

/** The organisations that the person acts for. */
export async function listOwnOrganisations(ctx: Context): Promise<Result<readonly OwnOrganisation[]>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	return ask(ctx, 'account.own', {}, async (read) => {
		const mine = actor.value.grants.flatMap(({ scope }) => (scope.type === 'organisation' ? [scope.id] : []));
		const editable = new Set(scopeOf(ctx.actor, 'organisation.edit').organisationIds);
		const rows = await read.organisations.listByIds([...new Set(mine)]);
		return ok(rows.map((row) => ({ ...row, mayEdit: editable.has(row.id) })));
	});
}

export interface Members {
	readonly organisation: { readonly id: string; readonly name: string };
	readonly members: readonly MemberRow[];
}

/** Members of the organisations whose representative asks. */
export async function listMembers(ctx: Context): Promise<Result<readonly Members[]>> {
	return ask(ctx, 'organisation.members', {}, async (read) => {
		const ids = [...new Set(scopeOf(ctx.actor, 'organisation.members').organisationIds)];
		const organisations = await read.organisations.listByIds(ids);
		if (organisations.length === 0) return refuse('not_found');
		const members = await Promise.all(organisations.map(({ id }) => read.organisations.membersOf(id)));
		return ok(
			organisations.map(({ id, name }, index) => ({
				organisation: { id, name },
				members: members[index] ?? []
			}))
		);
	});
}
