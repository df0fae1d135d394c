import { flowOf } from '#lib/domain/flow/flow.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { codeProblem, draftProblems } from './call-draft.ts';
import type { CallDraft } from './ports.ts';

export interface CreateCallInput {
	/** Key of the programme; its latest definition is taken. */
	readonly programme: string;
	/** `MAP-2`: capital letters, digits and dashes. */
	readonly code: string;
	readonly draft: CallDraft;
}

/** A new draft of a call. A programme with one variant gets its only lot with it. */
export async function createCall(
	ctx: Context,
	input: CreateCallInput
): Promise<Result<{ readonly id: string; readonly code: string }>> {
	return transact(ctx, 'create_call', { type: 'call', id: '' }, async ({ tx, permit, note }) => {
		const allowed = permit('call.manage', { programme: input.programme });
		if (!allowed.ok) return allowed;
		const malformed = codeProblem(input.code, 'code');
		if (malformed !== undefined) return { ok: false, refusal: malformed };
		if ((await tx.calls.findByCode(input.code)) !== undefined)
			return refuse('call_code_taken', { field: 'code' });
		const definition = await tx.definitions.latest(input.programme);
		if (definition === undefined) return refuse('programme_unknown', { field: 'programme' });
		const problems = draftProblems(input.draft);
		if (problems.length > 0) return refuse('call_incomplete', { causes: problems });
		const id = ctx.app.ids.v7();
		await tx.calls.insert({
			id,
			code: input.code,
			definitionId: definition.id,
			programme: definition.key,
			draft: input.draft
		});
		const only = definition.document.variants[0];
		if (!flowOf(definition.document).listsTasks && only !== undefined) {
			await tx.calls.addLot(id, {
				id: ctx.app.ids.v7(),
				code: input.code,
				title: input.draft.title,
				variant: only.key,
				proposerId: null,
				proposalApplicationId: null,
				objectives: '',
				expectedProducts: ''
			});
		}
		note({ objectId: id, after: { code: input.code, ...input.draft } });
		return ok({ id, code: input.code });
	});
}
