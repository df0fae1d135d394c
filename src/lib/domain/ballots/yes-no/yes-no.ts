/** Ballots of yes or no on one motion, such as the wording of a council's conclusion (TT 06/2023, Art. 13). */
import { ok } from '#lib/domain/shared/result.ts';
import type { BallotKind } from '../ballot-kind.ts';
import { freezeMarks, isBlankForm, markOf, markProblems } from '../marked-form.ts';
import type { MarkedContent, MarkedForm, Marks } from '../marked-form.ts';
import { conclusion, openCount, withRules } from '../open-count.ts';
import { SIDES_INTEGERS, testShare } from '../share-test.ts';
import type { ShareTest } from '../share-test.ts';

export type Vote = 'yes' | 'no';

export interface MotionStep {
	readonly kind: 'motion';
	readonly citation: string;
	readonly yesCount: bigint;
	readonly noCount: bigint;
	readonly test: ShareTest;
}

export type MotionOutcome = 'carried' | 'not_carried';

/** The one place on the form. */
const VOTE = 'vote';

export const MOTION_FORM: MarkedForm = { items: [{ key: VOTE }], reasons: 'optional' };

const MARKS = { allowed: ['yes', 'no'], failing: 'no' } as const;

export const YES_NO: BallotKind<MarkedForm, MarkedContent, Marks<Vote>, null, MotionOutcome, MotionStep> = {
	key: 'yes_no',
	needs: ['motionPass'],
	mayUse: ['validBallotsShare'],
	check: (form, content) => markProblems(form, content, MARKS),
	isBlank: isBlankForm,
	freeze: (form, content) => freezeMarks<Vote>(form, content, MARKS),
	conclude: (count, inForce) => {
		const rules = withRules(inForce, ['motionPass']);
		if (!rules.ok) return rules;
		const { motionPass } = rules.value;
		const { valid, bases, steps } = openCount(count, inForce);
		if (valid.length === 0)
			return ok({
				outcome: 'no_conclusion',
				steps: [...steps, conclusion('no_conclusion', ['no_valid_ballots'])]
			});
		const votes = valid.map(({ ballot, ballotId }) => markOf(ballot, VOTE, ballotId));
		const yesCount = BigInt(votes.filter((vote) => vote === 'yes').length);
		const test = testShare(motionPass.value, yesCount, bases);
		const outcome = test.met ? 'carried' : 'not_carried';
		return ok({
			outcome,
			steps: [
				...steps,
				{
					kind: 'motion',
					citation: motionPass.citation,
					yesCount,
					noCount: BigInt(votes.length) - yesCount,
					test
				},
				conclusion(outcome, test.met ? [] : ['share_not_reached'])
			]
		});
	},
	reading: {
		parts: { motion: ['citation', 'yesCount', 'noCount', 'test'] },
		integers: [...SIDES_INTEGERS, 'yesCount', 'noCount']
	}
};
