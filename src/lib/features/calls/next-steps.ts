import type { SelectionMode, StageKey } from '#lib/domain/definitions/definition.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

export interface NextStep {
	/** Below the address of the call, or a whole path. */
	readonly path: string;
	readonly label: string;
	readonly state: 'done' | 'now' | 'later';
}

const ORDER: readonly CallState[] = ['draft', 'published', 'opened', 'selecting', 'selected', 'concluded'];

/** The steps that the programme has after publication, each where the call stands with it. */
export function nextSteps(
	call: { readonly code: string; readonly state: CallState },
	window: 'not_yet' | 'open' | 'over',
	stages: readonly { readonly key: StageKey }[],
	selection: SelectionMode
): NextStep[] {
	const reached = ORDER.indexOf(call.state);
	const stand = (from: CallState, to: CallState): NextStep['state'] => {
		if (reached >= ORDER.indexOf(to)) return 'done';
		return reached >= ORDER.indexOf(from) ? 'now' : 'later';
	};
	const has = (key: StageKey): boolean => stages.some((stage) => stage.key === key);
	const here = `/van-phong/dot/${call.code}`;
	const proposals = selection === 'accept_or_decline';
	const opening = stand('published', 'opened');
	return [
		...(has('opening')
			? [
					{
						path: `${here}/mo-ho-so`,
						label: m.calls_step_opening(),
						state: opening === 'now' && window !== 'over' ? ('later' as const) : opening
					}
				]
			: []),
		{
			path: `/van-phong/ho-so?dot=${call.code}`,
			label: m.calls_step_check(),
			state: stand('opened', 'selecting')
		},
		...(proposals
			? [{ path: '/van-phong/de-xuat', label: m.calls_step_proposals(), state: stand('opened', 'concluded') }]
			: []),
		...(has('council')
			? [{ path: `${here}/hoi-dong`, label: m.calls_step_council(), state: stand('opened', 'selecting') }]
			: []),
		...(has('selection') && !proposals
			? [{ path: `${here}/lua-chon`, label: m.calls_step_selection(), state: stand('selecting', 'selected') }]
			: []),
		...(has('result') && !proposals
			? [{ path: `${here}/ket-qua`, label: m.calls_step_result(), state: stand('selected', 'concluded') }]
			: [])
	];
}
