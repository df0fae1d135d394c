import type { Role } from '#lib/domain/access/actor.ts';
import { mayConfirmRecovery } from '#lib/domain/access/factor-recovery.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { GrantRow, PersonDetail, PersonRow } from './ports.ts';
import type { ProposalRow } from './proposal-ports.ts';

export const PEOPLE_PAGE_SIZE = 25;

export interface PeopleQuestion {
	readonly search: string;
	readonly role?: Role;
	readonly sort: 'name' | 'newest';
	readonly page: number;
}

/** People by name or address, accents ignored. */
export async function listPeople(
	ctx: Context,
	question: PeopleQuestion
): Promise<Result<{ rows: readonly PersonRow[]; total: number; proposals: number }>> {
	return ask(ctx, 'person.manage', {}, async (read) => {
		const [people, proposals] = await Promise.all([
			read.identity.listPeople({ ...question, size: PEOPLE_PAGE_SIZE }),
			read.identity.listProposals({ search: '', standing: 'waiting', page: 1, size: 1 })
		]);
		return ok({ ...people, proposals: proposals.total });
	});
}

export interface PersonPage {
	readonly person: Omit<PersonDetail, 'account'>;
	readonly account?: {
		readonly email: string;
		readonly state: 'active' | 'invited' | 'unverified' | 'disabled';
		/** When a mail server refused the address for good; null where the last message was taken. */
		readonly refusedAt: Date | null;
	};
	readonly grants: readonly (GrantRow & { readonly state: 'now' | 'later' | 'over' })[];
	/** Roles proposed for the person that wait for a second administrator. */
	readonly waiting: readonly ProposalRow[];
	readonly programmes: readonly string[];
	/** Second factors of the account, and the recovery that is under way. */
	readonly factors: number;
	readonly recovery: {
		readonly askerName: string;
		readonly askedAt: Date;
		readonly reason: string;
		readonly readyAt: Date | null;
		readonly turn: 'confirm' | 'wait';
	} | null;
	/** The administrator looks at himself: he changes nothing about his own roles. */
	readonly oneself: boolean;
}

export async function readPerson(ctx: Context, id: string): Promise<Result<PersonPage>> {
	return ask(ctx, 'person.manage', {}, async (read) => {
		const found = isUuid(id) ? await read.identity.findPerson(id) : undefined;
		if (found === undefined) return refuse('not_found');
		const { account, ...person } = found;
		const [now, grants, proposals, definitions, refusedAt] = await Promise.all([
			read.clock.now(),
			read.identity.grantsOf(id),
			read.identity.listProposals({ search: '', standing: 'waiting', personId: id, page: 1, size: 20 }),
			read.definitions.list(),
			account === undefined ? undefined : read.mail.refusedAt(account.email)
		]);
		const me = ctx.actor.kind === 'person' ? ctx.actor.personId : '';
		const factors = account === undefined ? 0 : (await read.factors.ofAccount(account.id)).length;
		const open = await read.factors.openRecovery(id);
		const may = open && mayConfirmRecovery(open, me, await read.identity.administrators());
		return ok({
			person,
			factors,
			recovery: open === undefined ? null : { ...open, turn: may?.ok === true ? 'confirm' : 'wait' },
			...(account === undefined
				? {}
				: {
						account: { email: account.email, state: stateOf(account), refusedAt: refusedAt ?? null }
					}),
			grants: grants.map((grant) => ({ ...grant, state: termState(grant, now) })),
			waiting: proposals.rows,
			programmes: [...new Set(definitions.map(({ key }) => key))].sort(),
			oneself: ctx.actor.kind === 'person' && ctx.actor.personId === id
		});
	});
}

function stateOf(
	account: NonNullable<PersonDetail['account']>
): 'active' | 'invited' | 'unverified' | 'disabled' {
	if (account.disabledAt !== null) return 'disabled';
	if (account.passwordHash === '') return 'invited';
	return account.emailVerifiedAt === null ? 'unverified' : 'active';
}

function termState({ validFrom, validTo }: GrantRow, now: Date): 'now' | 'later' | 'over' {
	if (validTo !== null && validTo <= now) return 'over';
	return validFrom > now ? 'later' : 'now';
}
