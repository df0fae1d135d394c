import { recordSteps } from '#lib/domain/ballots/step-record.ts';
import type { LotTally } from '#lib/domain/scoring/tally-lot.ts';
import type { TallyReason, TallyRow } from './ports.ts';

/** What a lot's tally is stored as: one row for each application, in the order of the lot. */
export function tallyRows(sessionId: string, { applications, ranking }: LotTally): TallyRow[] {
	const codes = new Map([...ranking.ranked, ...ranking.unranked].map((row) => [row.applicationId, row.code]));
	const named = (ids: readonly string[]): string => ids.map((id) => codes.get(id) ?? '').join(', ');
	return applications.map(({ applicationId, tally, invalidReasons, opinions }): TallyRow => {
		const placed = ranking.ranked.find((row) => row.applicationId === applicationId);
		const reasons: TallyReason[] = [
			...tally.failures.map((code) => ({ code })),
			...tally.warnings.map(({ code, valid, members }) => ({
				code,
				params: { valid: String(valid), members: String(members) }
			})),
			...invalidReasons.map((reason) => ({ code: 'invalid_ballot', params: { reason } })),
			...(opinions === 0 ? [] : [{ code: 'written_opinions', params: { count: String(opinions) } }]),
			...ranking.decisions
				.filter(({ between }) => between.includes(applicationId))
				.map(({ by, between, order }) => ({
					code: 'tie_decided',
					params: { by, between: named(between), order: order.map(named).join(' > ') }
				}))
		];
		return {
			applicationId,
			sessionId,
			steps: tally.steps,
			mean: tally.mean,
			final: tally.score,
			passed: tally.qualified,
			rank: placed?.place ?? null,
			outcome: placed === undefined ? 'failed' : placed.recommended ? 'recommended' : 'passed',
			reasons
		};
	});
}

/** Whether two tallies say the same, to the last integer. */
export function sameTallies(a: readonly TallyRow[], b: readonly TallyRow[]): boolean {
	return written(a) === written(b);
}

function written(rows: readonly TallyRow[]): string {
	return JSON.stringify(
		[...rows]
			.sort((a, b) => (a.applicationId < b.applicationId ? -1 : 1))
			.map(({ applicationId, steps, passed, rank, outcome }) => [
				applicationId,
				sorted(recordSteps(steps)),
				passed,
				rank,
				outcome
			])
	);
}

/** jsonb keeps no order of keys. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([key, part]) => [key, sorted(part)])
	);
}
