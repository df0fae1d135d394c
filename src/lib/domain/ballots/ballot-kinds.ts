/** Every way of voting that the portal counts, and its counts back from what is stored. */
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { BallotKind, BallotKindKey, Conclusion } from './ballot-kind.ts';
import { COUNT_READING } from './count-steps.ts';
import { ITEMS } from './items/items.ts';
import { LEVELS } from './levels/levels.ts';
import { SCORES } from './scores/scores.ts';
import { readSteps } from './step-record.ts';
import { YES_NO } from './yes-no/yes-no.ts';

const KINDS = { scores: SCORES, items: ITEMS, levels: LEVELS, yes_no: YES_NO } as const;

/** What is the same for every kind: which rules it reads, and how its steps are read. */
export const BALLOT_KINDS: Readonly<
	Record<
		BallotKindKey,
		Pick<BallotKind<never, never, never, never, string, unknown>, 'key' | 'needs' | 'mayUse' | 'reading'>
	>
> = KINDS;

export type BallotKinds = typeof KINDS;

export type ConclusionOf<Key extends BallotKindKey> = Extract<
	ReturnType<BallotKinds[Key]['conclude']>,
	{ readonly ok: true }
>['value'];

/** A kind by its key, with its own types. */
export function ballotKind<Key extends BallotKindKey>(key: Key): BallotKinds[Key] {
	return KINDS[key];
}

/** The conclusion that was recorded by `recordSteps`. Refuses `tally_record_unreadable` {at}. */
export function readConclusion<Key extends BallotKindKey>(
	key: Key,
	json: unknown
): Result<ConclusionOf<Key>> {
	type Steps = ConclusionOf<Key>['steps'];
	const steps = readSteps<Steps[number]>(json, COUNT_READING, BALLOT_KINDS[key].reading);
	if (!steps.ok) return steps;
	const last = steps.value.at(-1);
	const first = steps.value[0];
	if (first?.kind !== 'ballots' || last?.kind !== 'conclusion')
		return refuse('tally_record_unreadable', { params: { at: '' } });
	// The outcome is what the kind itself recorded with these steps.
	return ok({ outcome: last.outcome, steps: steps.value } as Conclusion<
		string,
		unknown
	> as ConclusionOf<Key>);
}
