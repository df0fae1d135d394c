import type { OrganisationProfile } from '#lib/contracts/organisations/organisation.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { StartedSession } from '../identity/ports.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { foundOrganisation } from '../steps/organisations/found-organisation.ts';

/** What the page needs to give the browser a new session: the right to act for an organisation is new. */
export interface Founded {
	readonly id: string;
	/** Something stands under the same code; the office compares. */
	readonly beside: boolean;
	readonly session: StartedSession;
}

/** Claims of one person within a day: a group of companies has room. */
const CLAIMS_A_DAY = 20;

/**
 * Registers an organisation; whoever does becomes its representative, unproved until the office rules. Refuses
 * `claim_exists`, `too_many_attempts`.
 */
export async function createOrganisation(ctx: Context, input: OrganisationProfile): Promise<Result<Founded>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId, accountId } = actor.value;
	const room = await ctx.app.attempts.spend(`claim-by:${personId}`, CLAIMS_A_DAY, 86_400);
	if (!room.ok) return room;
	const made = await transact(
		ctx,
		'create_organisation',
		{ type: 'organisation', id: '' },
		async ({ tx, permit, note }) => {
			const allowed = permit('organisation.create');
			if (!allowed.ok) return allowed;
			const founded = await foundOrganisation(ctx, tx, personId, input);
			if (!founded.ok) return founded;
			await tx.identity.endSessions(accountId);
			note({ objectId: founded.value.id, after: { ...input, ...founded.value } });
			return founded;
		}
	);
	if (!made.ok) return made;
	return ok({ ...made.value, session: await ctx.app.sessions.create(accountId, ctx.browser) });
}
