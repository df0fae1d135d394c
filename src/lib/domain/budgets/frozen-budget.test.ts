import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import { canonicalBudget } from './canonical.ts';
import { computeBudget } from './engine.ts';
import { readFrozenBudget } from './frozen-budget.ts';
import { must, requestedLines, sampleBudget } from './sample-budgets.fixture.ts';
import { RULES, TEMPLATE } from './tt-20-2023.fixture.ts';

const computed = computeBudget(requestedLines(sampleBudget('GL-DL-03')), TEMPLATE, RULES);
const frozen = (): Record<string, unknown> => {
	const subject = { caseCode: 'TASK-2026-0003', side: 'requested' } as const;
	return JSON.parse(canonicalJson(must(canonicalBudget(computed, subject)))) as Record<string, unknown>;
};

describe('a budget in a frozen copy', () => {
	it('is read back line by line under the five printed items, with the same sums', () => {
		const read = must(readFrozenBudget(frozen()));
		expect(read?.totals).toEqual(computed.totals);
		expect(read?.groups.map(({ group, state, own }) => ({ group, state, own }))).toEqual(
			computed.byGroup
				.filter(({ group }) => computed.lines.some((line) => line.group === group))
				.map(({ group, state, own }) => ({ group, state, own }))
		);
		const lines = read?.groups.flatMap((group) => group.lines) ?? [];
		expect(lines.length).toBe(computed.lines.length);
		for (const line of computed.lines)
			expect(lines.find(({ key }) => key === line.key)?.amount).toBe(line.amount);
	});

	it('is none where the programme has none', () => {
		expect(readFrozenBudget(null)).toEqual({ ok: true, value: null });
	});

	it.each([
		['another format', { format: 'chuan.budget/9' }],
		['no list of lines', { lines: 'x' }],
		['a line out of shape', { lines: [{ key: 'x' }] }],
		['totals that are not the sums', { totals: { state: '1', own: '0', total: '1' } }]
	])('is refused with %s', (_what, change) => {
		expect(readFrozenBudget({ ...frozen(), ...change })).toMatchObject({
			refusal: { code: 'frozen_budget_malformed' }
		});
	});
});
