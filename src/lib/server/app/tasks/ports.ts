import type { SignerRole } from '../budgets/ports.ts';
import type { StageWork } from '#lib/domain/flow/stage-kinds.ts';
import type { Ties } from '#lib/domain/access/actor.ts';
import type { Scope } from '#lib/domain/access/policy.ts';

/** Acts that wait for the reader. */
export type OwnTaskKind =
	| StageWork
	| 'answer_invitation'
	| 'rule_tie'
	| 'confirm_grant'
	| 'rule_claim'
	| 'rule_change'
	| 'prove_claim'
	| 'read_refused_claim'
	| 'failed_mail'
	| 'faulty_files'
	| 'unsealed_audit';

/** Whose turn it is where the reader waits. */
export type HeldTaskKind =
	| 'held_office'
	| 'held_council'
	| 'held_result'
	| 'held_preparer'
	| 'held_verifier'
	| 'held_approver'
	| 'held_director'
	| 'held_session'
	| 'held_claim'
	| 'held_change';

export type TaskKind = OwnTaskKind | HeldTaskKind;

export interface TaskRow {
	readonly kind: TaskKind;
	/** What the link leads to: an id, or the code of a call. */
	readonly target: string;
	/** The lot within the target, the only dossier of a call that waits, or ''. */
	readonly part: string;
	/** Printed code of the object, or ''. */
	readonly code: string;
	readonly titleVi: string;
	readonly titleEn: string;
	/** How many objects are in it; 1 where it is about one. */
	readonly count: number;
	/** Deadline or hour of the meeting; null where there is none. */
	readonly due: Date | null;
	/** Since when it waits. */
	readonly since: Date | null;
}

/** Where the reader may act, by hat; a hat that is not worn is absent and costs nothing. */
export interface TaskHats {
	readonly personId: string;
	/** Invitations are sent to it; '' where they are not asked for. */
	readonly email: string;
	/** Rules on ties that appeared late where no council does. */
	readonly rulesTies: boolean;
	/** Rules on who speaks for an organisation. */
	readonly rulesClaims: boolean;
	/** Organisations that the person represents: what proves them is theirs to bring. */
	readonly representedIds: readonly string[];
	/** Organisations that the person works or acts for: their cases are nobody's task here. */
	readonly tied: Ties;
	/** Organisations whose dossiers the person keeps. */
	readonly organisationIds: readonly string[];
	/** Roles in which the person signs money. */
	readonly signs: readonly SignerRole[];
	readonly manage?: Scope;
	readonly decideProposals?: Scope;
	readonly appraise?: Scope;
	readonly verify?: Scope;
	readonly approve?: Scope;
	readonly closeSelection?: Scope;
	readonly issueResult?: Scope;
	/** Sits in a council. */
	readonly sits: boolean;
	/** Gives out roles. */
	readonly administers: boolean;
	readonly mail: boolean;
	readonly storage: boolean;
	readonly audit: boolean;
}

export interface TasksRepository {
	/** What waits for the reader, the nearest deadline first; one statement whatever the number of hats. */
	waiting(hats: TaskHats, limit: number): Promise<readonly TaskRow[]>;
	/** The same, counted by kind. */
	counts(hats: TaskHats): Promise<readonly { readonly kind: OwnTaskKind; readonly count: number }[]>;
	/** What others hold that the reader waits for, the longest held first; one statement. */
	held(hats: TaskHats, limit: number): Promise<readonly TaskRow[]>;
}
