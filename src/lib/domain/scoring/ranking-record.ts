/**
 * A ranking as plain JSON, to be stored when it is counted and shown for ever, and back. The integers of a score
 * travel as decimal strings: JSON numbers are floats.
 */
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Ranked, Ranking, Unranked } from './ranking.ts';

interface RecordedFraction {
	readonly num: string;
	readonly den: string;
}

export interface RecordedRanking extends Omit<Ranking, 'ranked' | 'unranked'> {
	readonly ranked: readonly (Omit<Ranked, 'score'> & { readonly score: RecordedFraction })[];
	readonly unranked: readonly (Omit<Unranked, 'score'> & { readonly score: RecordedFraction | null })[];
}

export function recordRanking(ranking: Ranking): RecordedRanking {
	return {
		...ranking,
		ranked: ranking.ranked.map((row) => ({ ...row, score: recorded(row.score) })),
		unranked: ranking.unranked.map((row) => ({
			...row,
			score: row.score === null ? null : recorded(row.score)
		}))
	};
}

/** Reads what `recordRanking` wrote. Refuses `ranking_record_unreadable` for anything else. */
export function readRanking(json: unknown): Result<Ranking> {
	if (!isRecorded(json)) return refuse('ranking_record_unreadable');
	return ok({
		...json,
		ranked: json.ranked.map((row) => ({ ...row, score: revived(row.score) })),
		unranked: json.unranked.map((row) => ({
			...row,
			score: row.score === null ? null : revived(row.score)
		}))
	});
}

function recorded({ num, den }: Fraction): RecordedFraction {
	return { num: num.toString(), den: den.toString() };
}

function revived({ num, den }: RecordedFraction): Fraction {
	return { num: BigInt(num), den: BigInt(den) };
}

function isRecorded(json: unknown): json is RecordedRanking {
	if (typeof json !== 'object' || json === null) return false;
	const lists = ['ranked', 'unranked', 'decisions', 'openTies'] as const;
	const parts: Partial<Record<string, unknown>> = { ...json };
	if (lists.some((key) => !Array.isArray(parts[key])) || !('maxRecommended' in parts)) return false;
	const rows = [...(parts['ranked'] as unknown[]), ...(parts['unranked'] as unknown[])];
	return rows.every(hasScore);
}

const INTEGER = /^-?\d+$/;

function hasScore(row: unknown): boolean {
	if (typeof row !== 'object' || row === null || !('score' in row) || !('applicationId' in row)) return false;
	const { score } = row;
	if (score === null) return true;
	if (typeof score !== 'object' || !('num' in score) || !('den' in score)) return false;
	return [score.num, score.den].every((part) => typeof part === 'string' && INTEGER.test(part));
}
