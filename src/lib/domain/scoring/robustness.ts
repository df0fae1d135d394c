/** How firmly an order stands: would it change if one member's ballots were left out? It decides nothing. */
import type { Ranking } from './ranking.ts';

export interface RobustnessFinding {
	readonly memberId: string;
	/** Application ids, best first, without this member's ballots; equals in an open tie stand together. */
	readonly order: readonly (readonly string[])[];
	/** The recommended would be others. */
	readonly recommendationChanges: boolean;
}

/**
 * The members whose absence would change the order of the lot.
 * `rankWithout` ranks the lot with this member's ballots left out (null: with all of them), by the same
 * rules; a member is named only where something changes.
 */
export function leaveOneOut(
	memberIds: readonly string[],
	rankWithout: (memberId: string | null) => Ranking
): RobustnessFinding[] {
	const whole = rankWithout(null);
	return memberIds.flatMap((memberId) => {
		const other = rankWithout(memberId);
		const order = orderOf(other);
		if (JSON.stringify(order) === JSON.stringify(orderOf(whole))) return [];
		const recommendationChanges = recommendedOf(whole) !== recommendedOf(other);
		return [{ memberId, order, recommendationChanges }];
	});
}

function orderOf(ranking: Ranking): string[][] {
	const places = new Map<number, string[]>();
	for (const { place, applicationId } of ranking.ranked) {
		places.set(place, [...(places.get(place) ?? []), applicationId]);
	}
	return [...places.values()].map((group) => group.sort());
}

function recommendedOf(ranking: Ranking): string {
	const recommended = ranking.ranked.filter((row) => row.recommended).map((row) => row.applicationId);
	return recommended.sort().join(' ');
}
