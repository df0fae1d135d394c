/** What a rule set says about ballots that are not points: shares, items, levels and their conditions. */
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { SeatStanding } from '#lib/domain/councils/seat-standing.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';

/** What a share is taken of: valid ballots, members present, or members appointed minus the recused. */
export const SHARE_BASES = ['ballots', 'present', 'members'] as const;

export type ShareBase = (typeof SHARE_BASES)[number];

export interface ShareRule {
	readonly share: Fraction;
	readonly of: ShareBase;
	/** Whether exactly the share is too few or enough. */
	readonly bound: 'more_than' | 'at_least';
}

/** When a member must give a reason: never, or wherever something is marked as failing. */
export type ReasonRule = 'optional' | 'on_fail';

/** One thing that each ballot marks as met or not met. */
export interface BallotItem {
	readonly key: string;
	readonly label: Localized;
	/** Kinds of task that it is asked of; absent: all. */
	readonly variants?: readonly string[];
}

export interface BallotItemsRule {
	readonly items: readonly BallotItem[];
	readonly reasons: ReasonRule;
}

/** What a member's marks come to in "Đạt" (TT 11/2014, Art. 13); both shares are "at least". */
export interface BallotLevelRule {
	/** Share of the criteria of quantity and volume that must be met. */
	readonly quantitiesMet: Fraction;
	/** Share of its order that a quantity which is not met must still reach. */
	readonly leastOfOrder: Fraction;
	readonly reasons: ReasonRule;
}

/** What the members' levels come to (TT 11/2014, Art. 13); between the two lies "Đạt". */
export interface CouncilLevelRule {
	readonly excellent: ShareRule;
	/** How many ballots may say "Không đạt" where the council says "Xuất sắc". */
	readonly excellentWithFailed: number;
	readonly failed: ShareRule;
}

/** How late a dossier may come in before it fails by itself. */
export interface LatenessRule {
	readonly months: number;
}

/** How many members with a standing a body has, and which roles they may not take. */
export interface StandingCount {
	readonly standing: SeatStanding;
	readonly atLeast?: number;
	readonly atMost?: number;
	readonly barredRoles?: readonly CouncilRole[];
}
