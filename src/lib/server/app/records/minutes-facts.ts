import { detailsOf } from '../cases/sessions/session-details.ts';
import type { SessionFacts } from '../cases/sessions/session-facts.ts';
import type { Repositories } from '../ports.ts';
import { letterheadAt } from './letterhead.ts';
import type { MinutesFacts } from './session-parts.ts';

/** What the papers of a closed session are drawn from: what its page shows. */
export async function minutesFacts(tx: Repositories, held: SessionFacts): Promise<MinutesFacts> {
	const { id: councilId } = held.council;
	const ids = held.applications.map(({ applicationId }) => applicationId);
	const [tallies, names, sheets, submitted, { ruledOut }] = await Promise.all([
		tx.sessions.tallies(held.session.id),
		tx.sessions.cases(ids),
		tx.sheets.headers(councilId, ids),
		held.submitted(held.members.map(({ memberId }) => memberId)),
		tx.ties.inLot(councilId, held.lot.id)
	]);
	const details = await detailsOf(
		tx,
		{
			sessionId: held.session.id,
			councilId,
			presentIds: held.quorum.presentIds,
			recusals: held.recusals,
			rulings: held.rulings,
			sheets,
			names: new Map(held.members.map(({ memberId, name }) => [memberId, name]))
		},
		ids
	);
	const at = await tx.clock.now();
	return {
		session: held,
		tallies,
		names,
		details,
		ruledOut,
		submitted,
		letterhead: await letterheadAt(tx, at),
		at
	};
}
