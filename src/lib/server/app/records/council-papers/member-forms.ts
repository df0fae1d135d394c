import { currentUndertaking } from '#lib/domain/councils/undertaking.ts';
import {
	addressees,
	facts as factsBlock,
	heading,
	paragraph,
	paragraphs,
	signatures,
	table
} from '#lib/domain/papers/blocks.ts';
import type { Block, Fact, Paper, PaperTable, Signature } from '#lib/domain/papers/paper.ts';
import { DOTS, penLines } from '#lib/domain/papers/pen.ts';
import { markSlots, maximumPoints } from '#lib/domain/scoring/scale.ts';
import type { Criterion, Rubric } from '#lib/domain/scoring/scale.ts';
import type { CaseRow } from '../../councils/ports.ts';
import { councilHead } from '../letterhead.ts';
import { councilInText, fullName, lotInText, roleOf } from './council-paper-facts.ts';
import type { CouncilFacts, LotFacts } from './council-paper-facts.ts';

const MEMBER: Signature = {
	onBehalf: [],
	title: 'THÀNH VIÊN HỘI ĐỒNG',
	hint: '(Ký, ghi rõ họ tên)',
	name: ''
};

const form = (facts: CouncilFacts, name: string, subject: string, blocks: readonly Block[]): Paper => ({
	head: councilHead(facts.letterhead, facts.record.council.name, facts.at),
	letters: 'small',
	landscape: false,
	title: { name, subject, reference: '' },
	blocks,
	recipients: [],
	annexes: []
});

/** What a form of a member is about. */
const caseFacts = (facts: CouncilFacts, of: LotFacts, { code, title, organisation }: CaseRow): Fact[] => [
	{ label: 'Họ và tên thành viên:', text: DOTS },
	{ label: 'Chức danh trong Hội đồng:', text: DOTS },
	{ label: 'Hội đồng:', text: councilInText(facts) },
	{ label: 'Thuộc:', text: lotInText(of, facts) },
	{ label: 'Hồ sơ:', text: `${code}, ${title}` },
	{ label: 'Tổ chức đăng ký:', text: organisation }
];

/** Phiếu nhận xét (form B2-2a-NXĐTCN), by criterion, for the pen. */
export function remarksForm(facts: CouncilFacts, of: LotFacts, about: CaseRow): Paper {
	return form(facts, 'Phiếu nhận xét', `Hồ sơ ${about.code} của ${about.organisation}`, [
		factsBlock(caseFacts(facts, of, about)),
		heading('section', 'I. Nhận xét theo từng tiêu chí'),
		...of.rubric.criteria.flatMap((criterion, index): Block[] => [
			heading(
				'part',
				`${String(index + 1)}. ${criterion.label.vi} (tối đa ${String(maximumPoints(criterion))} điểm)`
			),
			...penLines(3)
		]),
		heading('section', 'II. Nhận xét chung và kiến nghị'),
		...penLines(4),
		signatures([MEMBER])
	]);
}

/** Phiếu đánh giá (form B2-3a-ĐGĐTCN): each place that takes a mark, for the pen. */
export function ballotForm(facts: CouncilFacts, of: LotFacts, about: CaseRow): Paper {
	return form(facts, 'Phiếu đánh giá', `Hồ sơ ${about.code} của ${about.organisation}`, [
		factsBlock(caseFacts(facts, of, about)),
		heading('section', 'I. Đánh giá'),
		table('Đánh giá', ballotTable(of.rubric)),
		heading('section', 'II. Ý kiến khác'),
		...penLines(3),
		signatures([MEMBER])
	]);
}

/** A criterion by points is one row, one by ratings a row of its own above its parts. */
function ballotTable({ criteria }: Rubric): PaperTable {
	const rated = criteria.some(({ scale }) => scale.kind === 'rating');
	const rows = criteria.flatMap((criterion, index): string[][] => {
		const number = String(index + 1);
		const max = String(maximumPoints(criterion));
		if (criterion.scale.kind === 'points')
			return [[number, criterion.label.vi, ...(rated ? ['', ''] : []), max, '']];
		return [
			[number, criterion.label.vi, '', '', max, ''],
			...partsOf(criterion).map(({ label, coefficient, most }, part) => [
				`${number}.${String(part + 1)}`,
				label,
				'',
				String(coefficient),
				String(most),
				''
			])
		];
	});
	const total = criteria.reduce((sum, criterion) => sum + maximumPoints(criterion), 0);
	return {
		columns: [
			{ title: 'TT', align: 'center', share: 0 },
			{ title: 'Tiêu chí đánh giá', align: 'left', share: 6 },
			...(rated
				? [
						{ title: 'Mức đánh giá (4, 3, 2, 1, 0)', align: 'center' as const, share: 2 },
						{ title: 'Hệ số', align: 'center' as const, share: 0 }
					]
				: []),
			{ title: 'Điểm tối đa', align: 'center', share: 0 },
			{ title: 'Điểm đánh giá', align: 'center', share: 2 }
		],
		rows,
		total: ['', 'Tổng số điểm', ...(rated ? ['', ''] : []), String(total), '']
	};
}

