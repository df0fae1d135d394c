import { advance } from '#lib/domain/flow/machine.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { can } from '#lib/domain/access/policy.ts';
import { dossiersSealed } from '#lib/domain/intake/sealed.ts';
import { sumDong } from '#lib/domain/shared/money.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { furtherCases } from './further-cases.ts';
import { resultFacts } from './result-facts.ts';
import type { ResultFacts } from './result-facts.ts';
import { unfinishedCases } from './unfinished-cases.ts';

export interface CallResultLine {
	readonly applicationId: string;
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly lotCode: string;
	readonly state: ApplicationState;
	readonly unfinished: boolean;
	readonly requested: bigint | null;
	/** đồng of the state budget; null where nothing is approved. */
	readonly approved: bigint | null;
	/** Why it has no money; '' where that is not so. */
	readonly reason: string;
	/** The decision by which it left what was chosen. */
	readonly leftBy: { readonly number: string; readonly on: CalendarDate } | null;
	readonly letter: { readonly id: string; readonly number: string } | null;
}

export interface CallResultView {
	readonly call: {
		readonly code: string;
		readonly title: Localized;
		readonly version: number;
	};
	/** Before its time, with cases open, ready to be issued, or done. */
	readonly stage: 'too_early' | 'unfinished' | 'ready' | 'concluded';
	/** True where a choice within the envelope is made before. */
	readonly selects: boolean;
	/** True where money is granted: the result is a decision with letters. */
	readonly withDecision: boolean;
	readonly lines: readonly CallResultLine[];
	readonly unfinished: number;
	readonly supported: number;
	readonly total: bigint;
	/** The first of them concluded the call; those after it are of cases that moved up since. */
	readonly decisions: readonly { readonly id: string; readonly number: string; readonly issuedAt: Date }[];
	/** Cases that moved up since the result, are settled, and wait for a decision of their own. */
	readonly further: readonly CallResultLine[];
	readonly letters: number;
	readonly may: { readonly issue: boolean; readonly issueFurther: boolean };
}

function stageOf({ call, definition }: ResultFacts, unfinished: number): CallResultView['stage'] {
	if (call.state === 'concluded') return 'concluded';
	if (!advance(flowOf(definition).call, call.state, 'conclude').ok) return 'too_early';
	return unfinished > 0 ? 'unfinished' : 'ready';
}

/** The result of a call as it would be issued now, or as it was. Refuses `not_found`. */
export async function readCallResult(ctx: Context, callCode: string): Promise<Result<CallResultView>> {
	const call = await ctx.app.db.read.calls.findByCode(callCode);
	if (call === undefined) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	return ask(ctx, 'result.read', subject, async (read) => {
		const [facts, records] = await Promise.all([
			resultFacts(read, call, { withdrawn: true }),
			read.records.titlesOfCall(call.id)
		]);
		const flow = flowOf(facts.definition);
		const letters = new Map(
			records.filter(({ kind }) => kind === 'result_letter').map((row) => [row.applicationId, row])
		);
		// Dossiers are sealed until they are opened together: who applied is not told here either (TT 20/2023, Art. 7).
		const further = await furtherCases(read, facts);
		const sealed = dossiersSealed(flow, call.state);
		const open = new Set(sealed ? [] : unfinishedCases(facts).all);
		const lines = (sealed ? [] : facts.cases).map(
			({ application, organisation, lot, approved, rejection, left }): CallResultLine => {
				const letter = letters.get(application.id);
				return {
					applicationId: application.id,
					code: application.code ?? '',
					title: application.title,
					organisation: organisation.name,
					lotCode: lot.code,
					state: application.state,
					unfinished: open.has(application.id),
					requested: application.requested,
					approved: approved ?? null,
					reason: left?.reason ?? rejection ?? '',
					leftBy: left === undefined ? null : { number: left.number, on: left.on },
					letter: letter === undefined ? null : { id: letter.id, number: letter.numberText ?? '' }
				};
			}
		);
		const stage = stageOf(facts, open.size);
		const supported = lines.flatMap(({ approved }) => (approved === null ? [] : [approved]));
		return ok({
			call: { code: call.code, title: call.title, version: call.version },
			stage,
			selects: flow.decides === 'ranked',
			withDecision: flow.paid,
			lines,
			unfinished: open.size,
			supported: supported.length,
			total: sumDong(supported),
			decisions: records
				.filter(({ kind }) => kind === 'decision')
				.map(({ id, numberText, issuedAt }) => ({ id, number: numberText ?? '', issuedAt })),
			further: lines.filter((line) =>
				further.some(({ application }) => application.id === line.applicationId)
			),
			letters: letters.size,
			may: {
				issue: stage === 'ready' && can(ctx.actor, 'result.issue', subject).ok,
				issueFurther: further.length > 0 && can(ctx.actor, 'result.issue', subject).ok
			}
		});
	});
}
