import { describe, expect, it } from 'vitest';
import { applyEdits } from './appraisal-edits.ts';
import { appraise } from './appraisal.ts';
import type { Appraisal, AppraisalReasons } from './appraisal.ts';
import { MANAGEMENT_LINE_KEY } from './engine.ts';
import { aLine, keyOf, worth } from './line.fixture.ts';
import type { BudgetLine } from './line.ts';
import { choosableReasons } from './reasons.ts';
import { must } from './sample-budgets.fixture.ts';
import { RULES, TEMPLATE } from './tt-20-2023.fixture.ts';

const REQUESTED = [worth(1, 19_000_000n), worth(2, 38_000_000n)];
const [FIRST, SECOND] = [keyOf(101), keyOf(102)];

function appraised(lines: readonly BudgetLine[], reasons: AppraisalReasons = {}): Appraisal {
	return appraise({ requested: REQUESTED, appraised: lines, reasons, template: TEMPLATE, rules: RULES });
}

function codes(appraisal: Appraisal): string[] {
	return appraisal.problems.map((problem) => problem.code);
}

const cutTo = (amount: bigint) => [worth(1, amount), ...REQUESTED.slice(1)];
const because = (code: string, note = '') => ({ [FIRST]: { code, note } });

describe('an appraisal', () => {
	it('without a change has no difference and asks for no reason', () => {
		const same = appraised(REQUESTED);
		expect(same.rows.map((row) => [row.change, row.delta, row.reason])).toEqual([
			['kept', 0n, null],
			['kept', 0n, null],
			['kept', 0n, null]
		]);
		expect(same.problems).toEqual([]);
	});

	it('recomputes the management line and gives it the system’s reason', () => {
		const cut = appraised(cutTo(0n), because('KHONG_LIEN_QUAN'));
		expect(cut.rows.find((row) => row.key === MANAGEMENT_LINE_KEY)).toMatchObject({
			delta: -1_000_000n,
			reason: 'TINH_LAI_QLC'
		});
		expect(cut.totals.delta.state).toBe(-20_000_000n);
		expect(cut.problems).toEqual([]);
	});

	it('needs a reason for every difference', () => {
		const silent = appraised(cutTo(18_999_999n));
		expect(silent.problems).toEqual([
			{ code: 'appraisal_reason_missing', field: `lines/${FIRST}/reason`, params: { delta: '-1' } }
		]);
	});

	it('needs a reason for a line taken out and for one put in', () => {
		const other = aLine(7);
		const swapped = appraised([...REQUESTED.slice(1), other]);
		// The third row is the management line, which follows the two.
		expect(swapped.rows.map((row) => row.change)).toEqual(['removed', 'kept', 'cut', 'added']);
		expect(codes(swapped)).toEqual(['appraisal_reason_missing', 'appraisal_reason_missing']);
	});

	it('flags an increase and wants it explained in words', () => {
		const raised = appraised(cutTo(20_000_000n), because('DIEU_CHINH_THEO_HD'));
		expect(raised.rows[0]).toMatchObject({ change: 'raised', increase: true, delta: 1_000_000n });
		expect(codes(raised)).toEqual(['appraisal_increase_without_note']);
		const explained = because('DIEU_CHINH_THEO_HD', 'Hội đồng yêu cầu thêm một điểm đo.');
		expect(codes(appraised(cutTo(20_000_000n), explained))).toEqual([]);
	});

	it('refuses a reason that is unknown, reserved to the system, or without a change', () => {
		expect(codes(appraised(cutTo(1n), because('BECAUSE')))).toEqual(['appraisal_reason_unknown']);
		expect(codes(appraised(cutTo(1n), because('toString')))).toEqual(['appraisal_reason_unknown']);
		expect(codes(appraised(cutTo(1n), because('TINH_LAI_QLC')))).toEqual(['appraisal_reason_reserved']);
		expect(codes(appraised(REQUESTED, because('CO_SAN')))).toEqual(['appraisal_reason_without_change']);
	});

	it('refuses a reason on the management line, and one for no line at all', () => {
		const onManagement = { [MANAGEMENT_LINE_KEY]: { code: 'LAM_TRON', note: '' } };
		expect(codes(appraised(REQUESTED, onManagement))).toEqual(['appraisal_management_reason']);
		expect(codes(appraised(REQUESTED, { [keyOf(999)]: { code: 'CO_SAN', note: '' } }))).toEqual([
			'appraisal_reason_without_line'
		]);
	});

	it('sees a line that costs the same but reads otherwise', () => {
		const reworded = appraised([
			{ ...worth(1, 19_000_000n), content: 'Nội dung khác' },
			...REQUESTED.slice(1)
		]);
		expect(reworded.rows[0]?.change).toBe('altered');
		expect(reworded.problems).toEqual([]);
	});

	it('sees the same quantity written with more decimals as the same', () => {
		const written = worth(1, 19_000_000n, { quantity: { unscaled: 100n, scale: 2 } });
		expect(appraised([written, ...REQUESTED.slice(1)]).rows[0]?.change).toBe('kept');
	});

	it('carries every problem and unmet check of its lines', () => {
		const dear = worth(1, 2_500_000n, { category: 4, normRef: 'workshop_chair' });
		const bad = appraised([dear, { ...worth(2, 38_000_000n), unit: '' }], because('DIEU_CHINH_THEO_HD'));
		expect(codes(bad)).toEqual(['budget_unit_missing', 'budget_check_unit_price_norm']);
	});

	it('puts both sides into the five printed items', () => {
		const cut = appraised(cutTo(0n), because('CO_SAN'));
		expect(cut.byGroup.map((row) => row.delta.total)).toEqual([0n, -19_000_000n, 0n, 0n, -1_000_000n]);
	});
});

describe('edits of the appraisal screen', () => {
	it('change what they name and leave the rest', () => {
		const lines = must(
			applyEdits(
				REQUESTED,
				[
					{ key: FIRST, unitPrice: 7n },
					{ key: SECOND, removed: true }
				],
				[aLine(9)]
			)
		);
		expect(lines).toEqual([{ ...worth(1, 7n) }, aLine(9)]);
	});

	it.each([
		['appraisal_line_unknown', REQUESTED, [{ key: keyOf(999), unitPrice: 1n }], []],
		['appraisal_line_edited_twice', REQUESTED, [{ key: FIRST }, { key: FIRST }], []],
		['appraisal_key_taken', REQUESTED, [], [worth(1, 1n)]],
		['appraisal_management_fixed', [aLine(1, { system: 'management' })], [{ key: FIRST, unitPrice: 1n }], []],
		['appraisal_management_fixed', REQUESTED, [], [aLine(9, { system: 'management' })]]
	] as const)('are refused: %s', (code, requested, edits, added) => {
		expect(applyEdits(requested, edits, added)).toMatchObject({ ok: false, refusal: { code } });
	});
});

describe('the reasons offered', () => {
	it('leave out the system’s own', () => {
		const offered = choosableReasons().map((reason) => reason.code);
		expect(offered).toHaveLength(11);
		expect(offered).not.toContain('TINH_LAI_QLC');
	});
});
