import { percentOf, tiersOf } from './scale-geometry.ts';

interface Ends {
	readonly from: number;
	readonly to: number;
}

/** The ends of the rule, widened by whole tens until every ballot stands on it. */
export function ruleEnds(points: readonly number[], from: number, to: number): Ends {
	const low = Math.min(from, ...points);
	const high = Math.max(to, ...points);
	return { from: Math.floor(low / 10) * 10, to: Math.ceil(high / 10) * 10 };
}

/** One place on the rule, with how many ballots stand there. */
export interface BallotPoint {
	readonly points: number;
	readonly count: number;
	readonly dropped: boolean;
	/** percent from the left end */
	readonly place: number;
	/** how far the label is lifted, so that neighbours stay readable: on a wide and on a narrow screen */
	readonly tier: number;
	readonly tierNarrow: number;
}

/** Equal ballots gather in one place, one above the other; labels of near ones alternate in height. */
export function ballotPoints(
	ballots: readonly { readonly points: number; readonly dropped?: boolean }[],
	ends: Ends
): BallotPoint[] {
	const places = [...new Set(ballots.map((ballot) => ballot.points))].sort((a, b) => a - b);
	const percents = places.map((points) => percentOf(points - ends.from, ends.to - ends.from));
	const wide = tiersOf(percents, 2.6, 3);
	const narrow = tiersOf(percents, 7.5, 3);
	return places.map((points, index) => {
		const here = ballots.filter((ballot) => ballot.points === points);
		return {
			points,
			count: here.length,
			dropped: here.every((ballot) => ballot.dropped === true),
			place: percents[index] ?? 0,
			tier: wide[index] ?? 0,
			tierNarrow: narrow[index] ?? 0
		};
	});
}
