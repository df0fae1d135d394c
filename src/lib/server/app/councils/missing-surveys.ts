import { flowOf } from '#lib/domain/flow/flow.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** Codes of valid dossiers without finished minutes of a survey; none where the programme makes no surveys. Refuses `not_found`. */
export async function missingSurveys(ctx: Context, callCode: string): Promise<Result<readonly string[]>> {
	const call = await ctx.app.db.read.calls.findByCode(callCode);
	if (call === undefined) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	return ask(ctx, 'council.read', subject, async (read) => {
		const stored = await read.definitions.find(call.definitionId);
		if (stored === undefined) throw new Error(`call ${call.code} has no definition`);
		return ok(flowOf(stored.document).surveys ? await read.intake.unsurveyed(call.id) : []);
	});
}
