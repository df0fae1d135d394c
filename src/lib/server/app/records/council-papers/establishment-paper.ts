import { paragraph, table } from '#lib/domain/papers/blocks.ts';
import { decisionPaper } from '#lib/domain/papers/decision.ts';
import type { Paper, PaperTable } from '#lib/domain/papers/paper.ts';
import type { MemberRow } from '../../councils/ports.ts';
import { basisSentences } from '../bases.ts';
import { unsignedHead } from '../letterhead.ts';
import { fullName, roleOf, votingOf } from './council-paper-facts.ts';
import type { CouncilFacts } from './council-paper-facts.ts';

/** Quyết định thành lập hội đồng (TT 20/2023, Art. 8): who sits on it, what it does, until when. */
export function establishmentPaper(facts: CouncilFacts): Paper {
	const { record, letterhead, unit, at } = facts;
	const { council, call, definition, members } = record;
	const voting = votingOf(members);
	const secretaries = members.filter(({ role }) => role === 'administrative_secretary');
	const lots = record.lots.filter(({ code }) => code !== call.code);
	const office = letterhead.officeInText;
	return decisionPaper({
		head: unsignedHead(letterhead, at, 'QĐ'),
		subject: `Thành lập ${council.name}`,
		authority: `GIÁM ĐỐC ${office.toLocaleUpperCase('vi')}`,
		bases: [...basisSentences(definition.legalBasis), `Theo đề nghị của Trưởng ${unit}`],
		articles: [
			[
				paragraph(
					`Thành lập ${council.name} của đợt ${call.code}, ${call.title.vi}, gồm ${voting.length} thành viên có tên sau đây:`
				),
				table('Thành viên Hội đồng', memberTable(voting))
			],
			[
				paragraph(
					`Hội đồng có nhiệm vụ đánh giá, chấm điểm và xếp hạng các hồ sơ đăng ký, tư vấn cho Giám đốc ${office} theo các căn cứ nêu trên. Hội đồng làm việc theo nguyên tắc tập trung dân chủ, giữ bí mật nội dung đánh giá và tự giải thể sau khi hoàn thành nhiệm vụ.`
				),
				...(lots.length === 0
					? []
					: [paragraph('Các nhiệm vụ Hội đồng xem xét:'), table('Nhiệm vụ', lotTable(lots))])
			],
			...(secretaries.length === 0
				? []
				: [
						[
							paragraph('Giúp việc Hội đồng có thư ký hành chính:'),
							table('Thư ký hành chính', memberTable(secretaries))
						]
					]),
			[
				paragraph(
					`Kinh phí hoạt động của Hội đồng chi từ nguồn ngân sách được giao năm ${call.budgetYear ?? '……'} theo quy định hiện hành.`
				)
			],
			[
				paragraph(
					`Quyết định này có hiệu lực kể từ ngày ký. ${unit}, các đơn vị liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.`
				)
			]
		],
		recipients: [
			secretaries.length === 0 ? 'Như Điều 4' : 'Như Điều 5',
			'Giám đốc, các Phó Giám đốc Sở',
			'Lưu: VT'
		],
		signature: facts.signing.decision,
		annexes: []
	});
}

function memberTable(members: readonly MemberRow[]): PaperTable {
	return {
		columns: [
			{ title: 'TT', align: 'center', share: 0 },
			{ title: 'Họ và tên', align: 'left', share: 3 },
			{ title: 'Đơn vị công tác', align: 'left', share: 4 },
			{ title: 'Chức danh trong Hội đồng', align: 'left', share: 2 }
		],
		rows: members.map((member, index) => [
			String(index + 1),
			fullName(member),
			member.employer,
			roleOf(member)
		]),
		total: []
	};
}

const lotTable = (lots: CouncilFacts['record']['lots']): PaperTable => ({
	columns: [
		{ title: 'TT', align: 'center', share: 0 },
		{ title: 'Mã nhiệm vụ', align: 'left', share: 0 },
		{ title: 'Tên nhiệm vụ', align: 'left', share: 1 }
	],
	rows: lots.map(({ code, title }, index) => [String(index + 1), code, title.vi]),
	total: []
});
