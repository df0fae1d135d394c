import { present } from '#lib/domain/shared/present.ts';
import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { can } from '#lib/domain/access/policy.ts';
import type { SelectionOutcome, SelectionReason } from '#lib/domain/selection/envelope.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { refuseRecused } from '../cases/councils/recused-reader.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { afterSelection } from './after-selection.ts';
import type { AfterSelection, StandingNow } from './after-selection.ts';
import { loadSelection, requireProposal } from './selection-case.ts';

export interface SelectionLine {
	readonly applicationId: string;
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly lotId: string;
	readonly lotCode: string;
	readonly score: Fraction | null;
	readonly mean: Fraction | null;
	readonly requested: bigint;
	/** Along the order of the proposal; null for those out of it. */
	readonly cumulative: bigint | null;
	readonly proposed: SelectionOutcome;
	readonly why: SelectionReason;
	/** What is saved, or the proposal while nothing is. */
	readonly chosen: SelectionOutcome;
	readonly words: string;
	/** Since the selection was closed; null before that. */
	readonly now: StandingNow | null;
}

export interface SelectionView {
	readonly call: {
		readonly code: string;
		readonly title: Localized;
		readonly envelope: bigint | null;
		readonly state: string;
	};
	/** Why there is nothing to choose from yet. */
	readonly inTheWay: Refusal | null;
	readonly lines: readonly SelectionLine[];
	/** Sums of the recommended as chosen. */
	readonly used: bigint;
	readonly version: number;
	readonly state: 'none' | 'draft' | 'closed';
	readonly closedAt: Date | null;
	readonly perLot: number | null;
	/** How it stands since it was closed, what changed and what still may; null before that. */
	readonly after: AfterSelection | null;
	readonly may: { readonly save: boolean; readonly close: boolean };
}

/** The selection of a call, for who is recused from none of its lots. Refuses `not_found`, `conflict_blocks`. */
export async function readSelection(ctx: Context, callCode: string): Promise<Result<SelectionView>> {
	const call = await ctx.app.db.read.calls.findByCode(callCode);
	if (call === undefined) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	return ask(ctx, 'selection.read', subject, async (read) => {
		const clear = await refuseRecused(ctx, read, { callId: call.id });
		if (!clear.ok) return clear;
		const loaded = await loadSelection(read, call);
		if (!loaded.ok) return loaded;
		const found = loaded.value;
		// Of two councils the first sees nothing of what the second gave.
		const councilId = found.sessions.find(({ stage }) => stage === DECIDING)?.councilId;
		const sat = can(ctx.actor, 'selection.read', { ...subject, ...present({ councilId }) });
		if (!sat.ok) return sat;
		const { items, selection, lots, rules } = found;
		const proposal = requireProposal(found);
		const closed = selection?.state === 'closed';
		const since = closed ? await afterSelection(ctx, read, found) : null;
		const lines = (found.proposal?.rows ?? []).map((row): SelectionLine => {
			const application = found.applications.find(({ id }) => id === row.applicationId);
			const item = items.find(({ applicationId }) => applicationId === row.applicationId);
			return {
				applicationId: row.applicationId,
				code: row.code,
				title: application?.title ?? '',
				organisation: application?.organisationName ?? '',
				lotId: row.lotId,
				lotCode: lots.find(({ id }) => id === row.lotId)?.code ?? '',
				score: row.score,
				mean: found.tallies.find(({ applicationId }) => applicationId === row.applicationId)?.mean ?? null,
				requested: row.requested,
				cumulative: row.cumulative,
				proposed: row.outcome,
				why: row.reason,
				chosen: item?.outcome ?? row.outcome,
				words: item?.reason ?? '',
				now: since?.standings.get(row.applicationId) ?? null
			};
		});
		const running = call.state === 'opened' || call.state === 'selecting';
		return ok({
			call: { code: call.code, title: call.title, envelope: call.envelope, state: call.state },
			inTheWay: proposal.ok ? null : proposal.refusal,
			lines,
			used: lines.reduce((sum, line) => (line.chosen === 'recommended' ? sum + line.requested : sum), 0n),
			version: selection?.version ?? 0,
			state: selection?.state ?? 'none',
			closedAt: selection?.closedAt ?? null,
			perLot: rules.maxRecommendedPerLot?.value ?? null,
			after: since?.after ?? null,
			may: {
				save: proposal.ok && !closed && running && can(ctx.actor, 'selection.prepare', subject).ok,
				close: proposal.ok && selection?.state === 'draft' && can(ctx.actor, 'selection.close', subject).ok
			}
		});
	});
}
