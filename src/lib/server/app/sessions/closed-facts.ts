import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { Repositories } from '../ports.ts';
import type { SessionRow } from './ports.ts';
import type { SessionFacts } from './session-facts.ts';

/**
 * A closed session as it was stored: nothing is assessed or counted again. Undefined for one that runs, and for one
 * that was closed before its standing was kept.
 */
export async function closedFacts(
	read: Repositories,
	session: SessionRow
): Promise<SessionFacts | undefined> {
	const { ranking, standing, closedAt } = session;
	if (session.state !== 'closed' || ranking === null || standing === null || closedAt === null)
		return undefined;
	const [lot, council, everybody, attendance, rulings] = await Promise.all([
		read.calls.findLot(session.lotId),
		read.councils.find(session.councilId),
		read.councils.members(session.councilId),
		read.sessions.attendance(session.id),
		read.sessions.rulings(session.id)
	]);
	const call = lot === undefined ? undefined : await read.calls.find(lot.callId);
	const stored = call === undefined ? undefined : await read.definitions.find(call.definitionId);
	const rubric = stored?.document.rubrics[lot?.variant ?? ''];
	if (
		lot === undefined ||
		council === undefined ||
		call === undefined ||
		stored === undefined ||
		rubric === undefined
	) {
		throw new Error(`session ${session.id} has lost its lot, council, call, definition or rubric`);
	}
	const seats = new Map(standing.members.map(({ memberId, ...seat }) => [memberId, seat]));
	const { ranked, unranked } = ranking.ranking;
	return {
		session,
		lot,
		council,
		call,
		subject: { programme: call.programme, callId: call.id },
		rubric,
		rules: rulesOn(stored.document.ruleSet, vietnamDateOf(closedAt)),
		members: everybody.filter(({ memberId }) => seats.has(memberId)),
		seats,
		attendance,
		rulings,
		// A recused member has no sheet that could be taken for a ballot.
		recusals: [],
		quorum: standing.quorum,
		unsettled: [],
		missingSheets: 0,
		outdated: false,
		applications: [...ranked, ...unranked]
			.map(({ applicationId, code }) => ({ applicationId, code }))
			.sort((a, b) => (a.code < b.code ? -1 : 1)),
		submitted: () => read.sessions.submittedBy(session.id)
	};
}
