import type { QuorumAssessment } from '#lib/domain/councils/quorum.ts';
import type { Flow } from '#lib/domain/flow/flow.ts';
import type { Recusal } from '#lib/domain/councils/session.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { CallRow, LotRow } from '../../calls/ports.ts';
import type { CouncilSubject } from '../councils/load-council.ts';
import type { CouncilRow, MemberRow } from '../../councils/ports.ts';
import type { SheetHeader } from '../../sheets/ports.ts';
import type { AttendanceRow, RulingRow, SessionRow } from '../../sessions/ports.ts';

/** What a session's page is made of: of a running session as it now is, of a closed one as it was stored. */
export interface SessionFacts {
	/** With the ranking that stands. */
	readonly session: SessionRow;
	readonly lot: LotRow;
	readonly council: Pick<CouncilRow, 'id' | 'name' | 'decisionNo'>;
	readonly call: CallRow;
	readonly subject: CouncilSubject;
	readonly rubric: Rubric;
	readonly rules: RulesInForce;
	readonly flow: Pick<Flow, 'decides'>;
	readonly members: readonly MemberRow[];
	/** By member: whether recused from the lot, and how many applications they mark. */
	readonly seats: ReadonlyMap<string, { readonly recused: boolean; readonly of: number }>;
	readonly attendance: readonly AttendanceRow[];
	readonly rulings: readonly RulingRow[];
	readonly recusals: readonly Recusal[];
	readonly quorum: QuorumAssessment;
	readonly unsettled: readonly Refusal[];
	readonly missingSheets: number;
	readonly outdated: boolean;
	/** In the order of their codes. */
	readonly applications: readonly { readonly applicationId: string; readonly code: string }[];
	/** All sheets, where they were read anyway. */
	readonly sheets?: readonly SheetHeader[];
	/** Submitted sheets of some members, without those on applications that the member does not judge. */
	submitted(memberIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
	/** Whether a member may reach a sheet; of a closed session, the one that is there. */
	readonly mayOpen?: (memberId: string, applicationId: string) => boolean;
}

/** The same without some of its applications: their rows, places, ties and votes. */
export function withoutWithheld(facts: SessionFacts, withheld: ReadonlySet<string>): SessionFacts {
	if (withheld.size === 0) return facts;
	const { session, sheets } = facts;
	const open = (id: string): boolean => !withheld.has(id);
	const { ranking: stored } = session;
	return {
		...facts,
		applications: facts.applications.filter(({ applicationId }) => open(applicationId)),
		...(sheets === undefined ? {} : { sheets: sheets.filter(({ applicationId }) => open(applicationId)) }),
		rulings: facts.rulings.filter(({ applicationId }) => open(applicationId)),
		session: {
			...session,
			tieVotes: session.tieVotes.filter(({ order }) => order.every(open)),
			ranking:
				stored === null
					? null
					: {
							...stored,
							ranking: {
								...stored.ranking,
								ranked: stored.ranking.ranked.filter(({ applicationId }) => open(applicationId)),
								unranked: stored.ranking.unranked.filter(({ applicationId }) => open(applicationId)),
								decisions: stored.ranking.decisions.filter(({ between }) => between.every(open)),
								openTies: stored.ranking.openTies.filter((tie) => tie.every(open))
							}
						}
		}
	};
}
