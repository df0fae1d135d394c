import type { Ties } from '#lib/domain/access/actor.ts';
import type { HeldKind, WorkKind } from '#lib/domain/work/kinds.ts';

export interface TaskRow {
	readonly kind: WorkKind | HeldKind;
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
	/** The deadline may yet move: days off of its year are not known. */
	readonly provisional: boolean;
	/** Since when it waits. */
	readonly since: Date;
}

/** A desk of the office where a person stands, everywhere or for some programmes. */
export interface DeskPlace {
	readonly desk: string;
	readonly everywhere: boolean;
	readonly programmes: readonly string[];
}

/** Everything that makes a piece of work a person's own, or one that the person waits for. */
export interface Standing {
	readonly personId: string;
	/** Invitations are sent to it; '' where they are not asked for. */
	readonly email: string;
	/** Organisations whose dossiers the person keeps. */
	readonly organisationIds: readonly string[];
	/** Organisations that the person represents: what proves them is theirs to bring. */
	readonly representedIds: readonly string[];
	/** Organisations that the person works or acts for: their cases are nobody's task here. */
	readonly tied: Ties;
	readonly desks: readonly DeskPlace[];
	/** Desks where the person waits for what others do. */
	readonly waitsAt: readonly DeskPlace[];
}

export interface TasksRepository {
	/** What waits for the reader, the nearest deadline first; one statement whatever the number of desks. */
	waiting(standing: Standing, limit: number): Promise<readonly TaskRow[]>;
	/** Of these pieces of work, those that wait for the reader. */
	among(standing: Standing, itemIds: readonly string[]): Promise<readonly TaskRow[]>;
	/** The same, counted by kind. */
	counts(standing: Standing): Promise<readonly { readonly kind: WorkKind; readonly count: number }[]>;
	/** What others hold that the reader waits for, the longest held first; one statement. */
	held(standing: Standing, limit: number): Promise<readonly TaskRow[]>;
}
