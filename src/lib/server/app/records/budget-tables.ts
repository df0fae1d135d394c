import { formatDongFigure } from '#lib/i18n/formats/figures.ts';
import { lineSumWords } from '#lib/i18n/line-sum-words.ts';
import type { Appraisal, AppraisalRow, SideBySide } from '#lib/domain/budgets/appraisal.ts';
import { CATEGORIES, PRINT_GROUP_LABELS } from '#lib/domain/budgets/code-lists.ts';
import type { Category } from '#lib/domain/budgets/code-lists.ts';
import { REASONS } from '#lib/domain/budgets/reasons.ts';
import type { PaperTable } from '#lib/domain/papers/paper.ts';

const figure = (amount: bigint): string => formatDongFigure(amount, 'vi');

/** Categories with their sums, each above its lines; one without lines is left out. */
export function lineTable({ rows, byCategory, totals }: Appraisal): PaperTable {
	const body = CATEGORIES.flatMap((category) => {
		const lines = rows.filter((row) => categoryOf(row) === category.code);
		const sums = byCategory.find((one) => one.category === category.code);
		if (lines.length === 0 || sums === undefined) return [];
		return [categoryCells(category, sums), ...lines.map((row, index) => lineCells(category, row, index))];
	});
	return {
		columns: [
			{ title: 'TT', align: 'left', share: 0 },
			{ title: 'Nội dung chi', align: 'left', share: 4 },
			{ title: 'Khối lượng, đơn giá', align: 'left', share: 3 },
			{ title: 'Nguồn', align: 'left', share: 0 },
			{ title: 'Đề nghị', align: 'right', share: 0 },
			{ title: 'Thẩm định', align: 'right', share: 0 },
			{ title: 'Chênh lệch', align: 'right', share: 0 },
			{ title: 'Lý do', align: 'left', share: 3 }
		],
		rows: body,
		total: ['', 'Tổng cộng', '', '', ...sideCells(totals), '']
	};
}

const categoryOf = ({ appraised, requested }: AppraisalRow) => (appraised ?? requested)?.category;

function sideCells({ requested, appraised, delta }: SideBySide): string[] {
	return [figure(requested.total), figure(appraised.total), figure(delta.total)];
}

function categoryCells({ code, label }: Category, sums: SideBySide): string[] {
	return [String(code), label.vi, '', '', ...sideCells(sums), ''];
}

function lineCells({ code }: Category, row: AppraisalRow, index: number): string[] {
	const line = row.appraised ?? row.requested;
	if (line === null) throw new Error(`line ${row.key} is on no side`);
	return [
		`${code}.${index + 1}`,
		line.content,
		lineSumWords(line, 'vi'),
		line.source === 'state' ? 'NSNN' : 'Đối ứng',
		row.requested === null ? '–' : figure(row.requested.amount),
		figure(row.appraised?.amount ?? 0n),
		figure(row.delta),
		reasonWords(row)
	];
}

export function itemTable({ byGroup, totals }: Appraisal): PaperTable {
	const cells = ({ requested, appraised }: SideBySide): string[] =>
		[requested.total, appraised.total, appraised.state, appraised.own].map(figure);
	return {
		columns: [
			{ title: 'TT', align: 'center', share: 0 },
			{ title: 'Khoản mục', align: 'left', share: 1 },
			{ title: 'Đề nghị', align: 'right', share: 0 },
			{ title: 'Thẩm định', align: 'right', share: 0 },
			{ title: 'Ngân sách nhà nước', align: 'right', share: 0 },
			{ title: 'Đối ứng', align: 'right', share: 0 }
		],
		rows: byGroup.map((row) => [String(row.group), PRINT_GROUP_LABELS[row.group].vi, ...cells(row)]),
		total: ['', 'Tổng cộng', ...cells(totals)]
	};
}

/** The lines on which the appraisal differs, with why; `answer`: a last column for the pen. */
export function changedTable({ rows }: Pick<Appraisal, 'rows'>, answer: string): PaperTable {
	const changed = rows.filter(
		({ change, delta }) => change !== 'kept' && (change !== 'altered' || delta !== 0n)
	);
	return {
		columns: [
			{ title: 'TT', align: 'center', share: 0 },
			{ title: 'Nội dung chi', align: 'left', share: 4 },
			{ title: 'Đề nghị', align: 'right', share: 0 },
			{ title: 'Thẩm định', align: 'right', share: 0 },
			{ title: 'Lý do', align: 'left', share: 3 },
			...(answer === '' ? [] : [{ title: answer, align: 'left' as const, share: 4 }])
		],
		rows: changed.map((row, index) => [
			String(index + 1),
			(row.appraised ?? row.requested)?.content ?? '',
			row.requested === null ? '–' : figure(row.requested.amount),
			figure(row.appraised?.amount ?? 0n),
			reasonWords(row),
			...(answer === '' ? [] : [''])
		]),
		total: []
	};
}

function reasonWords({ reason, note }: AppraisalRow): string {
	return [reason === null ? '' : REASONS[reason].vi, note].filter((words) => words !== '').join('. ');
}
