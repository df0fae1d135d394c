import type { CallStepStanding } from '#lib/domain/flow/flow.ts';
import type { CallStepKey } from '#lib/domain/flow/stage-kind.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

export interface NextStep {
	readonly path: string;
	readonly label: string;
	readonly state: CallStepStanding['state'];
}

const PLACES: Readonly<
	Record<CallStepKey, { readonly path: (code: string) => string; readonly label: () => string }>
> = {
	opening: { path: (code) => `/van-phong/dot/${code}/mo-ho-so`, label: m.calls_step_opening },
	check: { path: (code) => `/van-phong/ho-so?dot=${code}`, label: m.calls_step_check },
	proposals: { path: () => '/van-phong/de-xuat', label: m.calls_step_proposals },
	council: { path: (code) => `/van-phong/dot/${code}/hoi-dong`, label: m.calls_step_council },
	selection: { path: (code) => `/van-phong/dot/${code}/lua-chon`, label: m.calls_step_selection },
	result: { path: (code) => `/van-phong/dot/${code}/ket-qua`, label: m.calls_step_result }
};

/** The steps of a call with their pages. */
export function nextSteps(code: string, steps: readonly CallStepStanding[]): NextStep[] {
	return steps.map(({ key, state }) => ({
		path: PLACES[key].path(code),
		label: PLACES[key].label(),
		state
	}));
}
