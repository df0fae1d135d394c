import type { CouncilStage } from '../../council-stage.ts';
import { JUDGED_IN } from '../../council-stage.ts';
import { desk, ofCall, ofKeepers } from '../../stage-work.ts';
import type { SeatFacts, StageWorks, Work } from '../../stage-work.ts';

type Kind =
	| 'form_council'
	| 'sign_undertaking'
	| 'declare_interests'
	| 'rule_interests'
	| 'submit_sheets'
	| 'held_council';

/** The work of a council at its stage; of a call with two, each stage gives that of its own. */
export const councilWork = (stage: CouncilStage) =>
	({
		call: (call, flow) => {
			const { dossiers } = call;
			if (call.state !== 'opened' || call.seatedCouncils.includes(stage)) return [];
			// Those that wait for it, once nothing before it is under way.
			const second = flow.screens && stage !== 'screening';
			const waiting = second ? dossiers.screened : dossiers.valid;
			const before = second ? dossiers.in_screening : dossiers.submitted;
			if ((waiting ?? 0) === 0 || (before ?? 0) > 0) return [];
			const audience = desk('call.manage', call);
			return [{ kind: 'form_council', audience, ...ofCall(call) }];
		},
		dossier: (dossier, flow) => {
			const { state } = dossier;
			const waits = flow.screens && stage !== 'screening' && state === 'screened';
			return (waits || state === JUDGED_IN[stage]) && dossier.call.state !== 'concluded'
				? [
						{
							kind: 'held_council',
							held: true,
							...ofKeepers(dossier)
						}
					]
				: [];
		},
		seat: (seat) => {
			if (seat.ended || seat.council.state !== 'seated' || seat.council.stage !== stage) return [];
			const mine = {
				audience: { to: 'person', personId: seat.personId },
				target: seat.council.id,
				callId: seat.call.id
			} as const;
			const by = firstSession(seat);
			const inCouncil = {
				...mine,
				named: { as: 'council', id: seat.council.id },
				...(by && { due: { at: by, provisional: false } })
			} as const;
			if (seat.undertakingAt === null) {
				return [
					{ kind: 'sign_undertaking', ...inCouncil, since: seat.appointedAt },
					...rulings(seat, inCouncil)
				];
			}
			const undeclared = seat.sessions
				.filter(({ state }) => state !== 'closed')
				.reduce((sum, session) => sum + session.undeclared, 0);
			return [
				...(undeclared === 0
					? []
					: [
							{
								kind: 'declare_interests',
								...inCouncil,
								count: undeclared,
								since: seat.undertakingAt
							} as const
						]),
				...rulings(seat, inCouncil),
				...sheets(seat, mine)
			];
		}
	}) as const satisfies StageWorks<Kind>;

export const COUNCIL_WORK = councilWork('council');

/** The hour of the next session: what the council owes before it is due then. */
function firstSession({ sessions }: SeatFacts): Date | undefined {
	const hours = sessions.flatMap(({ state, scheduledAt }) =>
		scheduledAt !== null && (state === 'planned' || state === 'open') ? [scheduledAt] : []
	);
	return hours.sort((a, b) => a.getTime() - b.getTime())[0];
}

/** An interest of the chair is ruled on by the vice-chair: nobody rules on their own. */
function rulings(seat: SeatFacts, place: Omit<Work<Kind>, 'kind'>): Work<Kind>[] {
	const mine = seat.interests.filter(
		({ role }) => seat.role === 'chair' || (seat.role === 'vice_chair' && role === 'chair')
	);
	const [first] = mine.map(({ since }) => since).sort((a, b) => a.getTime() - b.getTime());
	if (first === undefined) return [];
	const count = mine.reduce((sum, interest) => sum + interest.count, 0);
	return [{ kind: 'rule_interests', ...place, count, since: first }];
}

/** A blocking interest in one dossier recuses from the whole lot. */
function sheets(seat: SeatFacts, place: Omit<Work<Kind>, 'kind' | 'named'>): Work<Kind>[] {
	if (seat.role === 'administrative_secretary') return [];
	return seat.sessions
		.filter(
			({ state, recused, unscored }) => (state === 'planned' || state === 'open') && !recused && unscored > 0
		)
		.map(({ lotId, unscored, scheduledAt }) => ({
			kind: 'submit_sheets',
			...place,
			named: { as: 'lot', id: lotId },
			part: lotId,
			count: unscored,
			...(scheduledAt && { due: { at: scheduledAt, provisional: false } })
		}));
}
