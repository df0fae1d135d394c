import { percentOf } from './scale-geometry.ts';

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
	/** how many ballots high the label stands, so that neighbours stay readable: on a wide and on a narrow screen */
	readonly level: number;
	readonly levelNarrow: number;
}

/**
 * The height of each label: above its own ballots, above the ballots of neighbours nearer than `apart` percent, and
 * on no height that a near label already has. Places come in rising order.
 */
export function levelsOf(places: readonly number[], counts: readonly number[], apart: number): number[] {
	const levels: number[] = [];
	places.forEach((place, index) => {
		const near = places.flatMap((other, at) => (at !== index && Math.abs(other - place) < apart ? [at] : []));
		const taken = near.filter((at) => at < index).map((at) => levels[at]);
		let level = Math.max(counts[index] ?? 1, ...near.map((at) => counts[at] ?? 1));
		while (taken.includes(level)) level += 1;
		levels.push(level);
	});
	return levels;
}

/** Equal ballots gather in one place, one above the other; labels of near ones alternate in height. */
export function ballotPoints(
	ballots: readonly { readonly points: number; readonly dropped?: boolean }[],
	ends: Ends
): BallotPoint[] {
	const places = [...new Set(ballots.map((ballot) => ballot.points))].sort((a, b) => a - b);
	const percents = places.map((points) => percentOf(points - ends.from, ends.to - ends.from));
	const counts = places.map((points) => ballots.filter((ballot) => ballot.points === points).length);
	const wide = levelsOf(percents, counts, 2.4);
	const narrow = levelsOf(percents, counts, 7);
	return places.map((points, index) => {
		const here = ballots.filter((ballot) => ballot.points === points);
		return {
			points,
			count: here.length,
			dropped: here.every((ballot) => ballot.dropped === true),
			place: percents[index] ?? 0,
			level: wide[index] ?? here.length,
			levelNarrow: narrow[index] ?? here.length
		};
	});
}
