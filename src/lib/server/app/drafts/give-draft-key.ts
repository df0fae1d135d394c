import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';

/**
 * The key that encrypts the person's unsent words in browsers: 32 bytes, base64, the same at every sign-in, so that
 * words left on a machine can be read when their writer comes back. Made at the first question. Refuses `sign_in_needed`.
 */
export async function giveDraftKey(ctx: Context): Promise<Result<string>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { personId } = person.value;
	const known = await ctx.app.db.read.drafts.keyOf(personId);
	if (known !== undefined) return ok(known);
	const about: AuditedObject = { type: 'account', id: person.value.accountId };
	return transact(ctx, 'make_draft_key', about, async ({ tx, permit }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		const bytes = Buffer.from(ctx.app.ids.secret(), 'base64url');
		return ok(await tx.drafts.makeKey(personId, bytes.toString('base64')));
	});
}
