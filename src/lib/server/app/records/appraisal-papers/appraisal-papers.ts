import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import type { Appraisal } from '#lib/domain/budgets/appraisal.ts';
import type { LegalBasis } from '#lib/domain/definitions/definition.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import {
	addressees,
	closed,
	ended,
	facts as factsBlock,
	heading,
	legalBases,
	list,
	paragraph,
	signatures,
	table
} from '#lib/domain/papers/blocks.ts';
import type { Block, Fact, Paper, Signature } from '#lib/domain/papers/paper.ts';
import { DOTS, orDots, penLines } from '#lib/domain/papers/pen.ts';
import type { DecidedKhoan } from '../../budgets/ports.ts';
import { basisSentences } from '../bases.ts';
import { changedTable, itemTable, lineTable } from '../budget-tables.ts';
import type { DecidedTerms } from '../decision-paper.ts';
import { KHOAN_WORDS } from '../khoan-words.ts';
import { unsignedHead } from '../letterhead.ts';

/** An appraisal as its papers speak of it. */
export interface AppraisalFacts {
	readonly code: string;
	readonly title: string;
	readonly organisation: string;
	readonly lot: { readonly code: string };
	readonly call: { readonly code: string; readonly title: string };
	readonly figures: Appraisal;
	readonly khoan: DecidedKhoan | undefined;
	/** Leader and months; undefined where the programme does not decide on them. */
	readonly terms: DecidedTerms | undefined;
	/** Name of the source; undefined where the call names none. */
	readonly fund: string | undefined;
	readonly bases: readonly LegalBasis[];
	readonly letterhead: Letterhead;
	/** The unit that proposes the money, and who heads it. */
	readonly finance: { readonly name: string; readonly head: Signature };
	readonly at: Date;
}

const pen = (title: string): Signature => ({ onBehalf: [], title, hint: '(Ký, ghi rõ họ tên)', name: '' });

const caseFacts = ({ code, title, organisation, lot, call }: AppraisalFacts): Fact[] => [
	{ label: 'Hồ sơ:', text: `${code}, ${title}` },
	{ label: 'Tổ chức chủ trì:', text: organisation },
	...(lot.code === call.code ? [] : [{ label: 'Mã nhiệm vụ:', text: lot.code }]),
	{ label: 'Đợt:', text: `${call.code}, ${call.title}` }
];

function moneySentences({ figures, khoan }: AppraisalFacts): string[] {
	const { state, own } = figures.totals.appraised;
	const paid =
		khoan === undefined
			? []
			: [
					`Phương thức khoán chi: ${KHOAN_WORDS[khoan.method].toLowerCase()}${khoan.amount === null ? '' : `, trong đó khoán ${formatDong(khoan.amount, 'vi')}`}`
				];
	return [
		`Kinh phí từ ngân sách nhà nước: ${formatDong(state, 'vi')} (Bằng chữ: ${dongInWords(state)})`,
		...(own === 0n ? [] : [`Kinh phí đối ứng: ${formatDong(own, 'vi')} (Bằng chữ: ${dongInWords(own)})`]),
		...paid
	];
}

function changedBlocks({ figures }: AppraisalFacts): Block[] {
	const changed = changedTable(figures, '');
	return changed.rows.length === 0
		? [paragraph('Tổ thẩm định thống nhất với dự toán do tổ chức chủ trì đề nghị.')]
		: [table('Nội dung điều chỉnh', changed)];
}

