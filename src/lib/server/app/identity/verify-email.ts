import { z } from 'zod';
import { parseOrganisation } from '#lib/contracts/organisations/organisation.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { foundOrganisation } from '../organisations/found-organisation.ts';
import type { Tx } from '../ports.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** What became of the organisation that was typed at sign-up; `before` when the address was proved by an earlier press. */
export type OrganisationOutcome = 'none' | 'created' | 'exists' | 'before';

export interface Verified {
	readonly organisation: OrganisationOutcome;
}

const payloadShape = z.object({ organisation: z.record(z.string(), z.string()) });

/** What a link for an address is good for now: to prove it, or nothing more, since it did. Refuses `link_expired`. */
export async function readVerificationLink(ctx: Context, token: string): Promise<Result<'works' | 'done'>> {
	const { identity } = ctx.app.db.read;
	const hash = ctx.app.ids.sha256(token);
	if ((await identity.findToken(hash, 'verify_email')) !== undefined) return ok('works');
	return (await identity.provedAddress(hash)) ? ok('done') : refuse('link_expired');
}

/**
 * Proves the address, and makes the organisation that was typed at sign-up: not before, so that nobody occupies
 * a tax code from an address that is not his. A second press of the button, or of the link in the letter, finds the
 * address proved and changes nothing. Refuses `link_expired`.
 */
export async function verifyEmail(ctx: Context, token: string): Promise<Result<Verified>> {
	return transact(ctx, 'verify_email', { type: 'account', id: '' }, async ({ tx, note }) => {
		const hash = ctx.app.ids.sha256(token);
		const used = await tx.identity.useToken(hash, 'verify_email');
		const account = used === undefined ? undefined : await tx.identity.findAccount(used.accountId);
		if (used === undefined && (await tx.identity.provedAddress(hash)))
			return ok({ organisation: 'before' } as const);
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
