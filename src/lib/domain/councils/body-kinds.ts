/**
 * What is of the kind of a body: how it votes, who stands in for whom, and what must be in before it meets. Every number
 * of it is the rule set's; see docs/decisions/0032-bodies-and-ballots-are-kinds.md.
 */
import type { BallotKindKey } from '#lib/domain/ballots/ballot-kind.ts';
import { BALLOT_KINDS } from '#lib/domain/ballots/ballot-kinds.ts';
import type { RuleName, RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { BodyKindKey } from './body-kind-key.ts';

export type BeforeMeeting = 'written_comments' | 'expert_opinion';

export interface BodyKind {
	readonly key: BodyKindKey;
	/** Ways in which it may vote; none: it concludes together, and dissent is recorded. */
	readonly ballots: readonly BallotKindKey[];
	/** It puts its cases in an order; else each passes or does not. */
	readonly ranks: boolean;
	/** Whether the body has reviewers of all its cases, of each case its own, or none. */
	readonly reviewers: 'of_body' | 'of_case' | 'none';
	/** A written opinion of a member who is absent is read out, and is never a ballot. */
	readonly hearsAbsent: boolean;
	/** Who counts the ballots. */
	readonly counts: 'elected_board' | 'secretary' | 'nobody';
	/** What must be in before it meets; how long before is the limit `comments_before_session`. */
	readonly before: readonly BeforeMeeting[];
	/** Parameters that a body of the kind cannot do without, beside those of its ballots. */
	readonly needs: readonly RuleName[];
}

/** Those that any body may go by. */
const OF_ANY: readonly RuleName[] = [
	'councilSize',
	'composition',
	'standings',
	'quorum',
	'recusalScope',
	'timeLimits'
];

/** Those that make an order of cases. */
const OF_ORDER: readonly RuleName[] = ['bonus', 'tieBreaks', 'maxRecommendedPerLot'];

export const BODY_KINDS: Readonly<Record<BodyKindKey, BodyKind>> = {
	/** TT 06/2023/TT-BKHCN, Art. 10-13. */
	definition_council: {
		key: 'definition_council',
		ballots: ['items', 'yes_no'],
		ranks: false,
		reviewers: 'of_case',
		hearsAbsent: true,
		counts: 'secretary',
		before: [],
		needs: ['councilSize', 'composition', 'quorum']
	},
	/** The office's own, of no circular: lets pass to the selection council what reaches its threshold. */
	screening_council: {
		key: 'screening_council',
		ballots: ['scores'],
		ranks: false,
		reviewers: 'of_body',
		hearsAbsent: true,
		counts: 'elected_board',
		before: [],
		needs: ['councilSize', 'composition', 'quorum', 'threshold']
	},
	/** TT 20/2023/TT-BKHCN, Art. 8-12. Its parameters are those of the call, which may leave any out. */
	selection_council: {
		key: 'selection_council',
		ballots: ['scores'],
		ranks: true,
		reviewers: 'of_body',
		hearsAbsent: true,
		counts: 'elected_board',
		before: [],
		needs: []
	},
	/** TT 20/2023/TT-BKHCN, Art. 13-14. */
	appraisal_group: {
		key: 'appraisal_group',
		ballots: [],
		ranks: false,
		reviewers: 'none',
		hearsAbsent: false,
		counts: 'nobody',
		before: [],
		needs: ['councilSize', 'composition', 'standings', 'quorum']
	},
	/** TT 11/2014/TT-BKHCN, Art. 9-13. */
	acceptance_council: {
		key: 'acceptance_council',
		ballots: ['levels'],
		ranks: false,
		reviewers: 'of_body',
		hearsAbsent: true,
		counts: 'elected_board',
		before: ['written_comments', 'expert_opinion'],
		needs: ['councilSize', 'composition', 'standings', 'quorum', 'countingBoard', 'timeLimits']
	},
	/** TT 11/2014/TT-BKHCN, Art. 9: checks what can be measured and gives its opinion to the acceptance council. */
	expert_group: {
		key: 'expert_group',
		ballots: [],
		ranks: false,
		reviewers: 'none',
		hearsAbsent: false,
		counts: 'nobody',
		before: [],
		needs: ['councilSize', 'composition', 'quorum']
	}
};

/** Every parameter that a body of the kind reads. */
export function rulesOfKind(key: BodyKindKey): readonly RuleName[] {
	const { ballots, counts, ranks } = BODY_KINDS[key];
	return [
		...new Set([
			...OF_ANY,
			...(counts === 'elected_board' ? (['countingBoard'] as const) : []),
			...ballots.flatMap((ballot) => [...BALLOT_KINDS[ballot].needs, ...BALLOT_KINDS[ballot].mayUse])
		])
	].filter((name) => ranks || !OF_ORDER.includes(name));
}

/** Parameters without which a body of the kind cannot work. */
export function neededBy(key: BodyKindKey): readonly RuleName[] {
	const { needs, ballots } = BODY_KINDS[key];
	return [...new Set([...needs, ...ballots.flatMap((ballot) => BALLOT_KINDS[ballot].needs)])];
}

/** Those of them that are not in force: `body_rule_missing` {name}. */
export function bodyRuleProblems(key: BodyKindKey, rules: RulesInForce): Refusal[] {
	return neededBy(key)
		.filter((name) => rules[name] === undefined)
		.map((name) => because('body_rule_missing', { params: { name } }));
}
