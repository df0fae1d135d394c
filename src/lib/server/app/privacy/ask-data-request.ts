import { answerDue, requestProblems } from '#lib/domain/privacy/data-requests.ts';
import type { DataRequestKind } from '#lib/domain/privacy/data-requests.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { dataRequestAsked } from '../mail/letters/privacy.ts';
import { tell } from '../mail/tell.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/**
 * A person asks something about the own data; the office has the days of the term. Refuses `data_request_incomplete`
 * with `data_words_missing`, `text_too_long`, `data_requests_many`.
 */
export async function askDataRequest(
	ctx: Context,
	input: { readonly kind: DataRequestKind; readonly words: string }
): Promise<Result<{ readonly id: string }>> {
	const actor = personOf(ctx);
	if (!actor.ok) return actor;
	const { personId, name } = actor.value;
	const id = ctx.app.ids.v7();
	return transact(ctx, 'ask_data_request', { type: 'data_request', id }, async ({ tx, permit, note }) => {
		const allowed = permit('account.own');
		if (!allowed.ok) return allowed;
		await tx.privacy.holdPerson(personId);
		const own = await tx.privacy.ofPerson(personId);
		const waiting = own.filter(({ answeredAt }) => answeredAt === null).length;
		const causes = requestProblems(input.words, waiting);
		if (causes.length > 0) return refuse('data_request_incomplete', { causes });
		const askedAt = await tx.clock.now();
		const dueAt = answerDue(askedAt, await tx.privacy.term());
		await tx.privacy.addRequest({ id, personId, ...input, askedAt, dueAt });
		await tell(ctx, tx, {
			to: await tx.identity.readersOfRoles(['administrator']),
			key: `data-request:${id}`,
			letter: dataRequestAsked({
				person: name,
				kind: input.kind,
				dueAt,
				path: `/quan-tri/du-lieu-ca-nhan/${id}`
			})
		});
		note({ after: { kind: input.kind, dueAt: dueAt.toISOString() } });
		return ok({ id });
	});
}
