/**
 * What an organisation may change about itself, and what it asks the office to change: the name that dossiers under way
 * bear, and a name that another organisation bears, are not its own to write.
 */
import type { Standing } from './standing.ts';

export interface Naming {
	readonly name: string;
	/** Legal representative. */
	readonly repName: string;
	readonly repTitle: string;
}

/** Papers beside a change that waits: those brought since it was asked for, and those of before, which prove another matter. */
export function papersOfChange<P extends { readonly uploadedAt: Date }>(
	papers: readonly P[],
	askedAt: Date
): { readonly brought: readonly P[]; readonly before: readonly P[] } {
	return {
		brought: papers.filter(({ uploadedAt }) => uploadedAt >= askedAt),
		before: papers.filter(({ uploadedAt }) => uploadedAt < askedAt)
	};
}

/** Why the office rules on a change. */
export type WhyAsked = 'under_way' | 'name_elsewhere';

export interface NamingFacts {
	readonly standing: Standing;
	/** A dossier is with the office and has no end yet. */
	readonly underWay: boolean;
	/** A live organisation of another tax code bears the new name. */
	readonly nameElsewhere: boolean;
}

/**
 * Why a change goes to the office, or undefined where it stands at once. The position of the same representative is
 * the organisation's own; of a claim that waits the office reads the name anyway.
 */
export function whyAsked(now: Naming, wanted: Naming, facts: NamingFacts): WhyAsked | undefined {
	const renamed = now.name !== wanted.name;
	if (!renamed && now.repName === wanted.repName) return undefined;
	if (facts.underWay) return 'under_way';
	return renamed && facts.nameElsewhere && facts.standing === 'proved' ? 'name_elsewhere' : undefined;
}
