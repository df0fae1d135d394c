/** Ballots of points, on a scale of points or of ratings; the arithmetic is scoring/tally.ts. */
import { tally } from '#lib/domain/scoring/tally.ts';
import { TALLY_READING } from '#lib/domain/scoring/tally-steps.ts';
import type { TallyStep } from '#lib/domain/scoring/tally-steps.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { checkSheet, freezeSheet } from '#lib/domain/scoring/sheet.ts';
import type { SheetContent } from '#lib/domain/scoring/sheet.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { BallotKind } from '../ballot-kind.ts';
import { conclusion, openCount } from '../open-count.ts';

export interface ScoresFacts {
	/** The applicant is the organisation that proposed the task. */
	readonly isProposer: boolean;
}

export type ScoresOutcome = 'qualified' | 'not_qualified';

export const SCORES: BallotKind<
	Rubric,
	SheetContent,
	Readonly<Record<string, number>>,
	ScoresFacts,
	ScoresOutcome,
	TallyStep
> = {
	key: 'scores',
	needs: [],
	mayUse: [
		'threshold',
		'zeroRule',
		'outlierRule',
		'bonus',
		'validBallotsShare',
		'tieBreaks',
		'maxRecommendedPerLot'
	],
	check: checkSheet,
	isBlank: ({ marks, comments }) =>
		Object.values(marks).every((mark) => mark === null) &&
		Object.values(comments).every((words) => words.trim() === ''),
	freeze: (rubric, content) => {
		const frozen = freezeSheet(rubric, content);
		return frozen.ok ? ok(frozen.value.points) : frozen;
	},
	conclude: (count, rules) => {
		const { valid, steps } = openCount(count, rules);
		const { present, members, facts } = count;
		if (valid.length === 0)
			return ok({
				outcome: 'no_conclusion',
				steps: [...steps, conclusion('no_conclusion', ['no_valid_ballots'])]
			});
		const tallied = tally(
			{
				criteria: count.form.criteria.map(({ key }) => key),
				ballots: valid.map(({ ballotId, ballot }) => ({ ballotId, points: ballot })),
				present,
				members,
				isProposer: facts.isProposer
			},
			rules
		);
		if (!tallied.ok) return tallied;
		const outcome = tallied.value.qualified ? 'qualified' : 'not_qualified';
		return ok({
			outcome,
			steps: [...steps, ...tallied.value.steps, conclusion(outcome, tallied.value.failures)]
		});
	},
	reading: TALLY_READING
};
