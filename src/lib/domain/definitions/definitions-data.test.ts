import { describe, expect, it } from 'vitest';
import { budgetRulesFrom } from '#lib/domain/budgets/rules-in-force.ts';
import { rulesOn } from '#lib/domain/rules/rule-set.ts';
import { markSlots, maximumPoints } from '#lib/domain/scoring/scale.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { fieldIn } from './expression-scope.ts';
import { formOf } from './form.ts';
import { document, seeded } from '../../../../tests/support/definitions.ts';

describe.each(['map', 'task', 'proposal'] as const)('%s.json', (name) => {
	it('passes the contract', () => {
		expect(seeded(name).schemaVersion).toBe(2);
	});
	it('makes a form for each variant', () => {
		const definition = seeded(name);
		for (const variant of definition.variants) {
			expect(formOf(definition, variant.key).sections.length).toBeGreaterThan(2);
		}
	});
	it('is complete in English', () => {
		const missing: string[] = [];
		const walk = (value: unknown, path: string): void => {
			if (typeof value !== 'object' || value === null) return;
			if ('vi' in value && !('en' in value)) missing.push(path);
			for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
		};
		walk(document(name), name);
		expect(missing).toEqual([]);
	});
});

describe('what the programmes say', () => {
	const points = (name: 'map' | 'task', variant: string): number[] =>
		(seeded(name).rubrics[variant]?.criteria ?? []).map(maximumPoints);

	it('MAP is marked on the 100-point grid', () => {
		expect(points('map', 'standard')).toEqual([15, 20, 15, 15, 15, 15, 5]);
	});
	it('TASK has the maxima of TT 20/2023, Art. 12 in both variants', () => {
		expect(points('task', 'applied_research')).toEqual([12, 24, 16, 16, 16, 16]);
		expect(points('task', 'trial_production')).toEqual([8, 20, 12, 12, 16, 16, 16]);
		const rated = seeded('task').rubrics['applied_research']?.criteria.flatMap(markSlots) ?? [];
		expect(rated).toHaveLength(17);
	});
	it('MAP has no outlier, zero or bonus rule; TASK has all three', () => {
		const map = rulesOn(seeded('map').ruleSet, calendarDate('2026-11-22'));
		expect([map.outlierRule, map.zeroRule, map.bonus]).toEqual([undefined, undefined, undefined]);
		expect(map.threshold?.value).toBe(70);
		const task = rulesOn(seeded('task').ruleSet, calendarDate('2026-11-22'));
		expect(task.outlierRule?.value.percent).toBe(20);
		expect(task.zeroRule?.value).toEqual({ num: 1n, den: 4n });
		expect(task.bonus?.value).toEqual({ num: 1n, den: 10n });
		expect(rulesOn(seeded('task').ruleSet, calendarDate('2023-11-26')).zeroRule?.value.den).toBe(3n);
	});
	it('the budget engine takes the numbers of TASK', () => {
		const definition = seeded('task');
		if (definition.budgetTemplate === undefined) throw new Error('no template');
		const rules = budgetRulesFrom(
			rulesOn(definition.ruleSet, calendarDate('2026-11-22')),
			definition.budgetTemplate
		);
		expect(rules.labour?.monthlyAmount).toBe(24_000_000n);
		expect(rules.management?.cap).toBe(300_000_000n);
		expect(rules.khoan?.countedSubKinds).toEqual(['repair', 'purchase', 'rent', 'depreciation', 'outbound']);
		expect(rules.khoan?.citation).toBe('TTLT 27/2015/TTLT-BKHCN-BTC, Điều 6 khoản 1 điểm c');
	});
	it('the nine groups of the survey are rows that are given', () => {
		const groups = fieldIn(seeded('map'), 'assessment', 'groups');
		expect(groups?.kind === 'table' && groups.fixedRows?.length).toBe(9);
	});
});
