import { CATEGORIES } from '#lib/domain/budgets/code-lists.ts';
import type { ComputedLine } from '#lib/domain/budgets/line.ts';
import { paragraph, table } from '#lib/domain/papers/blocks.ts';
import type { Block } from '#lib/domain/papers/paper.ts';
import { sumDong } from '#lib/domain/shared/money.ts';
import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong, formatDongFigure } from '#lib/i18n/formats/figures.ts';
import { lineSumWords } from '#lib/i18n/line-sum-words.ts';

/** The lines of the budget under their categories, with the sums of both sources. */
export function budgetBlocks(lines: readonly ComputedLine[], empty: boolean): Block[] {
	if (empty)
		return [
			paragraph('Đơn vị tính: đồng', 'aside'),
			budgetTable(emptyRows(), ['', 'Tổng cộng', '', '', '', ''], 1)
		];
	if (lines.length === 0) return [paragraph('Dự toán: chưa có dòng nào.')];
	const rows = CATEGORIES.flatMap(({ code, label }) => {
		const own = lines.filter(({ category }) => category === code);
		if (own.length === 0) return [];
		return [
			[String(code), label.vi, '', ...amounts(own)],
			...own.map((line, index) => [
				`${code}.${index + 1}`,
				line.content,
				lineSumWords(line, 'vi'),
				...amounts([line])
			])
		];
	});
	const state = sumOf(lines, 'state');
	return [
		paragraph('Đơn vị tính: đồng', 'aside'),
		budgetTable(rows, ['', 'Tổng cộng', '', ...amounts(lines)]),
		paragraph(`Đề nghị ngân sách nhà nước: ${formatDong(state, 'vi')} (${dongInWords(state)}).`)
	];
}

/** A line for the pen under each category. */
function emptyRows(): string[][] {
	return CATEGORIES.flatMap(({ code, label }) => [
		[String(code), label.vi, '', '', '', ''],
		[`${code}.1`, '', '', '', '', '']
	]);
}

/** `share`: of the columns of figures; 0: as wide as they are. */
function budgetTable(rows: readonly (readonly string[])[], total: readonly string[], share = 0): Block {
	return table('Dự toán kinh phí', {
		columns: [
			{ title: 'TT', align: 'left', share: 0 },
			{ title: 'Nội dung chi', align: 'left', share: 4 },
			{ title: 'Khối lượng, đơn giá', align: 'left', share: 3 },
			...['Ngân sách nhà nước', 'Đối ứng', 'Tổng'].map((title) => ({
				...{ title, align: 'right' as const },
				share
			}))
		],
		rows,
		total
	});
}

function sumOf(lines: readonly ComputedLine[], source: ComputedLine['source']): bigint {
	return sumDong(lines.filter((line) => line.source === source).map(({ amount }) => amount));
}

function amounts(lines: readonly ComputedLine[]): string[] {
	const [state, own] = [sumOf(lines, 'state'), sumOf(lines, 'own')];
	return [state, own, state + own].map((amount) => formatDongFigure(amount, 'vi'));
}
