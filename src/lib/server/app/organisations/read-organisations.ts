import { stateForInviter } from '#lib/domain/access/late-ties.ts';
import { scopeOf } from '#lib/domain/access/policy.ts';
import type { Naming } from '#lib/domain/organisations/asked-change.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { MemberRow, OrganisationRow } from './ports.ts';
import type { AskedChange, PaperRow, RulingRow } from './standing-ports.ts';

export interface OwnOrganisation extends OrganisationRow {
	/** Representatives change the profile and the members. */
	readonly mayEdit: boolean;
	readonly papers: readonly PaperRow[];
	/** Why the office did not confirm it; '' unless it was refused. */
	readonly refusedFor: string;
	/** A name or a representative that waits for the office. */
	readonly change: AskedChange | null;
	/** Why the office did not accept the last change; '' where it did, or one waits. */
	readonly changeRefusedFor: string;
	/** The last change, where the office accepted it within a month and none waits. */
	readonly changeAccepted: AcceptedChange | null;
}

/** What the office accepted, with what it rests on. */
export interface AcceptedChange {
	readonly before: Naming;
	readonly after: Naming;
	readonly reason: string;
	readonly ruledAt: Date;
}

/** As long as a refused claim stays on the list of who made it. */
const ACCEPTED_SHOWN_MS = 30 * 86_400_000;

function namingOf(identity: Readonly<Record<string, string>> | null): Naming {
	return {
		name: identity?.['name'] ?? '',
		repName: identity?.['repName'] ?? '',
		repTitle: identity?.['repTitle'] ?? ''
	};
}

/** How the office ruled on the last change that this organisation asked for. */
function lastRuled(rulings: readonly RulingRow[], id: string, now: Date) {
	// Rulings on what was merged into it speak of another name.
	const ruled = rulings.find(
		({ kind, organisationId }) => organisationId === id && (kind === 'changed' || kind === 'change_refused')
	);
	if (ruled === undefined) return { changeRefusedFor: '', changeAccepted: null };
	const { before, after, reason, ruledAt } = ruled;
	if (ruled.kind === 'change_refused') return { changeRefusedFor: reason, changeAccepted: null };
	const shown = now.getTime() - ruledAt.getTime() < ACCEPTED_SHOWN_MS;
	const changeAccepted = shown ? { before: namingOf(before), after: namingOf(after), reason, ruledAt } : null;
	return { changeRefusedFor: '', changeAccepted };
}

/** The organisations that the person acts for. */
export async function listOwnOrganisations(ctx: Context): Promise<Result<readonly OwnOrganisation[]>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	return ask(ctx, 'account.own', {}, async (read) => {
		const mine = actor.value.grants.flatMap(({ scope }) => (scope.type === 'organisation' ? [scope.id] : []));
		const editable = new Set(scopeOf(ctx.actor, 'organisation.edit').organisationIds);
		const rows = await read.organisations.listByIds([...new Set(mine)]);
		const now = await read.clock.now();
		return ok(
			await Promise.all(
				rows.map(async (row) => {
					const change = (await read.standings.waitingChange(row.id)) ?? null;
					const rulings = await read.standings.rulingsOf(row.id);
					const refusal = rulings.find(({ kind }) => kind === 'refused');
					const ruled =
						change === null
							? lastRuled(rulings, row.id, now)
							: { changeRefusedFor: '', changeAccepted: null };
					return {
						...row,
						mayEdit: editable.has(row.id),
						papers: await read.standings.papersOf(row.id),
						refusedFor: row.standing === 'refused' ? (refusal?.reason ?? '') : '',
						change,
						...ruled
					};
				})
			)
		);
	});
}

/** An invitation as the organisation sees it. */
export interface SentInvitation {
	readonly id: string;
	readonly email: string;
	readonly role: 'representative' | 'editor';
	readonly invitedAt: Date;
	readonly expiresAt: Date;
	readonly state: ReturnType<typeof stateForInviter>;
}

export interface Members {
	readonly organisation: { readonly id: string; readonly name: string };
	readonly members: readonly MemberRow[];
	/** Open ones and those of the last month. */
	readonly invitations: readonly SentInvitation[];
}

/** More invitations than these nobody has open within a month: they are limited by the day. */
const INVITATIONS_SHOWN = 60;

/** Members and invitations of the organisations whose representative asks. */
export async function listMembers(ctx: Context): Promise<Result<readonly Members[]>> {
	return ask(ctx, 'organisation.members', {}, async (read) => {
		const ids = [...new Set(scopeOf(ctx.actor, 'organisation.members').organisationIds)];
		const organisations = await read.organisations.listByIds(ids);
		if (organisations.length === 0) return refuse('not_found');
		const now = await read.clock.now();
		return ok(
			await Promise.all(
				organisations.map(async ({ id, name }) => ({
					organisation: { id, name },
					members: await read.organisations.membersOf(id),
					invitations: (await read.ties.invitationsOf(id, INVITATIONS_SHOWN)).map((row) => ({
						id: row.id,
						email: row.email,
						role: row.role,
						invitedAt: row.invitedAt,
						expiresAt: row.expiresAt,
						state: stateForInviter(row.state, row.expiresAt, now)
					}))
				}))
			)
		);
	});
}
