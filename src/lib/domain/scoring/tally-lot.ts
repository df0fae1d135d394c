/**
 * One lot from its sheets to its order: who has a ballot, what each application got, and how they rank.
 * Ballots are numbered within an application in the order of the sheets' random ids, so that a number says nothing
 * about the member who cast it.
 */
import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import { mayTally, sortSheets } from '#lib/domain/councils/session.ts';
import type { Recusal, SessionSheet } from '#lib/domain/councils/session.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { listQualified, rankLot } from './ranking.ts';
import type { Contender, Ranking, TieVote } from './ranking.ts';
import { tieBreakCriterion } from './scale.ts';
import type { Rubric } from './scale.ts';
import { freezeSheet } from './sheet.ts';
import type { SheetContent } from './sheet.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';

export interface LotSheet extends SessionSheet {
	readonly sheetId: string;
	readonly content: SheetContent;
}

export interface LotApplication {
	readonly applicationId: string;
	readonly code: string;
	/** đồng asked from the state budget. */
	readonly stateRequest: Dong;
	readonly excellentTask: boolean;
	/** The applicant is the organisation that proposed the task of the lot. */
	readonly isProposer: boolean;
}

export interface LotFacts {
	readonly applications: readonly LotApplication[];
	readonly members: readonly { readonly memberId: string; readonly role: CouncilRole }[];
	/** Voting members present and not recused from the whole lot. */
	readonly presentIds: readonly string[];
	readonly recusals: readonly Recusal[];
	readonly sheets: readonly LotSheet[];
	readonly rubric: Rubric;
	readonly rules: RulesInForce;
	readonly votes: readonly TieVote[];
	/** Whether the body puts its cases in an order. */
	readonly ranks: boolean;
}

export interface TalliedApplication {
	readonly applicationId: string;
	readonly tally: Tally;
	/** Why sheets of members present were declared invalid. */
	readonly invalidReasons: readonly string[];
	/** Submitted sheets of absent members: heard, never counted. */
	readonly opinions: number;
}

export interface LotTally {
	readonly applications: readonly TalliedApplication[];
	readonly ranking: Ranking;
}

/** Refuses `sheet_missing` {count} and `no_ballots` {code}. */
export function tallyLot(facts: LotFacts): Result<LotTally> {
	const ready = mayTally(
		facts.applications.map(({ applicationId }) => applicationId),
		facts
	);
	if (!ready.ok) return ready;
	const applications: TalliedApplication[] = [];
	for (const application of facts.applications) {
		const tallied = tallyOne(application, facts);
		if (!tallied.ok)
			return { ok: false, refusal: { ...tallied.refusal, params: { code: application.code } } };
		applications.push(tallied.value);
	}
	const flagged = tieBreakCriterion(facts.rubric)?.key;
	const contenders = applications.map(({ applicationId, tally: done }): Contender => {
		const application = facts.applications.find((one) => one.applicationId === applicationId);
		if (application === undefined) throw new Error(`tallied ${applicationId}, which is not of the lot`);
		return {
			applicationId,
			code: application.code,
			qualified: done.qualified,
			failures: done.failures,
			score: done.score,
			stateRequest: application.stateRequest,
			excellentTask: application.excellentTask,
			flaggedMean: flagged === undefined ? null : (done.criterionMeans[flagged] ?? null)
		};
	});
	const ranking = facts.ranks ? rankLot(contenders, facts.rules, facts.votes) : listQualified(contenders);
	return ok({ applications, ranking });
}

function tallyOne(application: LotApplication, facts: LotFacts): Result<TalliedApplication> {
	const { applicationId } = application;
	const sorted = sortSheets(applicationId, facts);
	const ballots = [...sorted.ballots]
		.sort((a, b) => (a.sheetId < b.sheetId ? -1 : 1))
		.map((sheet, at) => {
			const frozen = freezeSheet(facts.rubric, sheet.content);
			if (!frozen.ok) throw new Error(`sheet ${sheet.sheetId} was submitted incomplete`);
			return { ballotId: String(at + 1), points: frozen.value.points };
		});
	const recused = new Set(
		facts.recusals
			.filter((recusal) => recusal.applicationId === applicationId)
			.map(({ memberId }) => memberId)
	);
	const done = tally(
		{
			criteria: facts.rubric.criteria.map(({ key }) => key),
			ballots,
			present: sorted.present,
			members: facts.members.filter(({ memberId, role }) => isVotingRole(role) && !recused.has(memberId))
				.length,
			isProposer: application.isProposer
		},
		facts.rules
	);
	if (!done.ok) return done;
	return ok({
		applicationId,
		tally: done.value,
		invalidReasons: sorted.invalid.flatMap(({ invalidReason }) => invalidReason ?? []),
		opinions: sorted.opinions.length
	});
}
