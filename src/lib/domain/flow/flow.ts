/**
 * The flow of a definition: the only reader of its stages, its mode of selection, its surveys and its chain. What
 * happens in which order, and what follows what, is asked here; see docs/decisions/0024-the-flow-is-followed.md.
 */
import type {
	ProgrammeDefinition,
	SelectionMode,
	StageKey,
	Workflow
} from '#lib/domain/definitions/definition.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import { CALL_STATES } from '#lib/domain/workflow/call.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import { COUNCIL_STAGES } from './council-stage.ts';
import type { CouncilStage } from './council-stage.ts';
import { compose } from './machine.ts';
import type { FlowFacts } from './flow-facts.ts';
import type { CallStepKey, Machines } from './stage-kind.ts';
import { STAGE_KINDS } from './stage-kinds.ts';

export interface FlowStage {
	readonly key: StageKey;
	readonly label: Localized;
	/** Name of the unit that leads it. */
	readonly lead: Localized | undefined;
}

export interface FlowCouncil {
	readonly stage: CouncilStage;
	/** As the definition calls it. */
	readonly name: Localized | undefined;
}

export interface Flow extends Machines, FlowFacts {
	readonly stages: readonly FlowStage[];
	/** One applies to a task of the call's list; elsewhere a call has one lot. */
	readonly listsTasks: boolean;
	/** Dossiers stay closed until they are opened together. */
	readonly seals: boolean;
	readonly surveys: boolean;
	/** Where the groups of the survey minutes are: `[section, field]` of a table with fixed rows. */
	readonly surveyGroups: readonly [string, string] | null;
	/** Its councils, in the order in which they judge; none where each case is decided on its own. */
	readonly councils: readonly FlowCouncil[];
	/** Money is appraised, signed and committed. */
	readonly paid: boolean;
	/** Key of the office's chain of signatures; null where no money is signed. */
	readonly chain: string | null;
}

/** A workflow never changes, and every page asks for the flow of the one that it is of. */
const composed = new WeakMap<Workflow, Flow>();

export function flowOf({ workflow }: Pick<ProgrammeDefinition, 'workflow'>): Flow {
	const known = composed.get(workflow);
	if (known !== undefined) return known;
	const flow = composeFlow(workflow);
	composed.set(workflow, flow);
	return flow;
}

function composeFlow(workflow: Workflow): Flow {
	const facts = factsOf(workflow);
	const kinds = workflow.stages.map(({ key }) => STAGE_KINDS[key]);
	const parts = kinds.map((kind) => kind.steps(facts));
	const has = (key: StageKey): boolean => workflow.stages.some((stage) => stage.key === key);
	const [section, field] = workflow.surveyGroupsFrom?.split('.') ?? [];
	return {
		...facts,
		stages: workflow.stages.map(({ key, label, lead }) => ({ key, label, lead: workflow.units[lead] })),
		listsTasks: workflow.selection === 'one_per_lot',
		seals: has('opening'),
		surveys: workflow.surveys,
		surveyGroups: section === undefined || field === undefined ? null : [section, field],
		councils: COUNCIL_STAGES.filter(has).map((stage) => ({ stage, name: workflow[COUNCIL_NAMES[stage]] })),
		paid: workflow.chain !== undefined,
		chain: workflow.chain ?? null,
		call: compose(parts.map(({ call }) => call)),
		application: compose(parts.map(({ application }) => application)),
		council: compose(parts.map(({ council }) => council)),
		session: compose(parts.map(({ session }) => session)),
		appraisal: compose(parts.map(({ appraisal }) => appraisal))
	};
}

const DECIDES: Readonly<Record<SelectionMode, FlowFacts['decides']>> = {
	one_per_lot: 'ranked',
	within_envelope: 'ranked',
	as_council_concludes: 'by_council',
	accept_or_decline: 'one_by_one'
};

/** Where the definition names the council of a stage. */
const COUNCIL_NAMES = { screening: 'screeningName', council: 'councilName' } as const satisfies Record<
	CouncilStage,
	keyof Workflow
>;

function factsOf({ selection, stages }: Pick<Workflow, 'selection' | 'stages'>): FlowFacts {
	return { decides: DECIDES[selection], screens: stages.some(({ key }) => key === 'screening') };
}

/** Position of the stage where a dossier stands, from 0 in the order of the definition. */
export function stageOf({ stages }: Pick<Flow, 'stages'>, state: ApplicationState): number {
	let found = 0;
	let preference = Infinity;
	for (const [index, { key }] of stages.entries()) {
		const held = STAGE_KINDS[key].holds[state];
		if (held === undefined || held >= preference) continue;
		found = index;
		preference = held;
	}
	return found;
}

export interface CallStepStanding {
	readonly key: CallStepKey;
	readonly state: 'done' | 'now' | 'later';
}

/** The places of work of a call after its publication, in the order of its stages, each where the call stands with it. */
export function callStepsOf(
	flow: Pick<Flow, 'stages' | keyof FlowFacts>,
	call: CallState,
	window: 'not_yet' | 'open' | 'over'
): CallStepStanding[] {
	const reached = call === 'cancelled' ? -1 : CALL_STATES.indexOf(call);
	return flow.stages
		.flatMap(({ key }) => STAGE_KINDS[key].callSteps(flow))
		.map(({ key, from, to, afterWindow }) => {
			if (reached >= CALL_STATES.indexOf(to)) return { key, state: 'done' };
			const open = reached >= CALL_STATES.indexOf(from) && (afterWindow !== true || window === 'over');
			return { key, state: open ? 'now' : 'later' };
		});
}
