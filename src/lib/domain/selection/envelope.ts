/**
 * A call's ranked applications, across its lots, against the money that the call has.
 *
 * The core proposes, going down the order and stopping where the money ends; it never skips over an
 * application to fund a lower one that happens to fit, nor parts equals of different lots. The officer may
 * choose otherwise, with a reason, within limits that no reason lifts (`checkSelection`).
 */
import { compareFractions } from '#lib/domain/shared/fraction.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { TallyFailure } from '#lib/domain/scoring/tally-steps.ts';

export interface Candidate {
	readonly applicationId: string;
	readonly code: string;
	readonly lotId: string;
	/** Place within the lot; null: the tally gave it no place. */
	readonly place: number | null;
	/** The council recommended it in its lot (at most so many a lot as the rule set says). */
	readonly recommendedInLot: boolean;
	readonly failures: readonly TallyFailure[];
	readonly score: Fraction | null;
	/** đồng asked from the envelope. */
	readonly requested: Dong;
}

export type SelectionOutcome = 'recommended' | 'reserve' | 'not_recommended';

/** Why the proposal is what it is: a fact with its figures, words are chosen by the page. */
export type SelectionReason =
	/** `remaining` after it; 0 means that the cumulative amount equals the envelope exactly. */
	| { readonly code: 'fits'; readonly remaining: Dong }
	/** `short`: how much more the envelope would need. */
	| { readonly code: 'does_not_fit'; readonly short: Dong }
	/** Something above it did not fit. `alone`: it would fit into what is left. */
	| { readonly code: 'after_the_end'; readonly remaining: Dong; readonly alone: boolean }
	/** Equals of several lots do not all fit: choosing among them is the officer's. */
	| { readonly code: 'equals_need_choice'; readonly codes: readonly string[]; readonly short: Dong }
	| { readonly code: 'another_recommended_in_lot' }
	| { readonly code: 'not_qualified'; readonly failures: readonly TallyFailure[] };

export interface Proposal {
	readonly applicationId: string;
	readonly code: string;
	readonly lotId: string;
	readonly score: Fraction | null;
	readonly requested: Dong;
	readonly outcome: SelectionOutcome;
	/** Sum of the requests down to this one, along the order; null for those who are out of it. */
	readonly cumulative: Dong | null;
	readonly reason: SelectionReason;
}

export interface EnvelopeProposal {
	readonly envelope: Dong;
	/** In the order of scores; then those whom the lot or the tally left out. */
	readonly rows: readonly Proposal[];
	/** Sum of the recommended. */
	readonly used: Dong;
	readonly remaining: Dong;
}

/** Proposes an outcome for each candidate. The envelope is whole đồng, not negative. */
export function proposeSelection(candidates: readonly Candidate[], envelope: Dong): EnvelopeProposal {
	const running = candidates.filter(isRunning).sort(inOrder);
	const rows: Proposal[] = [];
	let cumulative = 0n;
	let used = 0n;
	let ended = false;
	for (const equals of equalsAcrossLots(running)) {
		const together = equals.reduce((sum, candidate) => sum + candidate.requested, 0n);
		const short = used + together - envelope;
		const choice = equals.length > 1 && !ended && short > 0n;
		for (const candidate of equals) {
			cumulative += candidate.requested;
			const fits = !ended && short <= 0n;
			if (fits) used += candidate.requested;
			rows.push({
				...rowOf(candidate),
				outcome: fits ? 'recommended' : 'reserve',
				cumulative,
				reason: fits
					? { code: 'fits', remaining: envelope - used }
					: choice
						? { code: 'equals_need_choice', codes: equals.map((equal) => equal.code), short }
						: ended
							? afterTheEnd(candidate, envelope - used)
							: { code: 'does_not_fit', short }
			});
		}
		if (short > 0n) ended = true;
	}
	for (const candidate of candidates.filter((one) => !isRunning(one)).sort(forReading)) {
		rows.push({
			...rowOf(candidate),
			outcome: 'not_recommended',
			cumulative: null,
			reason:
				candidate.place === null
					? { code: 'not_qualified', failures: candidate.failures }
					: { code: 'another_recommended_in_lot' }
		});
	}
	return { envelope, rows, used, remaining: envelope - used };
}

type Running = Candidate & { readonly score: Fraction; readonly place: number };

function isRunning(candidate: Candidate): candidate is Running {
	return candidate.recommendedInLot && candidate.place !== null && candidate.score !== null;
}

function inOrder(a: Running, b: Running): number {
	const byScore = compareFractions(b.score, a.score);
	if (byScore !== 0) return byScore;
	// Within a lot the council has parted its equals; between lots the code orders for reading only.
	return a.lotId === b.lotId ? a.place - b.place : a.code < b.code ? -1 : 1;
}

/**
 * Groups whom nothing parts: equal scores in several lots. Equals of one lot stand one by one, by place.
 */
function equalsAcrossLots(running: readonly Running[]): Running[][] {
	const groups: Running[][] = [];
	for (const candidate of running) {
		const last = groups.at(-1);
		const [first] = last ?? [];
		const equal = first !== undefined && compareFractions(first.score, candidate.score) === 0;
		if (last !== undefined && equal) last.push(candidate);
		else groups.push([candidate]);
	}
	return groups.flatMap((group) =>
		new Set(group.map((candidate) => candidate.lotId)).size > 1
			? [group]
			: group.map((candidate) => [candidate])
	);
}

function afterTheEnd(candidate: Candidate, remaining: Dong): SelectionReason {
	return { code: 'after_the_end', remaining, alone: candidate.requested <= remaining };
}

function rowOf({ applicationId, code, lotId, score, requested }: Candidate) {
	return { applicationId, code, lotId, score, requested };
}

function forReading(a: Candidate, b: Candidate): number {
	if (a.score !== null && b.score !== null) {
		const byScore = compareFractions(b.score, a.score);
		if (byScore !== 0) return byScore;
	}
	if ((a.score === null) !== (b.score === null)) return a.score === null ? 1 : -1;
	return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