/** Biên bản thẩm định kinh phí (form B3-1a-BBTĐ) with its annex by line; the group's members are for the pen. */
export function appraisalMinutes(facts: AppraisalFacts): Paper {
	const members = ['Tổ trưởng', 'Tổ phó', 'Thành viên', 'Thành viên', 'Thư ký'];
	return {
		head: unsignedHead(facts.letterhead, facts.at, 'BB'),
		letters: 'small',
		landscape: false,
		title: { name: 'Biên bản', subject: `Thẩm định kinh phí hồ sơ ${facts.code}`, reference: '' },
		blocks: [
			heading('section', 'I. Thông tin chung'),
			factsBlock([
				...caseFacts(facts),
				{ label: 'Quyết định thành lập Tổ thẩm định:', text: `số ${DOTS}` },
				{ label: 'Thời gian, địa điểm họp:', text: `${DOTS}${DOTS}` },
				{ label: 'Số thành viên có mặt:', text: '……/5' }
			]),
			table('Tổ thẩm định', {
				columns: [
					{ title: 'TT', align: 'center', share: 0 },
					{ title: 'Họ và tên', align: 'left', share: 3 },
					{ title: 'Đơn vị công tác', align: 'left', share: 3 },
					{ title: 'Chức danh trong Tổ', align: 'left', share: 0 }
				],
				rows: members.map((member, index) => [String(index + 1), '', '', member]),
				total: []
			}),
			heading('section', 'II. Kết quả thẩm định'),
			paragraph('Đơn vị tính: đồng', 'aside'),
			table('Tổng hợp theo khoản mục', itemTable(facts.figures)),
			heading('part', 'Nội dung điều chỉnh so với dự toán đề nghị'),
			...changedBlocks(facts),
			heading('section', 'III. Ý kiến của thành viên'),
			...penLines(4),
			heading('section', 'IV. Kết luận'),
			...list(ended(moneySentences(facts))),
			...closed([paragraph('Biên bản được lập thành 03 bản, các thành viên nhất trí thông qua.')]),
			signatures([pen('THƯ KÝ'), pen('TỔ TRƯỞNG')])
		],
		recipients: [],
		annexes: [
			{
				title: {
					name: 'Phụ lục',
					subject: `Dự toán kinh phí thẩm định của hồ sơ ${facts.code}`,
					reference: '(Kèm theo Biên bản thẩm định kinh phí)'
				},
				landscape: true,
				blocks: [paragraph('Đơn vị tính: đồng', 'aside'), table('Dự toán chi tiết', lineTable(facts.figures))]
			}
		]
	};
}

/** Báo cáo giải trình theo ý kiến của tổ thẩm định (form B3-3-GTTĐKP): what was changed, and room for the answer. */
export function appraisalExplanation(facts: AppraisalFacts): Paper {
	const changed = changedTable(facts.figures, 'Giải trình, hoàn thiện');
	return {
		head: {
			...unsignedHead(facts.letterhead, facts.at, undefined),
			superior: '',
			issuer: facts.organisation
		},
		letters: 'small',
		landscape: true,
		title: {
			name: 'Báo cáo',
			subject: `Giải trình, hoàn thiện hồ sơ ${facts.code} theo kết quả thẩm định kinh phí`,
			reference: ''
		},
		blocks: [
			factsBlock(caseFacts(facts)),
			paragraph('Đơn vị tính: đồng', 'aside'),
			table('Giải trình', {
				...changed,
				rows:
					changed.rows.length === 0 ? [['1', 'Không có nội dung điều chỉnh', '', '', '', '']] : changed.rows
			}),
			signatures([pen('CHỦ NHIỆM'), pen('TỔ CHỨC CHỦ TRÌ'), pen('XÁC NHẬN CỦA TỔ TRƯỞNG TỔ THẨM ĐỊNH')])
		],
		recipients: [],
		annexes: []
	};
}

/** Tờ trình phê duyệt kinh phí, with the five matters that the decision fixes (TT 20/2023, Art. 15.3). */
export function appraisalSubmission(facts: AppraisalFacts): Paper {
	const { letterhead, terms, finance, fund } = facts;
	return {
		head: unsignedHead(letterhead, facts.at, 'TTr'),
		letters: 'ordinary',
		landscape: false,
		title: { name: 'Tờ trình', subject: `Phê duyệt kinh phí thực hiện hồ sơ ${facts.code}`, reference: '' },
		blocks: [
			addressees([`Giám đốc ${letterhead.officeInText}`]),
			...legalBases(basisSentences(facts.bases)),
			paragraph(
				`Trên cơ sở kết luận của Hội đồng và kết quả thẩm định kinh phí, ${finance.name} trình Giám đốc Sở xem xét, phê duyệt các nội dung sau:`
			),
			...list(
				ended([
					`Tên: ${facts.title} (mã hồ sơ ${facts.code}${facts.lot.code === facts.call.code ? '' : `, mã nhiệm vụ ${facts.lot.code}`})`,
					`Tổ chức chủ trì: ${facts.organisation}`,
					...(terms === undefined
						? []
						: [`Chủ nhiệm: ${orDots(terms.leader)}`, `Thời gian thực hiện: ${orDots(terms.months)} tháng`]),
					...moneySentences(facts),
					`Nguồn kinh phí: ${fund === undefined ? DOTS : `“${fund}”`}`
				])
			),
			...closed([
				paragraph(
					`Kèm theo Tờ trình: biên bản họp Hội đồng, biên bản thẩm định kinh phí, hồ sơ đã hoàn thiện và dự thảo Quyết định. Kính trình Giám đốc Sở xem xét, quyết định.`
				)
			]),
			signatures([finance.head])
		],
		recipients: ended(['Như trên', 'Lưu: VT, KHTC']),
		annexes: []
	};
}
