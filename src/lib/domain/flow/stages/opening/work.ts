import { CALL_ENDS } from '#lib/domain/workflow/call.ts';
import { bundled, desk, ofCall, ofKeepers, READ_WITHIN_MS } from '../../stage-work.ts';
import type { StageWorks } from '../../stage-work.ts';

export const OPENING_WORK = {
	// Opened together, also where nobody applied: the call asks for it, and each dossier is counted in the same line.
	call: (call, _flow, term) => {
		if (call.state !== 'published') return [];
		const due = term('opening', call.lastClosesAt);
		return [
			{
				kind: 'open_dossiers',
				audience: desk('call.manage', call),
				...ofCall(call),
				bundle: call.code,
				count: 0,
				since: call.lastClosesAt,
				...(due && { due })
			}
		];
	},
	dossier: (dossier) => {
		const { call, state, checkedAt } = dossier;
		const officer = desk('call.manage', call);
		const held =
			(state === 'submitted' || state === 'valid') && !dossier.replacing && !CALL_ENDS.includes(call.state)
				? ([
						{
							kind: 'held_office',
							held: true,
							...ofKeepers(dossier),
							...(dossier.submittedAt && { since: dossier.submittedAt })
						}
					] as const)
				: [];
		if (state === 'submitted' && call.state === 'published') {
			return [
				{ kind: 'open_dossiers', audience: officer, ...bundled(dossier), part: '', since: call.lastClosesAt },
				...held
			];
		}
		if (state === 'submitted' && call.state === 'opened') {
			const audience = desk('call.manage', call, dossier.organisationId);
			const since = call.openedAt ?? undefined;
			return [{ kind: 'check_validity', audience, ...bundled(dossier), ...(since && { since }) }, ...held];
		}
		if (state === 'invalid' && checkedAt !== null) {
			const until = new Date(checkedAt.getTime() + READ_WITHIN_MS);
			return [{ kind: 'read_invalid_notice', ...ofKeepers(dossier), since: checkedAt, until }];
		}
		return held;
	}
} as const satisfies StageWorks<'open_dossiers' | 'check_validity' | 'read_invalid_notice' | 'held_office'>;
