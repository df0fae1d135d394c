import { answerProblems } from '#lib/domain/privacy/data-requests.ts';
import type { DataOutcome } from '#lib/domain/privacy/data-requests.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { dataRequestAnswered } from '../mail/letters/privacy.ts';
import { personToTell } from '../mail/readers.ts';
import { tell } from '../mail/tell.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/**
 * Tells a person what was done about a request. Refuses `data_request_incomplete` with those of `answerProblems`,
 * `already_done` (also where another answered meanwhile), `not_found`.
 */
export async function answerDataRequest(
	ctx: Context,
	input: { readonly id: string; readonly outcome: DataOutcome; readonly answer: string }
): Promise<Result<true>> {
	const about = { type: 'data_request', id: isUuid(input.id) ? input.id : '' } as const;
	return transact(ctx, 'answer_data_request', about, async ({ tx, permit, note }) => {
		const allowed = permit('privacy.answer');
		if (!allowed.ok) return allowed;
		const actor = personOf(ctx);
		if (!actor.ok) return actor;
		const request = isUuid(input.id) ? await tx.privacy.request(input.id) : undefined;
		if (request === undefined) return refuse('not_found');
		const { outcome, answer } = input;
		const causes = answerProblems(request, actor.value.personId, answer);
		if (causes.length > 0) return refuse('data_request_incomplete', { causes });
		const { personId } = actor.value;
		if (!(await tx.privacy.answer(request.id, personId, { outcome, answer }))) return refuse('already_done');
		await tell(ctx, tx, {
			to: await personToTell(tx, request.personId),
			key: `data-answer:${request.id}`,
			letter: dataRequestAnswered({ kind: request.kind, outcome, answer, path: '/tai-khoan/du-lieu' })
		});
		note({ before: { kind: request.kind, dueAt: request.dueAt.toISOString() }, after: { outcome } });
		return ok(true);
	});
}
