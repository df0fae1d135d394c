import type { CouncilStage } from '../../council-stage.ts';
import { desk } from '../../stage-work.ts';
import type { SeatFacts, StageWorks } from '../../stage-work.ts';

/** Who runs a session on behalf of the council. */
const RUNS: readonly SeatFacts['role'][] = ['chair', 'scientific_secretary', 'administrative_secretary'];

/** The work around the sessions of the council of a stage. */
export const sessionWork = (stage: CouncilStage) =>
	({
		council: (council) =>
			council.sessions
				.filter(({ state }) => state !== 'closed' && council.state !== 'dissolved' && council.stage === stage)
				.flatMap(({ lotId, state, scheduledAt }) => {
					const place = {
						audience: desk('call.manage', council.call),
						target: council.call.code,
						part: lotId,
						named: { as: 'lot', id: lotId },
						callId: council.call.id
					} as const;
					const unplanned = council.state === 'seated' && state === 'planned' && scheduledAt === null;
					return [
						...(unplanned ? [{ kind: 'plan_session', ...place } as const] : []),
						{
							kind: 'held_session',
							held: true,
							...place,
							...(scheduledAt && { due: { at: scheduledAt, provisional: false } })
						} as const
					];
				}),
		seat: (seat) => {
			if (seat.ended || seat.council.state !== 'seated' || seat.council.stage !== stage) return [];
			return seat.sessions
				.filter(({ recused }) => !recused)
				.flatMap((session) => {
					const kind = actOf(seat.role, session);
					if (kind === undefined) return [];
					const { lotId, scheduledAt, openedAt, talliedAt } = session;
					const since = kind === 'tally_session' ? openedAt : kind === 'close_session' ? talliedAt : null;
					return [
						{
							kind,
							audience: { to: 'person', personId: seat.personId },
							target: seat.council.id,
							part: lotId,
							named: { as: 'lot', id: lotId },
							callId: seat.call.id,
							...(since && { since }),
							...(scheduledAt && { due: { at: scheduledAt, provisional: false } })
						} as const
					];
				});
		}
	}) as const satisfies StageWorks<
		'plan_session' | 'open_session' | 'tally_session' | 'close_session' | 'held_session'
	>;

export const SESSION_WORK = sessionWork('council');

function actOf(
	role: SeatFacts['role'],
	{ state, authorised }: SeatFacts['sessions'][number]
): 'open_session' | 'tally_session' | 'close_session' | undefined {
	if (state === 'planned') return RUNS.includes(role) ? 'open_session' : undefined;
	if (state === 'open') return RUNS.includes(role) ? 'tally_session' : undefined;
	if (state !== 'tallied') return undefined;
	// The chair closes, or the vice-chair who holds the chair's authorisation.
	return role === 'chair' || (role === 'vice_chair' && authorised) ? 'close_session' : undefined;
}
