/** The officer's choice against what no reason can lift, and against the proposal, where a reason can. */
import type { Dong } from '#lib/domain/shared/money.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import type { EnvelopeProposal, Proposal, SelectionOutcome } from './envelope.ts';

export interface Choice {
	readonly applicationId: string;
	readonly outcome: SelectionOutcome;
	readonly reason: string;
}

export interface ChosenRow extends Proposal {
	readonly chosen: SelectionOutcome;
	/** The officer's words; empty where the proposal was followed without any. */
	readonly words: string;
	/** Sum of the recommended down to this one; null where it is not recommended. */
	readonly chosenCumulative: Dong | null;
}

export interface CheckedSelection {
	readonly rows: readonly ChosenRow[];
	readonly used: Dong;
	readonly remaining: Dong;
}

/**
 * Refuses `selection_refused` with every problem as a cause: `selection_choice_missing` {code}, `selection_choice_unknown`,
 * `selection_choice_repeated` {code}, `selection_over_envelope` {short} (đồng as plain digits),
 * `below_threshold_selected` {code}, `disqualified_selected` {code} (another failure of the tally),
 * `not_recommended_by_council` {code} (another of its lot is), `lot_over_recommended` {lot, max}, `selection_reason_missing` {code}: every departure from the proposal is explained.
 */
export function checkSelection(
	proposal: EnvelopeProposal,
	choices: readonly Choice[],
	rules: Pick<RulesInForce, 'maxRecommendedPerLot'>
): Result<CheckedSelection> {
	const causes: Refusal[] = [...identityProblems(proposal, choices)];
	const rows: ChosenRow[] = [];
	let used = 0n;
	for (const row of proposal.rows) {
		const choice = choices.find((candidate) => candidate.applicationId === row.applicationId);
		if (choice === undefined) continue;
		const words = choice.reason.trim();
		const recommended = choice.outcome === 'recommended';
		if (recommended) used += row.requested;
		causes.push(...rowProblems(row, choice.outcome, words));
		rows.push({ ...row, chosen: choice.outcome, words, chosenCumulative: recommended ? used : null });
	}
	if (used > proposal.envelope) {
		causes.push({ code: 'selection_over_envelope', params: { short: String(used - proposal.envelope) } });
	}
	causes.push(...lotProblems(rows, rules.maxRecommendedPerLot?.value));
	if (causes.length > 0) return refuse('selection_refused', { causes });
	return ok({ rows, used, remaining: proposal.envelope - used });
}

function identityProblems(proposal: EnvelopeProposal, choices: readonly Choice[]): Refusal[] {
	const known = new Set(proposal.rows.map((row) => row.applicationId));
	return [
		...choices
			.filter((choice) => !known.has(choice.applicationId))
			.map((): Refusal => ({ code: 'selection_choice_unknown' })),
		...proposal.rows.flatMap(({ applicationId, code }) => {
			const count = choices.filter((choice) => choice.applicationId === applicationId).length;
			if (count === 1) return [];
			const problem = count === 0 ? 'selection_choice_missing' : 'selection_choice_repeated';
			return [because(problem, { field: applicationId, params: { code } })];
		})
	];
}

function rowProblems(row: Proposal, chosen: SelectionOutcome, words: string): Refusal[] {
	const about = { field: row.applicationId, params: { code: row.code } };
	if (row.reason.code === 'not_qualified' && chosen !== 'not_recommended') {
		const below = row.reason.failures.includes('below_threshold');
		return [{ code: below ? 'below_threshold_selected' : 'disqualified_selected', ...about }];
	}
	// The one proposed for award is the highest of its lot, or none (TT 20/2023, Art. 11).
	if (row.reason.code === 'another_recommended_in_lot' && chosen === 'recommended') {
		return [because('not_recommended_by_council', { ...about })];
	}
	return chosen !== row.outcome && words === '' ? [because('selection_reason_missing', { ...about })] : [];
}

function lotProblems(rows: readonly ChosenRow[], max: number | undefined): Refusal[] {
	if (max === undefined) return [];
	const perLot = new Map<string, number>();
	for (const row of rows) {
		if (row.chosen === 'recommended') perLot.set(row.lotId, (perLot.get(row.lotId) ?? 0) + 1);
	}
	return [...perLot].flatMap(([lot, count]) =>
		count > max ? [because('lot_over_recommended', { params: { lot, max: String(max) } })] : []
	);
}
