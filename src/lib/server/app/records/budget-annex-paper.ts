import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import type { Appraisal } from '#lib/domain/budgets/appraisal.ts';
import type { SigningKind } from '#lib/domain/budgets/signing.ts';
import { facts, heading, paragraph, signatures, table } from '#lib/domain/papers/blocks.ts';
import type { Fact, Paper, Signature } from '#lib/domain/papers/paper.ts';
import type { DecidedKhoan } from '../budgets/ports.ts';
import { itemTable, lineTable } from './budget-tables.ts';
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
