import { CHANGES_BY_DECISION, nextInReserve } from '#lib/domain/selection/after-selection.ts';
import { bundled, desk, ofCall } from '../../stage-work.ts';
import type { CallFacts, StageWorks } from '../../stage-work.ts';

export const SELECTION_WORK = {
	call: (call) => {
		const judged = call.sessions > 0 && call.closedSessions === call.sessions;
		if (call.state === 'opened' && judged && (call.dossiers.screened ?? 0) === 0) {
			const { lastClosedAt } = call;
			const audience = desk('call.manage', call);
			return [
				{
					kind: 'prepare_selection',
					audience,
					...ofCall(call),
					...(lastClosedAt && { since: lastClosedAt })
				}
			];
		}
		if (CHANGES_BY_DECISION.includes(call.state)) return reserveWork(call);
		if (call.state !== 'selecting' || call.selection !== 'draft') return [];
		return [
			{ kind: 'close_selection', audience: desk('selection.close', call), ...ofCall(call) },
			{ kind: 'held_director', held: true, audience: desk('call.manage', call), ...ofCall(call) }
		];
	},
	dossier: (dossier, { decides }) => {
		const { call, state, checkedAt } = dossier;
		if (decides !== 'one_by_one' || call.state !== 'opened' || state !== 'valid') return [];
		const audience = desk('proposal.decide', call, dossier.organisationId);
		return [
			{ kind: 'decide_proposals', audience, ...bundled(dossier), ...(checkedAt && { since: checkedAt }) }
		];
	}
} as const satisfies StageWorks<
	'prepare_selection' | 'close_selection' | 'decide_proposals' | 'call_up_reserve' | 'held_director'
>;

/** Somebody fell out, and the money that is left reaches for the next in reserve. */
function reserveWork(call: CallFacts) {
	const next = call.selected === null ? undefined : nextInReserve(call.selected.dossiers, call.selected);
	if (next?.ok !== true) return [];
	const { applicationId, organisationId } = next.value;
	const audience = desk('selection.amend', call, organisationId);
	return [
		{
			kind: 'call_up_reserve',
			audience,
			...ofCall(call),
			part: applicationId,
			named: { as: 'dossier', id: applicationId }
		} as const
	];
}
