/** What every count begins and ends with. */
import type { RuleName, RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { BallotCount, CastBallot } from './ballot-kind.ts';
import type { BallotsStep, ConclusionStep, Invalidity, ValidShareStep } from './count-steps.ts';
import { testShare } from './share-test.ts';
import type { Bases } from './share-test.ts';

export interface ValidBallot<Ballot> {
	readonly ballotId: string;
	readonly ballot: Ballot;
}

export interface OpenCount<Ballot> {
	readonly valid: readonly ValidBallot<Ballot>[];
	readonly bases: Bases;
	readonly steps: readonly (BallotsStep | ValidShareStep)[];
}

/** Parts the ballots that count from those that are shown only. More ballots than members present is a bug. */
export function openCount<Ballot>(
	{ ballots, present, members }: Omit<BallotCount<unknown, Ballot, unknown>, 'form' | 'facts'>,
	rules: Pick<RulesInForce, 'validBallotsShare'>
): OpenCount<Ballot> {
	if (ballots.length > present) throw new RangeError(`${ballots.length} ballots of ${present} present`);
	if (present > members) throw new RangeError(`${present} present of ${members} members`);
	if (new Set(ballots.map(({ ballotId }) => ballotId)).size < ballots.length)
		throw new RangeError('the same ballot twice');
	const valid = ballots.filter(isValid);
	const bases = { ballots: BigInt(valid.length), present: BigInt(present), members: BigInt(members) };
	const enough = rules.validBallotsShare;
	return {
		valid,
		bases,
		steps: [
			{
				kind: 'ballots',
				members: bases.members,
				present: bases.present,
				cast: BigInt(ballots.length),
				valid: bases.ballots,
				invalid: ballots.flatMap((cast): (Invalidity & { ballotId: string })[] =>
					isValid(cast) ? [] : [{ ballotId: cast.ballotId, ...cast.invalid }]
				)
			},
			...(enough === undefined
				? []
				: [
						{
							kind: 'valid_share' as const,
							citation: enough.citation,
							test: testShare({ share: enough.value, of: 'members', bound: 'at_least' }, bases.ballots, bases)
						}
					])
		]
	};
}

export function conclusion(outcome: string, reasons: readonly string[]): ConclusionStep {
	return { kind: 'conclusion', outcome, reasons };
}

function isValid<Ballot>(cast: CastBallot<Ballot>): cast is ValidBallot<Ballot> {
	return 'ballot' in cast;
}

/** The rules in force, of which these are there. Refuses `ballot_rule_missing` {name}, a cause for each. */
export function withRules<Name extends RuleName>(
	rules: RulesInForce,
	names: readonly Name[]
): Result<RulesInForce & Required<Pick<RulesInForce, Name>>> {
	const missing = names.filter((name) => rules[name] === undefined);
	const [name] = missing;
	if (name === undefined) return ok(rules as RulesInForce & Required<Pick<RulesInForce, Name>>);
	return refuse('ballot_rule_missing', {
		params: { name },
		causes: missing.map((one) => because('ballot_rule_missing', { params: { name: one } }))
	});
}
