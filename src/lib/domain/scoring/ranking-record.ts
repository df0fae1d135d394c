/**
 * A ranking as plain JSON, to be stored when it is counted and shown for ever, and back. The integers of a score
 * travel as decimal strings: JSON numbers are floats.
 */
import type { Fraction } from '#lib/domain/shared/fraction.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Ranked, Ranking, TieDecision, TieFigure, Unranked } from './ranking.ts';

interface RecordedFraction {
	readonly num: string;
	readonly den: string;
}

interface RecordedDecision extends Omit<TieDecision, 'figures'> {
	readonly figures?: readonly (Omit<TieFigure, 'value'> & { readonly value: RecordedFraction })[];
}

export interface RecordedRanking extends Omit<Ranking, 'ranked' | 'unranked' | 'decisions'> {
	readonly decisions: readonly RecordedDecision[];
	readonly ranked: readonly (Omit<Ranked, 'score'> & { readonly score: RecordedFraction })[];
	readonly unranked: readonly (Omit<Unranked, 'score'> & { readonly score: RecordedFraction | null })[];
}

export function recordRanking(ranking: Ranking): RecordedRanking {
	return {
		...ranking,
		decisions: ranking.decisions.map(({ figures, ...decision }) =>
			figures === undefined
				? decision
				: { ...decision, figures: figures.map((one) => ({ ...one, value: recorded(one.value) })) }
		),
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
		decisions: json.decisions.map(({ figures, ...decision }) =>
			figures === undefined
				? decision
				: { ...decision, figures: figures.map((one) => ({ ...one, value: revived(one.value) })) }
		),
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
	return rows.every(hasScore) && (parts['decisions'] as unknown[]).every(hasFigures);
}

const INTEGER = /^-?\d+$/;

function hasScore(row: unknown): boolean {
	if (typeof row !== 'object' || row === null || !('score' in row) || !('applicationId' in row)) return false;
	return row.score === null || isFraction(row.score);
}

/** Orders that were stored before the figures of a tie were kept have none. */
function hasFigures(decision: unknown): boolean {
	if (typeof decision !== 'object' || decision === null) return false;
	if (!('figures' in decision)) return true;
	const { figures } = decision;
	return (
		Array.isArray(figures) &&
		figures.every(
			(one: unknown) => typeof one === 'object' && one !== null && 'value' in one && isFraction(one.value)
		)
	);
}

function isFraction(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || !('num' in value) || !('den' in value)) return false;
	return [value.num, value.den].every((part) => typeof part === 'string' && INTEGER.test(part));
}