function partsOf(criterion: Criterion) {
	const { scale } = criterion;
	const parts = scale.kind === 'rating' ? scale.sub : [];
	return markSlots(criterion).map(({ subKey, max, coefficient }) => ({
		label: parts.find(({ key }) => key === subKey)?.label.vi ?? '',
		coefficient,
		most: max * coefficient
	}));
}

/** Câu hỏi của thành viên hội đồng cho tổ chức đăng ký (form B2-10-CHHĐTV). */
export function questionsForm(facts: CouncilFacts, of: LotFacts, about: CaseRow): Paper {
	return form(facts, 'Phiếu câu hỏi', `Gửi ${about.organisation} về hồ sơ ${about.code}`, [
		factsBlock(caseFacts(facts, of, about)),
		table('Câu hỏi', {
			columns: [
				{ title: 'TT', align: 'center', share: 0 },
				{ title: 'Câu hỏi của thành viên', align: 'left', share: 1 },
				{ title: 'Trả lời của tổ chức đăng ký', align: 'left', share: 1 }
			],
			rows: Array.from({ length: 5 }, (_, index) => [String(index + 1), '\n\n', '']),
			total: []
		}),
		signatures([MEMBER])
	]);
}

/** Giấy ủy quyền chủ trì phiên họp (form B2-7-GUQ). */
export function authorisationForm(facts: CouncilFacts, of: LotFacts): Paper {
	const { members } = facts.record;
	const named = (role: 'chair' | 'vice_chair'): string => {
		const member = members.find((one) => one.role === role);
		return member === undefined ? DOTS : fullName(member);
	};
	const sign = (title: string, name: string): Signature => ({
		onBehalf: [],
		title,
		hint: '(Ký, ghi rõ họ tên)',
		name: name === DOTS ? '' : name
	});
	return form(facts, 'Giấy ủy quyền', 'Chủ trì phiên họp Hội đồng', [
		...paragraphs([
			`Tôi là ${named('chair')}, Chủ tịch ${councilInText(facts)}.`,
			`Do ${DOTS}${DOTS} nên không thể chủ trì phiên họp của Hội đồng về ${lotInText(of, facts)}, tôi ủy quyền cho ${named('vice_chair')}, Phó Chủ tịch Hội đồng, chủ trì phiên họp và thực hiện các nhiệm vụ của Chủ tịch Hội đồng tại phiên họp.`,
			'Giấy ủy quyền có giá trị trong phiên họp nói trên. Người được ủy quyền không ủy quyền lại cho người khác.'
		]),
		signatures([sign('NGƯỜI ĐƯỢC ỦY QUYỀN', named('vice_chair')), sign('CHỦ TỊCH HỘI ĐỒNG', named('chair'))])
	]);
}

/** Bản cam kết của thành viên, in the words that are signed in the portal. */
export function undertakingForm(facts: CouncilFacts): Paper {
	const { title, clauses } = currentUndertaking();
	return form(facts, 'Bản cam kết', title.vi, [
		addressees([facts.letterhead.officeInText]),
		factsBlock([
			{ label: 'Họ và tên:', text: DOTS },
			{ label: 'Đơn vị công tác:', text: DOTS },
			{ label: 'Là thành viên:', text: councilInText(facts) }
		]),
		paragraph('Tôi cam kết:'),
		...clauses.map(({ vi }, index) => paragraph(`${String(index + 1)}. ${vi}`)),
		signatures([{ ...MEMBER, title: 'NGƯỜI CAM KẾT' }])
	]);
}

/** Danh sách chi thù lao, ký nhận (TT 03/2023/TT-BTC, Art. 6): the rates are the office's, for the pen. */
export function feeList(facts: CouncilFacts, of: LotFacts): Paper {
	const sign = (title: string): Signature => ({ onBehalf: [], title, hint: '(Ký, ghi rõ họ tên)', name: '' });
	const list = form(facts, 'Danh sách chi thù lao', `Phiên họp về ${lotInText(of, facts)}`, [
		paragraph('Đơn vị tính: đồng', 'aside'),
		table('Danh sách chi thù lao', {
			columns: [
				{ title: 'TT', align: 'center', share: 0 },
				{ title: 'Họ và tên', align: 'left', share: 3 },
				{ title: 'Chức danh', align: 'left', share: 3 },
				{ title: 'Thù lao dự họp', align: 'right', share: 2 },
				{ title: 'Thù lao nhận xét', align: 'right', share: 2 },
				{ title: 'Thuế TNCN', align: 'right', share: 2 },
				{ title: 'Thực nhận', align: 'right', share: 2 },
				{ title: 'Ký nhận', align: 'center', share: 2 }
			],
			rows: of.members.map((member, index) => [
				String(index + 1),
				fullName(member),
				roleOf(member),
				'',
				'',
				'',
				'',
				''
			]),
			total: ['', 'Tổng cộng', '', '', '', '', '', '']
		}),
		paragraph(`Tổng số tiền bằng chữ: ${DOTS}${DOTS}${DOTS}`),
		signatures([sign('NGƯỜI LẬP'), sign('KẾ TOÁN'), sign('THỦ TRƯỞNG ĐƠN VỊ')])
	]);
	return { ...list, landscape: true };
}
