import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong, formatDongFigure } from '#lib/i18n/formats/figures.ts';
import type { KhoanMethod } from '#lib/domain/budgets/khoan.ts';
import { sumDong } from '#lib/domain/shared/money.ts';
import { letterhead, OFFICE } from './letterhead.ts';
import type { ResultCase, ResultFacts } from './result-facts.ts';

const KHOAN_WORDS: Readonly<Record<KhoanMethod, string>> = {
	to_final_product: 'Đến sản phẩm cuối cùng',
	in_parts: 'Từng phần'
};

/** Quyết định phê duyệt (form B3-4-QĐPDKP), in the layout of NĐ 30/2020: who is supported, by how much. */
export function decisionContent(facts: ResultFacts, at: Date) {
	const { call, definition, cases } = facts;
	const funded = cases.flatMap((row) =>
		row.approved === undefined ? [] : [{ ...row, approved: row.approved }]
	);
	const rejected = cases.filter(({ application }) => application.state === 'rejected');
	const withKhoan = funded.some(({ khoan }) => khoan !== undefined);
	const total = sumDong(funded.map(({ approved }) => approved));
	return {
		format: 'chuan.decision/1',
		...letterhead(at),
		callCode: call.code,
		callTitle: call.title.vi,
		subject: `Phê duyệt kết quả và kinh phí ${call.title.vi}`,
		authority: 'GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH GIA LAI',
		bases: definition.legalBasis.map(
			// "Luật Đo lường 04/2011/QH13" says its title already.
			({ title, citation }) =>
				`Căn cứ ${citation.startsWith(title.vi) ? citation : `${citation}, ${title.vi}`}`
		),
		proposal: 'Theo đề nghị của Hội đồng tư vấn và Phòng Kế hoạch – Tài chính.',
		articles: [
			{
				paragraphs: [
					funded.length === 0
						? `Không phê duyệt kinh phí cho hồ sơ nào của đợt ${call.code}, ${call.title.vi}.`
						: `Phê duyệt ${funded.length} hồ sơ được hỗ trợ từ ngân sách nhà nước của đợt ${call.code}, ${call.title.vi}, gồm:`
				],
				...(funded.length === 0
					? {}
					: {
							table: {
								columns: [
									{ title: 'TT', align: 'center', share: 0 },
									{ title: 'Mã hồ sơ', align: 'left', share: 0 },
									{ title: 'Tên nhiệm vụ, nội dung hỗ trợ', align: 'left', share: 4 },
									{ title: 'Tổ chức chủ trì', align: 'left', share: 4 },
									{ title: 'Ngân sách nhà nước (đồng)', align: 'right', share: 3 },
									{ title: 'Đối ứng (đồng)', align: 'right', share: 3 },
									...(withKhoan ? [{ title: 'Phương thức khoán chi', align: 'left', share: 2 }] : [])
								],
								rows: funded.map(({ application, organisation, approved, own, khoan }, index) => [
									String(index + 1),
									application.code ?? '',
									application.title,
									organisation.name,
									formatDongFigure(approved, 'vi'),
									formatDongFigure(own ?? 0n, 'vi'),
									...(withKhoan ? [khoan === undefined ? '' : KHOAN_WORDS[khoan]] : [])
								]),
								total: [
									'',
									'',
									'Tổng cộng',
									'',
									formatDongFigure(total, 'vi'),
									formatDongFigure(sumDong(funded.map(({ own }) => own ?? 0n)), 'vi'),
									...(withKhoan ? [''] : [])
								]
							},
							after: [`(Bằng chữ: ${dongInWords(total)})`]
						})
			},
			{
				paragraphs: [
					`Kinh phí thực hiện ${formatDong(total, 'vi')} lấy từ nguồn đã được giao năm ${call.budgetYear ?? ''}. Tổ chức chủ trì sử dụng kinh phí đúng nội dung, dự toán đã thẩm định và quyết toán theo quy định.`
				]
			},
			...(rejected.length === 0 ? [] : [rejectedArticle(rejected)]),
			{
				paragraphs: [
					'Phòng Kế hoạch – Tài chính, đơn vị chuyên môn được giao và các tổ chức có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.'
				]
			}
		],
		recipients: [
			`Như Điều ${rejected.length === 0 ? 3 : 4};`,
			'UBND tỉnh (để b/c);',
			'Giám đốc, các Phó Giám đốc Sở;',
			'Trang thông tin điện tử của Sở;',
			'Lưu: VT, KHTC.'
		],
		signature: { onBehalf: [], title: 'GIÁM ĐỐC', hint: '', name: '' },
		items: funded.map(({ application, organisation, lot, approved, own }) => ({
			code: application.code ?? '',
			title: application.title,
			lot: lot.code,
			organisation: organisation.name,
			approved: approved.toString(),
			own: (own ?? 0n).toString()
		})),
		rejected: rejected.map(({ application, organisation, lot }) => ({
			code: application.code ?? '',
			title: application.title,
			lot: lot.code,
			organisation: organisation.name
		})),
		total: total.toString(),
		issuerInText: OFFICE.issuerInText
	};
}

/** Who gets no money after the appraisal. The decision is public: the reason stands in the letter to each. */
function rejectedArticle(rejected: readonly ResultCase[]) {
	return {
		paragraphs: [`Không phê duyệt kinh phí đối với ${rejected.length} hồ sơ sau khi thẩm định, gồm:`],
		table: {
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
		},
		after: ['Lý do được ghi trong thông báo gửi từng tổ chức.']
	};
}
