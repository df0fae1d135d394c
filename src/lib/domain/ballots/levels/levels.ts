/**
 * Ballots of levels (TT 11/2014/TT-BKHCN, Art. 13): each member's marks come to a level by one rule, the members'
 * levels to the council's by another, and a dossier that came too late fails whatever the ballots say.
 */
import type { LatenessRule } from '#lib/domain/rules/ballot-rules.ts';
import type { Dated, RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { addMonths } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { BallotKind } from '../ballot-kind.ts';
import { freezeMarks, isBlankForm, markProblems } from '../marked-form.ts';
import type { MarkedContent, Marks } from '../marked-form.ts';
import { conclusion, openCount, withRules } from '../open-count.ts';
import { testShare } from '../share-test.ts';
import type { Bases } from '../share-test.ts';
import { ballotLevel } from './ballot-level.ts';
import type { LevelsForm } from './levels-form.ts';
import { LEVELS_READING } from './levels-steps.ts';
import type { BallotLevelRow, CouncilLevelStep, LatenessStep, Level, LevelsStep } from './levels-steps.ts';

export interface LevelsFacts {
	/** The day by which the acceptance dossier was due, and the day on which it came. */
	readonly due: CalendarDate;
	readonly handedIn: CalendarDate;
}

const MARKS = { allowed: ['excellent', 'passed', 'failed'], failing: 'failed' } as const;

export const LEVELS: BallotKind<LevelsForm, MarkedContent, Marks<Level>, LevelsFacts, Level, LevelsStep> = {
	key: 'levels',
	needs: ['ballotLevel', 'councilLevel'],
	mayUse: ['lateAcceptance', 'validBallotsShare'],
	check: (form, content) => markProblems(form, content, MARKS),
	isBlank: isBlankForm,
	freeze: (form, content) => freezeMarks<Level>(form, content, MARKS),
	conclude: (count, inForce) => {
		const rules = withRules(inForce, ['ballotLevel', 'councilLevel']);
		if (!rules.ok) return rules;
		const { ballotLevel: ofBallot, councilLevel, lateAcceptance } = rules.value;
		const { valid, bases, steps } = openCount(count, inForce);
		const rows = valid.map((one) => ballotLevel(count.form, one, ofBallot.value));
		const council = rows.length === 0 ? undefined : councilStep(rows, bases, councilLevel);
		const lateness = lateAcceptance && latenessStep(count.facts, lateAcceptance);
		const outcome = lateness?.late === true ? 'failed' : council ? levelOf(council) : 'no_conclusion';
		return ok({
			outcome,
			steps: [
				...steps,
				{ kind: 'ballot_levels', citation: ofBallot.citation, rows },
				...(council === undefined ? [] : [council]),
				...(lateness === undefined ? [] : [lateness]),
				conclusion(outcome, [
					...(council === undefined ? ['no_valid_ballots'] : council.failed.met ? ['too_many_failed'] : []),
					...(lateness?.late === true ? ['too_late'] : [])
				])
			]
		});
	},
	reading: LEVELS_READING
};

function councilStep(
	rows: readonly BallotLevelRow[],
	bases: Bases,
	rule: NonNullable<RulesInForce['councilLevel']>
): CouncilLevelStep {
	const saying = (level: Level): bigint => BigInt(rows.filter((row) => row.level === level).length);
	const { excellent, excellentWithFailed, failed } = rule.value;
	return {
		kind: 'council_level',
		citation: rule.citation,
		excellentBallots: saying('excellent'),
		passedBallots: saying('passed'),
		failedBallots: saying('failed'),
		excellent: testShare(excellent, saying('excellent'), bases),
		failedAllowed: BigInt(excellentWithFailed),
		failed: testShare(failed, saying('failed'), bases)
	};
}

/** Where shares are set so low that both would hold, "Không đạt" goes before "Xuất sắc". */
function levelOf({ excellent, failed, failedBallots, failedAllowed }: CouncilLevelStep): Level {
	if (failed.met) return 'failed';
	return excellent.met && failedBallots <= failedAllowed ? 'excellent' : 'passed';
}

function latenessStep({ due, handedIn }: LevelsFacts, rule: Dated<LatenessRule>): LatenessStep {
	const lastDay = addMonths(due, rule.value.months);
	return {
		kind: 'lateness',
		citation: rule.citation,
		months: BigInt(rule.value.months),
		due,
		lastDay,
		handedIn,
		late: handedIn > lastDay
	};
}
