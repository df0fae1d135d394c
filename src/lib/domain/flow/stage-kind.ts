import type { DocumentKind, StageKey } from '#lib/domain/definitions/definition.ts';
import type { ApplicationEvent, ApplicationState } from '#lib/domain/workflow/application.ts';
import type { AppraisalEvent, AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import type { CallEvent, CallState } from '#lib/domain/workflow/call.ts';
import type { CouncilEvent, CouncilState } from '#lib/domain/workflow/council.ts';
import type { ReviewSessionEvent, ReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import type { FlowFacts } from './flow-facts.ts';
import type { Machine } from './machine.ts';
import type { StageWorks } from './stage-work.ts';

/** The life cycles that the stages of a definition make up together. */
export interface Machines {
	readonly call: Machine<CallState, CallEvent>;
	readonly application: Machine<ApplicationState, ApplicationEvent>;
	readonly council: Machine<CouncilState, CouncilEvent>;
	readonly session: Machine<ReviewSessionState, ReviewSessionEvent>;
	readonly appraisal: Machine<AppraisalState, AppraisalEvent>;
}

/** A place of work that a stage gives a call; its page and words are the feature's. */
export type CallStepKey = 'opening' | 'check' | 'proposals' | 'council' | 'selection' | 'result';

export interface CallStep {
	readonly key: CallStepKey;
	/** State of the call that opens it, and the one that ends it. */
	readonly from: CallState;
	readonly to: CallState;
	/** It opens only when the window of the call is over. */
	readonly afterWindow?: true;
}

/** All that is known about one kind of stage; a definition says which it has, in which order and who leads it. */
export interface StageKind {
	readonly key: StageKey;
	/** Kinds that a definition with this one lists before it. */
	readonly after: (facts: FlowFacts) => readonly StageKey[];
	/** Kinds that must follow, or what this one produces would wait for ever. */
	readonly leadsTo: (facts: FlowFacts) => readonly StageKey[];
	/** Whether the portal follows it in such a definition; a stage that nothing follows is refused. */
	readonly followed: (facts: FlowFacts) => boolean;
	readonly steps: (facts: FlowFacts) => Partial<Machines>;
	/** States in which a dossier may stand here; of several stages the one with the lowest number is where it is. */
	readonly holds: Readonly<Partial<Record<ApplicationState, number>>>;
	readonly callSteps: (facts: FlowFacts) => readonly CallStep[];
	readonly papers: readonly DocumentKind[];
	/** Kinds of work that it gives to somebody. */
	readonly work: readonly string[];
	/** Which of it stands now, from the facts. */
	readonly works: StageWorks;
}
