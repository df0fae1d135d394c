import type {
	AppraisalFacts,
	CallFacts,
	CouncilFacts,
	DossierFacts,
	SeatFacts
} from '#lib/domain/flow/stage-work.ts';
import type {
	GrantFacts,
	InvitationFacts,
	OrganisationFacts,
	PortalFacts,
	RecoveryFacts,
	TieFacts
} from '#lib/domain/work/side-work.ts';
import type { StagedWork } from '#lib/domain/work/work-of.ts';

/** Kinds of things that work is reckoned for. */
export const WORK_SUBJECTS = [
	'call',
	'dossier',
	'appraisal',
	'council',
	'seat',
	'organisation',
	'invitation',
	'tie',
	'grant',
	'recovery',
	'portal'
] as const;

export type WorkSubject = (typeof WORK_SUBJECTS)[number];

export interface WorkPlace {
	readonly subject: WorkSubject;
	readonly id: string;
}

/** Facts beside the definition that says what they mean. */
export type Defined<Facts> = { readonly definitionId: string; readonly facts: Facts };

/** Of the ids that are asked for, those that there are. */
export interface WorkFactsRepository {
	calls(ids: readonly string[]): Promise<readonly Defined<Omit<CallFacts, 'selected'>>[]>;
	dossiers(ids: readonly string[]): Promise<readonly Defined<DossierFacts>[]>;
	appraisals(
		ids: readonly string[]
	): Promise<readonly (Defined<AppraisalFacts> & { readonly closesAt: Date })[]>;
	councils(ids: readonly string[]): Promise<readonly Defined<CouncilFacts>[]>;
	seats(ids: readonly string[]): Promise<readonly Defined<SeatFacts>[]>;
	organisations(ids: readonly string[]): Promise<readonly OrganisationFacts[]>;
	invitations(ids: readonly string[]): Promise<readonly InvitationFacts[]>;
	ties(ids: readonly string[]): Promise<readonly TieFacts[]>;
	grants(ids: readonly string[]): Promise<readonly GrantFacts[]>;
	recoveries(ids: readonly string[]): Promise<readonly RecoveryFacts[]>;
	portal(): Promise<PortalFacts>;
}

/** A piece of work as it is to stand. */
export interface WantedWork {
	readonly place: WorkPlace;
	readonly key: string;
	readonly work: StagedWork;
}

export interface WorkRepository {
	readonly facts: WorkFactsRepository;
	/**
	 * Takes what this transaction changed, and locks it: nobody else reckons the same things until it ends. Calls whose
	 * work does not depend on their dossiers are left out. Empty where nothing was changed.
	 */
	takeOwnMarks(): Promise<readonly WorkPlace[]>;
	/** The same of what ended transactions left, at most so many. */
	takeLeftMarks(limit: number): Promise<readonly WorkPlace[]>;
	/** Locks the things, in one order for all. */
	lock(places: readonly WorkPlace[]): Promise<void>;
	/** Makes the table agree for these things: the number of pieces that were opened, changed or closed. */
	settle(
		places: readonly WorkPlace[],
		wanted: readonly WantedWork[],
		closing: { readonly by: string; readonly verb: string }
	): Promise<number>;
	/** Closes what ended by itself; how many. */
	closeOver(limit: number): Promise<number>;
	/** Things of a kind after an id, in the order of their ids. */
	placesAfter(subject: WorkSubject, id: string, limit: number): Promise<readonly string[]>;
}
