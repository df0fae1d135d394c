import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { collapse } from '#lib/domain/shared/vietnamese-text.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** Longest name of a council and longest number of its decision, characters. */
const NAME_LIMIT = 300;
const DECISION_LIMIT = 60;

/**
 * Starts a council for a call that is published or opened; one at a time at each stage. An empty name takes the one that the
 * definition gives. Refuses `council_exists`, `state_forbids`, `text_too_long` {max}, `not_found`.
 */
export async function createCouncil(
	ctx: Context,
	input: {
		readonly callCode: string;
		/** Absent: the council that decides. */
		readonly stage?: string | undefined;
		readonly name: string;
		readonly decisionNo: string;
	}
): Promise<Result<{ readonly councilId: string }>> {
	return transact(ctx, 'create_council', { type: 'council', id: '' }, async ({ tx, permit, note }) => {
		const call = await tx.calls.findByCode(input.callCode);
		if (call === undefined) return refuse('not_found');
		const allowed = permit('council.manage', { programme: call.programme, callId: call.id });
		if (!allowed.ok) return allowed;
		const definition = await tx.definitions.find(call.definitionId);
		if (definition === undefined) throw new Error(`call ${call.code} has no definition`);
		const { councils } = flowOf(definition.document);
		if (councils.length === 0 || (call.state !== 'published' && call.state !== 'opened')) {
			return refuse('state_forbids', { params: { state: call.state, event: 'create_council' } });
		}
		const sits = councils.find(({ stage }) => stage === (input.stage ?? DECIDING));
		if (sits === undefined) return refuse('not_found');
		const given = collapse(input.name);
		const name = given === '' ? (sits.name?.vi ?? call.title.vi) : given;
		const decisionNo = collapse(input.decisionNo);
		if ([...name].length > NAME_LIMIT) {
			return refuse('text_too_long', { field: 'name', params: { max: String(NAME_LIMIT) } });
		}
		if ([...decisionNo].length > DECISION_LIMIT) {
			return refuse('text_too_long', { field: 'decisionNo', params: { max: String(DECISION_LIMIT) } });
		}
		// Two officers may press at once: the second one waits here and then sees the council of the first.
		await tx.intake.lockCall(call.id, 'update');
		const others = await tx.councils.ofCall(call.id);
		if (others.some(({ state, stage }) => state !== 'dissolved' && stage === sits.stage))
			return refuse('council_exists');

		const councilId = ctx.app.ids.v7();
		await tx.councils.insert({
			id: councilId,
			callId: call.id,
			stage: sits.stage,
			name,
			decisionNo,
			createdAt: await tx.clock.now()
		});
		note({ objectId: councilId, after: { callCode: call.code, stage: sits.stage, name, decisionNo } });
		return ok({ councilId });
	});
}
