import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { desk, ofCall, ofKeepers, READ_WITHIN_MS } from '../../stage-work.ts';
import type { CallFacts, StageWorks } from '../../stage-work.ts';
import type { FlowFacts } from '../../flow-facts.ts';

/** The applicant learns whose turn it is, never what was chosen before it is issued. */
const CHOSEN: readonly ApplicationState[] = [
	'screened_out',
	'recommended',
	'reserve',
	'not_recommended',
	'in_appraisal',
	'approved',
	'rejected'
];

/** States of a dossier that still wait for a decision, in the state of the call that the result follows. */
const UNSETTLED = {
	ranked: { from: 'selected', waits: ['recommended', 'in_appraisal'] },
	by_council: {
		from: 'opened',
		waits: ['submitted', 'valid', 'in_screening', 'screened', 'in_review', 'recommended', 'in_appraisal']
	},
	one_by_one: { from: 'opened', waits: ['submitted', 'valid', 'in_review'] }
} as const satisfies Record<
	FlowFacts['decides'],
	{ from: CallFacts['state']; waits: readonly ApplicationState[] }
>;

export const RESULT_WORK = {
	call: (call, { decides }, term) => {
		if (call.furtherCases > 0)
			return [{ kind: 'issue_result', audience: desk('result.issue', call), ...ofCall(call) }];
		const { from, waits } = UNSETTLED[decides];
		if (call.state !== from || waits.some((state) => (call.dossiers[state] ?? 0) > 0)) return [];
		const { settledAt, lastClosedAt } = call;
		const since = settledAt ?? (decides === 'by_council' ? lastClosedAt : null);
		const due = since === null ? undefined : term('publication_of_result', since);
		return [
			{
				kind: 'issue_result',
				audience: desk('result.issue', call),
				...ofCall(call),
				...(due && { due })
			},
			// Who ran the call learns that it is the director's turn.
			{ kind: 'held_director', held: true, audience: desk('call.manage', call), ...ofCall(call) }
		];
	},
	dossier: (dossier) => {
		const { letter } = dossier;
		const held =
			CHOSEN.includes(dossier.state) &&
			(dossier.call.state !== 'concluded' || UNSETTLED.ranked.waits.some((state) => state === dossier.state))
				? ([
						{
							kind: 'held_result',
							held: true,
							...ofKeepers(dossier)
						}
					] as const)
				: [];
		if (letter === null) return held;
		const until = new Date(letter.issuedAt.getTime() + READ_WITHIN_MS);
		return [
			{ kind: 'read_result', ...ofKeepers(dossier), target: letter.id, since: letter.issuedAt, until },
			...held
		];
	}
} as const satisfies StageWorks<'issue_result' | 'read_result' | 'held_result' | 'held_director'>;
