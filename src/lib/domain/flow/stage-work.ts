/**
 * What a kind of stage is told when it is asked for its work, and what it answers. A piece of work says who has to do
 * what until when; the table `work_item` keeps it, see docs/decisions/0027-work-is-a-table.md.
 */
import type { ApprovalChain, ApprovalStepTaken } from '#lib/domain/budgets/approvals.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { SelectedDossier } from '#lib/domain/selection/after-selection.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import type { CouncilState } from '#lib/domain/workflow/council.ts';
import type { ReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import type { CouncilStage } from './council-stage.ts';
import type { FlowFacts } from './flow-facts.ts';

/** Until when something has to be done; `provisional`: reckoned into a year whose days off are not known yet. */
export interface Due {
	readonly at: Date;
	readonly provisional: boolean;
}

/** Whose it is. */
export type Audience =
	/** Whoever stands at this desk of the office for the programme ('': for all), but those barred or tied to the applicant. */
	| {
			readonly to: 'desk';
			readonly desk: string;
			readonly programme: string;
			/** Applicant of the case: people tied to it do not see it. */
			readonly applicantId?: string;
			readonly barred?: readonly string[];
	  }
	/** People of an organisation: those who keep its dossiers, or only those who represent it. */
	| {
			readonly to: 'organisation';
			readonly desk: 'application.read_own' | 'organisation.edit';
			readonly organisationId: string;
	  }
	| { readonly to: 'person'; readonly personId: string }
	/** Whoever proves this address. */
	| { readonly to: 'address'; readonly address: string };

/** What a piece of work is named after. */
export type Named =
	| { readonly as: 'call'; readonly id: string }
	| { readonly as: 'dossier'; readonly id: string }
	| { readonly as: 'lot'; readonly id: string }
	| { readonly as: 'council'; readonly id: string }
	| { readonly as: 'organisation'; readonly id: string }
	| { readonly as: 'person'; readonly id: string }
	| { readonly as: 'nothing' };

export interface Work<Kind extends string = string> {
	readonly kind: Kind;
	readonly audience: Audience;
	/** True where the audience only waits for others to do it. */
	readonly held?: true;
	/** What the link leads to: an id, or the code of a call. */
	readonly target: string;
	/** The lot within the target, or the one dossier of a bundle. */
	readonly part?: string;
	/** Pieces of one kind and bundle are one line of a list; absent: a line of its own. */
	readonly bundle?: string;
	readonly named: Named;
	readonly callId?: string;
	/** How many things are in it; 1 where nothing else is said. */
	readonly count?: number;
	/** Since when it waits; it is not shown before. Absent: since it was written. */
	readonly since?: Date;
	/** It ends by itself then. */
	readonly until?: Date;
	readonly due?: Due;
}

/** The end of a term of the rule set that begins at an instant; undefined where the rule set has no such term. */
export type TermEnd = (term: string, from: Date) => Due | undefined;

export interface CallFacts {
	readonly id: string;
	readonly code: string;
	readonly programme: string;
	readonly state: CallState;
	readonly opensAt: Date;
	readonly closesAt: Date;
	/** When the last dossier may arrive: later than the end where one has a window of its own. */
	readonly lastClosesAt: Date;
	readonly openedAt: Date | null;
	readonly createdAt: Date;
	/** Dossiers by the state in which they stand; a state without one is absent. */
	readonly dossiers: Readonly<Partial<Record<ApplicationState, number>>>;
	/** When money was last decided on, or the selection closed; null: neither yet. */
	readonly settledAt: Date | null;
	/** Stages whose council is seated. */
	readonly seatedCouncils: readonly CouncilStage[];
	readonly sessions: number;
	readonly closedSessions: number;
	readonly lastClosedAt: Date | null;
	readonly selection: 'draft' | 'closed' | null;
	/** Those that moved up after the result was issued, are settled, and have no letter of it. */
	readonly furtherCases: number;
	/** A closed selection as it stands now; null: nothing is closed. */
	readonly selected: {
		readonly dossiers: readonly (SelectedDossier & { readonly organisationId: string })[];
		readonly envelope: Dong;
		/** How many of one task may be chosen; null: any number. */
		readonly perLot: number | null;
	} | null;
}

export interface DossierFacts {
	readonly id: string;
	readonly organisationId: string;
	readonly state: ApplicationState;
	readonly replacing: boolean;
	readonly createdAt: Date;
	readonly submittedAt: Date | null;
	/** Until when it may be written: the end of its call, or its own. */
	readonly closesAt: Date;
	readonly call: Pick<CallFacts, 'id' | 'code' | 'programme' | 'state' | 'lastClosesAt' | 'openedAt'>;
	readonly checkedAt: Date | null;
	readonly surveyFinishedAt: Date | null;
	/** Of the session on its lot, of two the first; null: none is planned. */
	readonly session: ReviewSessionState | null;
	readonly letter: { readonly id: string; readonly issuedAt: Date } | null;
}

export interface AppraisalFacts {
	readonly id: string;
	readonly state: AppraisalState;
	readonly createdAt: Date;
	readonly dossier: Pick<DossierFacts, 'id' | 'organisationId'>;
	readonly call: Pick<CallFacts, 'id' | 'programme'>;
	readonly chain: ApprovalChain;
	readonly taken: readonly (ApprovalStepTaken & { readonly at: Date })[];
	/** Hash of the figures as they stand. */
	readonly hash: string;
	readonly editors: readonly string[];
	/** Who proposed to give no money, and who confirmed that; null where nothing of it waits. */
	readonly rejection: {
		readonly proposedBy: string | null;
		readonly proposedAt: Date | null;
		readonly checkedBy: string | null;
		readonly checkedAt: Date | null;
	} | null;
}

export interface CouncilFacts {
	readonly id: string;
	readonly stage: CouncilStage;
	readonly state: CouncilState;
	readonly call: Pick<CallFacts, 'id' | 'programme' | 'code'>;
	readonly sessions: readonly {
		readonly lotId: string;
		readonly state: ReviewSessionState;
		readonly scheduledAt: Date | null;
	}[];
}

/** A seat of a council, and what stands before whoever holds it. */
export interface SeatFacts {
	readonly memberId: string;
	readonly personId: string;
	readonly role: CouncilRole;
	readonly appointedAt: Date;
	readonly ended: boolean;
	readonly undertakingAt: Date | null;
	readonly council: { readonly id: string; readonly stage: CouncilStage; readonly state: CouncilState };
	readonly call: Pick<CallFacts, 'id'>;
	readonly sessions: readonly {
		readonly lotId: string;
		readonly state: ReviewSessionState;
		readonly scheduledAt: Date | null;
		readonly openedAt: Date | null;
		readonly talliedAt: Date | null;
		/** A blocking interest, or one that was ruled on so, in one dossier of the lot. */
		readonly recused: boolean;
		/** Holds the chair's written authorisation. */
		readonly authorised: boolean;
		/** Dossiers of the lot that the council judges and the member has not declared on. */
		readonly undeclared: number;
		/** Those that the member may judge and has no submitted sheet of. */
		readonly unscored: number;
	}[];
	/** Declared interests of the others that nobody ruled on, by the seat that declared them. */
	readonly interests: readonly {
		readonly role: CouncilRole;
		readonly count: number;
		readonly since: Date;
	}[];
}

/** What each kind of thing asks of the stages; a stage leaves out what it gives no work for. */
export interface StageWorks<Kind extends string = string> {
	readonly call?: (facts: CallFacts, flow: FlowFacts, term: TermEnd) => readonly Work<Kind>[];
	readonly dossier?: (facts: DossierFacts, flow: FlowFacts) => readonly Work<Kind>[];
	readonly appraisal?: (facts: AppraisalFacts, term: TermEnd) => readonly Work<Kind>[];
	readonly council?: (facts: CouncilFacts) => readonly Work<Kind>[];
	readonly seat?: (facts: SeatFacts) => readonly Work<Kind>[];
}

/** How long a notice or a result stays on the list of its organisation, ms. */
export const READ_WITHIN_MS = 30 * 86_400_000;

/** A desk of the office in the programme of a call. */
export function desk(
	key: string,
	{ programme }: Pick<CallFacts, 'programme'>,
	applicantId?: string
): Audience {
	return { to: 'desk', desk: key, programme, ...(applicantId === undefined ? {} : { applicantId }) };
}

/** The desk at which a step of a chain is signed. */
export function signingDesk(kind: string, role: string): string {
	return `sign.${kind}.${role}`;
}

/** Something that a call asks for as a whole. */
export function ofCall(call: Pick<CallFacts, 'id' | 'code'>) {
	return { target: call.code, named: { as: 'call', id: call.id }, callId: call.id } as const;
}

/** Dossiers of a call that wait for the same thing: one line, which leads to the only one where there is one. */
export function bundled({ id, call }: Pick<DossierFacts, 'id' | 'call'>) {
	return { ...ofCall(call), part: id, bundle: call.code } as const;
}

/** Something about one dossier, for the people who keep it. */
export function ofKeepers({
	id,
	organisationId,
	call
}: Pick<DossierFacts, 'id' | 'organisationId' | 'call'>) {
	return {
		audience: { to: 'organisation', desk: 'application.read_own', organisationId },
		target: id,
		named: { as: 'dossier', id },
		callId: call.id
	} as const;
}
