import { flowOf } from '#lib/domain/flow/flow.ts';
import { councilRulesOn, rubricsOf } from '#lib/domain/flow/stage-council.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { subjectOf } from '../councils/load-council.ts';
import type { Repositories } from '../../ports.ts';
import type { SessionFrame } from '../../sessions/ports.ts';
import type { SessionFacts } from './session-facts.ts';

/**
 * A closed session as it was stored: nothing is assessed or counted again. Undefined for one that runs, and for one
 * that was closed before its standing was kept.
 */
export async function closedFacts(
	read: Repositories,
	{ session, lot, council, call, attendance, rulings }: SessionFrame
): Promise<SessionFacts | undefined> {
	const { ranking, standing, closedAt } = session;
	if (session.state !== 'closed' || ranking === null || standing === null || closedAt === null)
		return undefined;
	const [everybody, stored] = await Promise.all([
		read.councils.members(session.councilId),
		read.definitions.find(call.definitionId)
	]);
	const rubric = stored === undefined ? undefined : rubricsOf(stored.document, session.stage)[lot.variant];
	if (stored === undefined || rubric === undefined) {
		throw new Error(`session ${session.id} has lost its definition or rubric`);
	}
	const seats = new Map(
		standing.members.map(({ memberId, recused, of, recusedFrom: _from, ...called }) => [
			memberId,
			{ recused, of, called }
		])
	);
	const { ranked, unranked } = ranking.ranking;
	return {
		session,
		lot,
		council,
		call,
		subject: subjectOf(council, call),
		rubric,
		flow: flowOf(stored.document),
		rules: councilRulesOn(stored.document, session.stage, vietnamDateOf(closedAt)),
		// By the names and seats of that day: a person may have been renamed or seated otherwise since.
		members: standing.members.flatMap(({ memberId }) => {
			const member = everybody.find((one) => one.memberId === memberId);
			return member === undefined ? [] : [{ ...member, ...seats.get(memberId)?.called }];
		}),
		seats,
		attendance,
		rulings,
		recusals: standing.members.flatMap(({ memberId, recusedFrom = [] }) =>
			recusedFrom.map((applicationId) => ({ memberId, applicationId }))
		),
		quorum: standing.quorum,
		unsettled: [],
		missingSheets: 0,
		outdated: false,
		applications: [...ranked, ...unranked]
			.map(({ applicationId, code }) => ({ applicationId, code }))
			.sort((a, b) => (a.code < b.code ? -1 : 1)),
		submitted: (memberIds) => read.sessions.submittedBy(session.id, memberIds)
	};
}
