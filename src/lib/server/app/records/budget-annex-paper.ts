import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { formatDong, formatDongFigure } from '#lib/i18n/formats/figures.ts';
import { lineSumWords } from '#lib/i18n/line-sum-words.ts';
import type { Appraisal, AppraisalRow, SideBySide } from '#lib/domain/budgets/appraisal.ts';
import { CATEGORIES, PRINT_GROUP_LABELS } from '#lib/domain/budgets/code-lists.ts';
import type { Category } from '#lib/domain/budgets/code-lists.ts';
import { REASONS } from '#lib/domain/budgets/reasons.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import { facts, heading, paragraph, signatures, table } from '#lib/domain/papers/blocks.ts';
import type { Fact, Paper, PaperTable, Signature } from '#lib/domain/papers/paper.ts';
import type { DecidedKhoan } from '../budgets/ports.ts';
import { KHOAN_WORDS } from './khoan-words.ts';

/** A signature of the chain that stands on these figures. */
export interface AnnexSignature {
	readonly kind: SigningKind;
	readonly name: string;
	readonly at: Date;
}

export interface AnnexFacts {
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly call: { readonly code: string; readonly title: string };
	/** The figures that were signed. */
	readonly figures: Appraisal;
	readonly khoan: DecidedKhoan | undefined;
	/** In the order of the chain. */
	readonly signed: readonly AnnexSignature[];
	readonly approvedAt: Date;
}

const SIGNED_AS: Readonly<Record<SigningKind, string>> = {
	prepared: 'NGƯỜI LẬP',
	verified: 'NGƯỜI KIỂM TRA',
	approved: 'NGƯỜI PHÊ DUYỆT'
};

/**
 * Phụ lục dự toán kinh phí đã thẩm định (form B3-2a-PLBBTĐ): asked and appraised side by side, line by line and by
 * printed item, from the figures that the chain of signatures stands on.
 */
export function budgetAnnex(annex: AnnexFacts): Paper {
	const { figures, khoan, signed } = annex;
	const { state, own } = figures.totals.appraised;
	return {
		head: null,
		letters: 'small',
		landscape: true,
		title: {
			name: 'Phụ lục',
			subject: `Dự toán kinh phí đã thẩm định của hồ sơ ${annex.code}`,
			reference: `(Kèm theo kết quả thẩm định kinh phí được phê duyệt ngày ${formatDate(annex.approvedAt, 'vi')})`
		},
		blocks: [
			facts(caseFacts(annex)),
			paragraph('Đơn vị tính: đồng', 'aside'),
			heading('section', 'I. Dự toán chi tiết'),
			table('Dự toán chi tiết', lineTable(figures)),
			heading('section', 'II. Tổng hợp theo khoản mục'),
			table('Tổng hợp theo khoản mục', itemTable(figures)),
			heading('section', 'III. Kết luận'),
			paragraph(`Ngân sách nhà nước: ${formatDong(state, 'vi')} (Bằng chữ: ${dongInWords(state)}).`),
			...(own === 0n
				? []
				: [paragraph(`Đối ứng: ${formatDong(own, 'vi')} (Bằng chữ: ${dongInWords(own)}).`)]),
			...(khoan === undefined ? [] : [paragraph(khoanSentence(khoan))]),
			signatures(signed.map(signature))
		],
		recipients: [],
		annexes: []
	};
}

function caseFacts({ title, organisation, call }: AnnexFacts): Fact[] {
	return [
		{ label: 'Nội dung:', text: title },
		{ label: 'Tổ chức chủ trì:', text: organisation },
		{ label: 'Đợt:', text: `${call.code}, ${call.title}` }
	];
}

function khoanSentence({ method, amount }: DecidedKhoan): string {
	const paid = amount === null ? '' : `, trong đó khoán ${formatDong(amount, 'vi')}`;
	return `Phương thức khoán chi: ${KHOAN_WORDS[method].toLowerCase()}${paid}.`;
}

function signature({ kind, name, at }: AnnexSignature): Signature {
	return {
		onBehalf: [],
		title: SIGNED_AS[kind],
		hint: `(Ký trên hệ thống ngày ${formatDate(at, 'vi')})`,
		name
	};
}

const figure = (amount: bigint): string => formatDongFigure(amount, 'vi');

/** Categories with their sums, each above its lines; one without lines is left out. */
function lineTable({ rows, byCategory, totals }: Appraisal): PaperTable {
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
	const reason = row.reason === null ? '' : REASONS[row.reason].vi;
	return [
		`${code}.${index + 1}`,
		line.content,
		lineSumWords(line, 'vi'),
		line.source === 'state' ? 'NSNN' : 'Đối ứng',
		row.requested === null ? '–' : figure(row.requested.amount),
		figure(row.appraised?.amount ?? 0n),
		figure(row.delta),
		[reason, row.note].filter((words) => words !== '').join('. ')
	];
}

function itemTable({ byGroup, totals }: Appraisal): PaperTable {
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
