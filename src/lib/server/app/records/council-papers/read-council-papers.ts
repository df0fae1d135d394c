import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { readCouncilRecord } from '../../cases/councils/council-standing.ts';
import { refuseRecused } from '../../cases/councils/recused-reader.ts';
import { ask } from '../../use-case.ts';
import type { Context } from '../../use-case.ts';

/** What the page of a council's papers offers. */
export interface CouncilPapersView {
	readonly call: { readonly code: string };
	readonly council: { readonly name: string; readonly stage: string };
	readonly lots: readonly {
		readonly lotId: string;
		readonly code: string;
		readonly title: string;
		readonly closed: boolean;
		readonly cases: readonly {
			readonly applicationId: string;
			readonly code: string;
			readonly organisation: string;
		}[];
	}[];
	/** Legal texts that these papers name and that nobody has checked against the signed text. */
	readonly unverified: readonly string[];
}

/** What can be drawn for a council; tasks that the reader is recused from are left out. Refuses `not_found`. */
export async function readCouncilPapers(
	ctx: Context,
	input: { readonly callCode: string; readonly stage?: string | undefined }
): Promise<Result<CouncilPapersView>> {
	const call = await ctx.app.db.read.calls.findByCode(input.callCode);
	if (call === undefined) return refuse('not_found');
	return ask(ctx, 'council.manage', { programme: call.programme, callId: call.id }, async (read) => {
		const council = (await read.councils.ofCall(call.id)).find(
			({ stage, state }) => stage === (input.stage ?? DECIDING) && state !== 'dissolved'
		);
		const record = council === undefined ? undefined : await readCouncilRecord(read, council.id);
		if (record === undefined) return refuse('not_found');
		const lots: CouncilPapersView['lots'][number][] = [];
		for (const { lotId, code, title, sessionState } of record.lots) {
			if (!(await refuseRecused(ctx, read, { callId: call.id, lotId })).ok) continue;
			lots.push({
				lotId,
				code,
				title: title.vi,
				closed: sessionState === 'closed',
				cases: record.cases
					.filter((one) => one.lotId === lotId)
					.map(({ applicationId, code: number, organisation }) => ({
						applicationId,
						code: number,
						organisation
					}))
			});
		}
		return ok({
			call: { code: call.code },
			council: { name: record.council.name, stage: record.council.stage },
			lots,
			unverified: record.definition.legalBasis
				.filter(({ verify }) => verify === true)
				.map(({ citation }) => citation)
		});
	});
}
