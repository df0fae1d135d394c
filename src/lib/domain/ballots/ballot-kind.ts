/**
 * A way of voting: what a ballot must hold, what of it is counted, and what the ballots come to by the rule set.
 * See docs/decisions/0032-bodies-and-ballots-are-kinds.md.
 */
import type { RuleName, RulesInForce } from '#lib/domain/rules/rule-set.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { BallotsStep, ConclusionStep, Invalidity, ValidShareStep } from './count-steps.ts';
import type { StepReading } from './step-record.ts';

export type BallotKindKey = 'scores' | 'items' | 'levels' | 'yes_no';

/** A ballot of a member present and not recused. An invalid one is shown and not counted. */
export type CastBallot<Ballot> =
	| { readonly ballotId: string; readonly ballot: Ballot }
	| { readonly ballotId: string; readonly invalid: Invalidity };

export interface BallotCount<Form, Ballot, Facts> {
	readonly form: Form;
	/** In any order. */
	readonly ballots: readonly CastBallot<Ballot>[];
	/** Members present and not recused. */
	readonly present: number;
	/** Members appointed minus the recused. */
	readonly members: number;
	/** What else the conclusion depends on. */
	readonly facts: Facts;
}

export interface Conclusion<Outcome extends string, Step> {
	/** `no_conclusion`: there is no valid ballot. */
	readonly outcome: Outcome | 'no_conclusion';
	/** The first is `ballots`, the last `conclusion`. */
	readonly steps: readonly (BallotsStep | ValidShareStep | Step | ConclusionStep)[];
}

export interface BallotKind<Form, Marks, Ballot, Facts, Outcome extends string, Step> {
	readonly key: BallotKindKey;
	/** Parameters without which nothing can be concluded, and those that are applied where they are in force. */
	readonly needs: readonly RuleName[];
	readonly mayUse: readonly RuleName[];
	/** Every problem of a ballot at once, in the order of the form. */
	readonly check: (form: Form, marks: Marks) => Refusal[];
	readonly isBlank: (marks: Marks) => boolean;
	/** What is counted of a ballot that passes `check`; refuses with all its problems as causes. */
	readonly freeze: (form: Form, marks: Marks) => Result<Ballot>;
	/** One conclusion of any ballots. Refuses `ballot_rule_missing` only; impossible counts are bugs and throw. */
	readonly conclude: (
		count: BallotCount<Form, Ballot, Facts>,
		rules: RulesInForce
	) => Result<Conclusion<Outcome, Step>>;
	/** How its own steps come back from JSON. */
	readonly reading: StepReading;
}
