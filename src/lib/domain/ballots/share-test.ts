/** Whether a count reaches a share, in whole numbers: den·count against num·base, without division. */
import type { ShareBase, ShareRule } from '#lib/domain/rules/ballot-rules.ts';
import type { Fraction } from '#lib/domain/shared/fraction.ts';

/** Both sides of a comparison and what it came to. */
export interface Sides {
	readonly count: bigint;
	readonly base: bigint;
	/** den·count */
	readonly left: bigint;
	/** num·base */
	readonly right: bigint;
	readonly met: boolean;
}

export interface ShareTest extends Sides {
	readonly share: Fraction;
	readonly of: ShareBase;
	/** `more_than`: met when `left > right`; `at_least`: when `left >= right`. */
	readonly bound: ShareRule['bound'];
}

/** What shares are taken of, counted. */
export type Bases = Readonly<Record<ShareBase, bigint>>;

export function testShare(rule: ShareRule, count: bigint, bases: Bases): ShareTest {
	const { share, of, bound } = rule;
	const sides = sidesOf(share, count, bases[of]);
	const met = bound === 'more_than' ? sides.left > sides.right : sides.left >= sides.right;
	return { share, of, bound, ...sides, met };
}

export function testAtLeast(share: Fraction, count: bigint, base: bigint): Sides {
	const sides = sidesOf(share, count, base);
	return { ...sides, met: sides.left >= sides.right };
}

function sidesOf(share: Fraction, count: bigint, base: bigint): Omit<Sides, 'met'> {
	return { count, base, left: share.den * count, right: share.num * base };
}

/** In a record of steps. */
export const SIDES_INTEGERS = ['count', 'base', 'left', 'right', 'num', 'den'] as const;
