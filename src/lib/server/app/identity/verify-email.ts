import { z } from 'zod';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { foundOrganisation } from '../organisations/found-organisation.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** What became of the organisation that was typed at sign-up. */
export type OrganisationOutcome = 'none' | 'created' | 'exists';

export interface Verified {
	readonly organisation: OrganisationOutcome;
}

const payloadShape = z.object({ organisation: z.record(z.string(), z.string()) });

/** Whether a link for an address would work now. Refuses `link_expired`. */
export async function readVerificationLink(ctx: Context, token: string): Promise<Result<true>> {
	const found = await ctx.app.db.read.identity.findToken(ctx.app.ids.sha256(token), 'verify_email');
	return found === undefined ? refuse('link_expired') : ok(true);
}

/**
 * Proves the address, and makes the organisation that was typed at sign-up: not before, so that nobody occupies
 * a tax code from an address that is not his. Refuses `link_expired`.
 */
export async function verifyEmail(ctx: Context, token: string): Promise<Result<Verified>> {
	return transact(ctx, 'verify_email', { type: 'account', id: '' }, async ({ tx, note }) => {
		const used = await tx.identity.useToken(ctx.app.ids.sha256(token), 'verify_email');
		const account = used === undefined ? undefined : await tx.identity.findAccount(used.accountId);
		if (used === undefined || account === undefined) return refuse('link_expired');
		await tx.identity.verifyEmail(account.id);
		const organisation = await makeOrganisation(ctx, tx, account.personId, used.payload);
		note({ objectId: account.id, after: { organisation } });
		return ok({ organisation });
	});
}

async function makeOrganisation(
	ctx: Context,
	tx: Tx,
	personId: string,
	payload: unknown
): Promise<OrganisationOutcome> {
	const typed = payloadShape.safeParse(payload);
	if (!typed.success) return 'none';
	const parsed = parseOrganisation(typed.data.organisation);
	// It was right when it was typed; a rule that changed since is met in the form of the organisation.
	if (!parsed.ok) return 'none';
	const made = await foundOrganisation(ctx, tx, personId, parsed.value);
	return made.ok ? 'created' : 'exists';
}
