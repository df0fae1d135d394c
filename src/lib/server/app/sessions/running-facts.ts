import { sortSheets } from '#lib/domain/councils/session.ts';
import type { Repositories } from '../ports.ts';
import { countRanking, inputsOf } from './count-ranking.ts';
import type { AttendanceRow, SessionRow, StoredRanking } from './ports.ts';
import { assembleSession, ballotsOf, lotSheets } from '../cases/sessions/session-case.ts';
import type { SessionCase } from '../cases/sessions/session-case.ts';
import type { SessionFacts } from '../cases/sessions/session-facts.ts';
import { sameTallies, tallyRows } from './tally-rows.ts';

/** A session as it stands now. Sheets are counted by their headers; marks are read only when a tally is in doubt. */
export async function runningFacts(
	read: Repositories,
	session: SessionRow,
	sha256: (text: string) => string,
	there?: readonly AttendanceRow[]
): Promise<SessionFacts> {
	const found = await assembleSession(read, session, there);
	const { record, standing, lot } = found;
	const { ranking, outdated } = await standingRanking(read, found, sha256);
	return {
		session: { ...session, ranking },
		lot,
		council: record.council,
		call: record.call,
		subject: found.subject,
		rubric: found.rubric,
		rules: record.rules,
		flow: record.flow,
		members: standing.members,
		seats: new Map(
			standing.members.map(({ memberId, recusedFrom }) => [
				memberId,
				{
					recused: standing.recusedMemberIds.includes(memberId),
					of: standing.applicationIds.length - recusedFrom.length
				}
			])
		),
		attendance: found.attendance,
		rulings: found.rulings,
		recusals: standing.recusals,
		quorum: found.quorum,
		unsettled: found.unsettled,
		missingSheets: session.state === 'closed' ? 0 : missingSheets(found),
		outdated,
		applications: found.applications.map(({ id, code }) => ({ applicationId: id, code })),
		sheets: found.sheets,
		submitted: () => Promise.resolve(submittedBy(found)),
		mayOpen: (memberId, applicationId) => standing.mayOpenDossier(memberId, applicationId).ok
	};
}

/**
 * The ranking that was stored; where what it counted has changed since, it is counted again, so that the reader is
 * told whether anything came out otherwise.
 */
async function standingRanking(
	read: Repositories,
	found: SessionCase,
	sha256: (text: string) => string
): Promise<{ readonly ranking: StoredRanking | null; readonly outdated: boolean }> {
	const { session } = found;
	const stored = session.ranking;
	if (session.state !== 'tallied' && session.state !== 'closed') return { ranking: null, outdated: false };
	if (stored?.inputs === inputsOf(found, sha256)) return { ranking: stored, outdated: false };
	const now = countRanking(found, await ballotsOf(read, found), sha256);
	if (session.state === 'closed')
		return { ranking: stored ?? (now.ok ? now.value.stored : null), outdated: false };
	const outdated =
		!now.ok || !sameTallies(await read.sessions.tallies(session.id), tallyRows(session.id, now.value.tally));
	return { ranking: now.ok ? now.value.stored : null, outdated };
}

function missingSheets(found: SessionCase): number {
	const { standing, quorum } = found;
	const byApplication = Map.groupBy(
		lotSheets(found.sheets, found.rulings),
		({ applicationId }) => applicationId
	);
	return standing.applicationIds.reduce((sum, id) => {
		const sheets = byApplication.get(id) ?? [];
		const facts = { presentIds: quorum.presentIds, recusals: standing.recusals, sheets };
		return sum + sortSheets(id, facts).missingIds.length;
	}, 0);
}

function submittedBy({ sheets, standing }: SessionCase): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	const recused = new Set(standing.recusals.map((one) => `${one.memberId} ${one.applicationId}`));
	for (const { memberId, applicationId, state } of sheets) {
		if (state !== 'submitted' || recused.has(`${memberId} ${applicationId}`)) continue;
		counts.set(memberId, (counts.get(memberId) ?? 0) + 1);
	}
	return counts;
}
