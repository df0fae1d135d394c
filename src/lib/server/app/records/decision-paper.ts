import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDate } from '#lib/i18n/formats/dates.ts';
import { formatDong, formatDongFigure } from '#lib/i18n/formats/figures.ts';
import { paragraph, table } from '#lib/domain/papers/blocks.ts';
import { decisionPaper } from '#lib/domain/papers/decision.ts';
import type { ArticleBlock, Paper, PaperPart, PaperTable } from '#lib/domain/papers/paper.ts';
import type { DecidedResult } from '#lib/contracts/records/decided-result.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { sumDong } from '#lib/domain/shared/money.ts';
import { basisSentences } from './bases.ts';
import { KHOAN_WORDS } from './khoan-words.ts';
import type { Issuing } from './issuing.ts';
import { paperHead } from './letterhead.ts';
import type { ResultCase, ResultFacts } from './result-facts.ts';

/** More columns than these do not stand on an upright page: the list becomes an annex. */
const UPRIGHT_COLUMNS = 7;

type Funded = ResultCase & { readonly approved: bigint };

/** What the decision states besides what pages already know of its cases. */
export interface DecidedFacts {
	/** By application: what its standing revision says. */
	readonly terms: ReadonlyMap<string, DecidedTerms>;
	readonly fund?: { readonly name: string };
	/** The first decision of the call, where these cases moved up from the reserve after it. */
	readonly after?: { readonly number: string; readonly on: CalendarDate };
}

export interface DecidedTerms {
	readonly leader: string;
	/** Of the execution, as a whole number; empty where it is not said. */
	readonly months: string;
}

/** Quyết định phê duyệt (form B3-4-QĐPDKP), in the layout of NĐ 30/2020: who is supported, by how much. */
export function resultDecision(
	facts: ResultFacts,
	{ terms, fund, after }: DecidedFacts,
	{ letterhead, finance, signing, at }: Issuing
): Paper {
	const { call, definition, cases } = facts;
	const funded = fundedCases(facts);
	const rejected = cases.filter(({ application }) => application.state === 'rejected');
	const total = sumDong(funded.map(({ approved }) => approved));
	const listed = fundedTable(funded, terms, definition.decided !== undefined);
	const inWords = `(Bằng chữ: ${dongInWords(total)})`;
	const asAnnex = listed.columns.length > UPRIGHT_COLUMNS;
	const further = after === undefined ? '' : ' bổ sung';
	const subject = `Phê duyệt${further} kết quả và kinh phí ${call.title.vi}`;
	const approvedWords = `Phê duyệt${further} ${funded.length} hồ sơ được hỗ trợ từ ngân sách nhà nước của đợt ${call.code}, ${call.title.vi}`;
	const source = fund === undefined ? '' : ` “${fund.name}”`;
	return decisionPaper({
		head: paperHead(letterhead, at),
		subject,
		authority: `GIÁM ĐỐC ${letterhead.officeInText.toLocaleUpperCase('vi')}`,
		bases: [
			...basisSentences(definition.legalBasis),
			...(after === undefined
				? []
				: [
						`Căn cứ Quyết định số ${after.number} ngày ${formatDate(after.on, 'vi')} của ${letterhead.officeInText} về kết quả đợt ${call.code}`
					]),
			`Theo đề nghị của Hội đồng tư vấn và ${finance}.`
		],
		articles: [
			[
				paragraph(
					funded.length === 0
						? `Không phê duyệt kinh phí cho hồ sơ nào của đợt ${call.code}, ${call.title.vi}.`
						: asAnnex
							? `${approvedWords}, tổng kinh phí ${formatDong(total, 'vi')} ${inWords}, theo danh sách tại Phụ lục kèm theo Quyết định này.`
							: `${approvedWords}, gồm:`
				),
				...(funded.length === 0 || asAnnex ? [] : [table(subject, listed), paragraph(inWords)])
			],
			[
				paragraph(
					`Kinh phí thực hiện ${formatDong(total, 'vi')} lấy từ nguồn${source} đã được giao năm ${call.budgetYear ?? ''}. Tổ chức chủ trì sử dụng kinh phí đúng nội dung, dự toán đã thẩm định và quyết toán theo quy định.`
				)
			],
			...(rejected.length === 0 ? [] : [rejectedArticle(rejected)]),
			[
				paragraph(
					`${finance}, đơn vị chuyên môn được giao và các tổ chức có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.`
				)
			]
		],
		recipients: [
			`Như Điều ${rejected.length === 0 ? 3 : 4}`,
			'UBND tỉnh (để b/c)',
			'Giám đốc, các Phó Giám đốc Sở',
			'Trang thông tin điện tử của Sở',
			'Lưu: VT, KHTC'
		],
		signature: signing.decision,
		annexes:
			funded.length > 0 && asAnnex
				? [annexOf(`Danh sách hồ sơ được phê duyệt của đợt ${call.code}, ${call.title.vi}`, listed, inWords)]
				: []
	});
}

