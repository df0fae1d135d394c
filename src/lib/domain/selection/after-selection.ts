/** What still changes after a selection is closed: a chosen dossier falls out, and the next in reserve moves up. */
import type { Dong } from '#lib/domain/shared/money.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import type { SelectionOutcome } from './envelope.ts';

/** `revocation`: what was approved is approved no longer, though nobody asked to withdraw. */
export type SelectionChangeKind = 'withdrawal' | 'revocation' | 'call_up';

/** States of a call whose closed selection still changes by decision, also once its result is issued. */
export const CHANGES_BY_DECISION: readonly CallState[] = ['selected', 'concluded'];

/** A dossier of a closed selection, as it stands now. */
export interface SelectedDossier {
	readonly applicationId: string;
	readonly code: string;
	readonly lotId: string;
	/** As the selection was closed, in its order. */
	readonly outcome: SelectionOutcome;
	readonly state: ApplicationState;
	readonly requested: Dong;
	/** What was approved of it; null before that. */
	readonly approved: Dong | null;
}

/** States in which a dossier holds a part of the call's money. */
export const HOLDING: readonly ApplicationState[] = ['recommended', 'in_appraisal', 'approved'];
const FALLEN: readonly ApplicationState[] = ['withdrawn', 'rejected'];

/**
 * Where a dossier of a closed selection stands now: it holds money, waits in reserve, fell out after it had been chosen or
 * moved up, or was not chosen.
 */
export type SelectionStanding = 'holds' | 'waits' | 'fell' | 'out';

export function standingOf({
	state,
	outcome
}: Pick<SelectedDossier, 'state' | 'outcome'>): SelectionStanding {
	if (HOLDING.includes(state)) return 'holds';
	if (state === 'reserve') return 'waits';
	return outcome !== 'not_recommended' && FALLEN.includes(state) ? 'fell' : 'out';
}

const holds = ({ state }: SelectedDossier): boolean => HOLDING.includes(state);

/** What the call has left, đồng: of what was approved its figure counts, of everything else what it asked for. */
export function moneyLeft(dossiers: readonly SelectedDossier[], envelope: Dong): Dong {
	return dossiers
		.filter(holds)
		.reduce((left, { approved, requested }) => left - (approved ?? requested), envelope);
}

/**
 * The next in reserve: the first in the order of the selection whose task may still get one, with the money that is left.
 * Refuses `reserve_nobody_fell` (no chosen dossier withdrew or went without money), `reserve_none`,
 * `reserve_over_envelope` {code, short} (đồng as plain digits): nobody behind it is taken instead.
 */
export function nextInReserve<Dossier extends SelectedDossier>(
	dossiers: readonly Dossier[],
	{ envelope, perLot }: { readonly envelope: Dong; readonly perLot: number | null }
): Result<Dossier> {
	const fell = dossiers.some((one) => standingOf(one) === 'fell');
	if (!fell) return refuse('reserve_nobody_fell');
	const next = dossiers.find(({ state, lotId }) => {
		const held = dossiers.filter((other) => other.lotId === lotId && holds(other)).length;
		return state === 'reserve' && (perLot === null || held < perLot);
	});
	if (next === undefined) return refuse('reserve_none');
	const left = moneyLeft(dossiers, envelope);
	if (next.requested <= left) return ok(next);
	return refuse('reserve_over_envelope', {
		params: { code: next.code, short: String(next.requested - left) }
	});
}
