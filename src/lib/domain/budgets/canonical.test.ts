import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';
import { canonicalBudget } from './canonical.ts';
import { computeBudget } from './engine.ts';
import { lineFromJson, lineToJson } from './line-json.ts';
import { aLine, labourLine, worth } from './line.fixture.ts';
import type { BudgetLine } from './line.ts';
import { must, requestedLines, sampleBudget } from './sample-budgets.fixture.ts';
import { RULES, TEMPLATE } from './tt-20-2023.fixture.ts';

const SUBJECT = { caseCode: 'TASK-2026-0003', side: 'appraised' } as const;

function bytes(lines: readonly BudgetLine[], reasons = [{ key: 'b', code: 'CO_SAN', note: '' }]): string {
	return canonicalJson(must(canonicalBudget(computeBudget(lines, TEMPLATE, RULES), SUBJECT, reasons)));
}

describe('the canonical budget', () => {
	const lines = [worth(1, 19_000_000n), aLine(2, { quantity: { unscaled: 125n, scale: 1 } })];

	it('carries its format, its case, every line and total, money as decimal strings', () => {
		const value: unknown = JSON.parse(bytes(lines));
		expect(value).toMatchObject({
			format: 'chuan.budget/1',
			case: 'TASK-2026-0003',
			side: 'appraised',
			totals: { state: '20013500', own: '0', total: '20013500' },
			lines: [
				{ amount: '19000000' },
				{ quantity: '12.5', unitPrice: '1000', amount: '12500' },
				{ amount: '1001000' }
			]
		});
	});

	it('has the same bytes whatever the order of lines and reasons, and however a decimal is written', () => {
		const [a, b] = [
			{ key: 'a', code: 'LAM_TRON', note: '' },
			{ key: 'b', code: 'CO_SAN', note: '' }
		];
		const rewritten = [aLine(2, { quantity: { unscaled: 12500n, scale: 3 } }), worth(1, 19_000_000n)];
		expect(bytes(rewritten, [b, a])).toBe(bytes(lines, [a, b]));
	});

	it.each<[string, Partial<BudgetLine>]>([
		['one đồng', { unitPrice: 1_001n }],
		['a word', { content: 'Khoản khác' }],
		['who pays', { source: 'own' }],
		['khoán', { khoanOverride: { khoan: true, reason: 'Có định mức' } }]
	])('has other bytes when %s changes', (_, change) => {
		expect(bytes([lines[0] ?? aLine(1), aLine(2, change)])).not.toBe(bytes([lines[0] ?? aLine(1), aLine(2)]));
	});

	it('has other bytes for another case, another side, another reason', () => {
		const budget = computeBudget(lines, TEMPLATE, RULES);
		const other = must(canonicalBudget(budget, { ...SUBJECT, caseCode: 'TASK-2026-0004' }));
		const side = must(canonicalBudget(budget, { ...SUBJECT, side: 'requested' }));
		expect(new Set([bytes(lines), canonicalJson(other), canonicalJson(side), bytes(lines, [])]).size).toBe(4);
	});

	it('is refused while anything is missing or above a ceiling, with every cause', () => {
		const open = aLine(1, { quantity: null });
		const dear = worth(2, 2_000_001n, { category: 4, normRef: 'workshop_chair' });
		const refused = canonicalBudget(computeBudget([open, dear], TEMPLATE, RULES), SUBJECT);
		expect(refused).toMatchObject({
			ok: false,
			refusal: {
				code: 'budget_not_complete',
				causes: [{ code: 'budget_quantity_missing' }, { code: 'budget_check_unit_price_norm' }]
			}
		});
	});
});

describe('a line in JSON', () => {
	it('reads back as the line that it was', () => {
		const lines = [
			...requestedLines(sampleBudget('GL-DL-02')),
			labourLine(900, 'leader', 1, 3n, 'day'),
			aLine(901, { quantity: null, unitPrice: null }),
			aLine(902, { khoanOverride: { khoan: true, reason: 'Có định mức' }, normRef: 'workshop_chair' })
		];
		const budget = computeBudget(lines, TEMPLATE, RULES);
		const again = budget.lines.map((line) => must(lineFromJson(lineToJson(line))));
		expect(computeBudget(again, TEMPLATE, RULES)).toEqual(budget);
	});

	it('names every malformed part', () => {
		const refused = lineFromJson({
			key: '../../etc',
			position: 1.5,
			category: 11,
			source: 'bank',
			content: { text: 'x' },
			quantity: '1,5',
			unitPrice: '1e6',
			subKind: 'toString',
			labour: { role: 'leader', persons: '1', effort: '1', effortUnit: 'month' },
			system: 'root'
		});
		expect(refused.ok ? [] : refused.refusal.causes?.map((cause) => cause.field)).toEqual([
			'key',
			'position',
			'category',
			'source',
			'content',
			'quantity',
			'unitPrice',
			'subKind',
			'labour',
			'system'
		]);
	});

	it.each([[null], ['text'], [7], [[]]])('is refused when it is %j', (value) => {
		expect(lineFromJson(value)).toMatchObject({ ok: false, refusal: { code: 'budget_line_malformed' } });
	});

	it('is refused without a key, a place, a category and a source', () => {
		const refused = lineFromJson({ content: 'Khoản' });
		expect(refused.ok ? [] : refused.refusal.causes?.map((cause) => cause.field)).toEqual([
			'key',
			'position',
			'category',
			'source'
		]);
	});
});