const annexOf = (subject: string, listed: PaperTable, inWords: string): PaperPart => ({
	title: { name: 'Phụ lục', subject, reference: '' },
	landscape: true,
	blocks: [table(subject, listed), paragraph(inWords)]
});

/** The same cases for lists and for the page of the public. */
export function decidedResult(facts: ResultFacts): DecidedResult {
	const { call, cases } = facts;
	const funded = fundedCases(facts);
	return {
		callCode: call.code,
		callTitle: call.title.vi,
		items: funded.map((row) => ({
			...namesOf(row),
			approved: row.approved.toString(),
			own: (row.own ?? 0n).toString()
		})),
		rejected: cases.filter(({ application }) => application.state === 'rejected').map(namesOf),
		total: sumDong(funded.map(({ approved }) => approved)).toString()
	};
}

const namesOf = ({ application, organisation, lot }: ResultCase) => ({
	code: application.code ?? '',
	title: application.title,
	lot: lot.code,
	organisation: organisation.name
});

const fundedCases = ({ cases }: ResultFacts): Funded[] =>
	cases.flatMap((row): Funded[] => (row.approved === undefined ? [] : [{ ...row, approved: row.approved }]));

/**
 * The five matters of TT 20/2023, Art. 15.3 where the programme has them: host, leader, money, method of payment and
 * time. A column that would be empty of every case is left out.
 */
function fundedTable(funded: readonly Funded[], terms: DecidedFacts['terms'], decided: boolean): PaperTable {
	const withKhoan = funded.some(({ khoan }) => khoan !== undefined);
	const withLots = new Set(funded.map(({ lot }) => lot.code)).size > 1 || decided;
	const of = ({ application }: Funded): DecidedTerms | undefined => terms.get(application.id);
	const column = (
		title: string,
		align: 'left' | 'right' | 'center',
		share: number,
		text: (row: Funded, index: number) => string,
		total = ''
	) => ({ title, align, share, text, total });
	const state = sumDong(funded.map(({ approved }) => approved));
	const own = sumDong(funded.map((row) => row.own ?? 0n));
	const columns = [
		column('TT', 'center', 0, (_, index) => String(index + 1)),
		column('Mã hồ sơ', 'left', 0, ({ application }) => application.code ?? ''),
		...(withLots ? [column('Mã nhiệm vụ', 'left', 0, ({ lot }) => lot.code)] : []),
		column('Tên nhiệm vụ, nội dung hỗ trợ', 'left', 4, ({ application }) => application.title, 'Tổng cộng'),
		column('Tổ chức chủ trì', 'left', 4, ({ organisation }) => organisation.name),
		...(decided
			? [
					column('Chủ nhiệm', 'left', 2, (row) => of(row)?.leader ?? ''),
					column('Thời gian thực hiện (tháng)', 'center', 0, (row) => of(row)?.months ?? '')
				]
			: []),
		column(
			'Ngân sách nhà nước (đồng)',
			'right',
			3,
			({ approved }) => formatDongFigure(approved, 'vi'),
			formatDongFigure(state, 'vi')
		),
		column(
			'Đối ứng (đồng)',
			'right',
			3,
			(row) => formatDongFigure(row.own ?? 0n, 'vi'),
			formatDongFigure(own, 'vi')
		),
		...(withKhoan
			? [
					column('Phương thức khoán chi', 'left', 2, ({ khoan }) =>
						khoan === undefined ? '' : KHOAN_WORDS[khoan.method]
					)
				]
			: []),
		...(funded.some(({ khoan }) => (khoan?.amount ?? null) !== null)
			? [
					column('Trong đó khoán (đồng)', 'right', 3, ({ khoan }) =>
						khoan === undefined || khoan.amount === null ? '' : formatDongFigure(khoan.amount, 'vi')
					)
				]
			: [])
	];
	return {
		columns: columns.map(({ title, align, share }) => ({ title, align, share })),
		rows: funded.map((row, index) => columns.map(({ text }) => text(row, index))),
		total: columns.map((one) => one.total)
	};
}

/** Who gets no money after the appraisal. The decision is public: the reason stands in the letter to each. */
function rejectedArticle(rejected: readonly ResultCase[]): ArticleBlock['blocks'] {
	const listed: PaperTable = {
		columns: [
			{ title: 'TT', align: 'center', share: 0 },
			{ title: 'Mã hồ sơ', align: 'left', share: 0 },
			{ title: 'Tên nhiệm vụ, nội dung hỗ trợ', align: 'left', share: 4 },
			{ title: 'Tổ chức chủ trì', align: 'left', share: 4 }
		],
		rows: rejected.map(({ application, organisation }, index) => [
			String(index + 1),
			application.code ?? '',
			application.title,
			organisation.name
		]),
		total: []
	};
	return [
		paragraph(`Không phê duyệt kinh phí đối với ${rejected.length} hồ sơ sau khi thẩm định, gồm:`),
		table('Hồ sơ không được phê duyệt kinh phí', listed),
		paragraph('Lý do được ghi trong thông báo gửi từng tổ chức.')
	];
}
