import { formatLongDate, formatTime } from '#lib/i18n/formats/dates.ts';
import {
	closed,
	ended,
	facts as factsBlock,
	heading,
	list,
	paragraph,
	signatures,
	table
} from '#lib/domain/papers/blocks.ts';
import type { Paper, PaperTable } from '#lib/domain/papers/paper.ts';
import { DOTS, orDots } from '#lib/domain/papers/pen.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CaseRow } from '../../councils/ports.ts';
import { unsignedHead } from '../letterhead.ts';
import { fullName, lotInText, roleOf } from './council-paper-facts.ts';
import type { CouncilFacts, LotFacts } from './council-paper-facts.ts';

/** Giấy mời họp hội đồng (NĐ 30/2020, Phụ lục III, mẫu 1.6): who, when, where, and the order of the meeting. */
export function invitationPaper(facts: CouncilFacts, of: LotFacts): Paper {
	const { record, letterhead } = facts;
	const { lot, cases, members } = of;
	const { council } = record;
	const chair = members.find(({ role }) => role === 'chair');
	return {
		head: unsignedHead(letterhead, facts.at, 'GM'),
		letters: 'ordinary',
		landscape: false,
		title: { name: 'Giấy mời', subject: `Họp ${council.name}`, reference: '' },
		blocks: [
			paragraph(`${letterhead.officeInText} trân trọng kính mời:`),
			...list(
				ended(
					members.map((member) =>
						[`${roleOf(member)}: ${fullName(member)}`, member.employer]
							.filter((part) => part !== '')
							.join(', ')
					)
				)
			),
			paragraph(`Tới dự phiên họp của ${council.name} về ${lotInText(of, facts)}.`),
			factsBlock([
				{ label: 'Chủ trì:', text: chair === undefined ? DOTS : `${roleOf(chair)} ${fullName(chair)}` },
				{
					label: 'Thời gian:',
					text:
						lot.scheduledAt === null
							? DOTS
							: `${formatTime(lot.scheduledAt)}, ${formatLongDate(vietnamDateOf(lot.scheduledAt), 'vi')}`
				},
				{ label: 'Địa điểm:', text: orDots(lot.place) }
			]),
			heading('section', 'Nội dung phiên họp'),
			...list(ended(agenda(facts))),
			heading('section', 'Hồ sơ đưa ra Hội đồng'),
			table('Hồ sơ', caseTable(cases)),
			...closed([
				paragraph(
					'Đề nghị các thành viên Hội đồng nghiên cứu hồ sơ, gửi phiếu nhận xét trước phiên họp và có mặt đúng giờ. Thành viên không dự được gửi ý kiến bằng văn bản cho thư ký Hội đồng.'
				)
			]),
			signatures([facts.signing.invitation])
		],
		recipients: ended(['Như trên', 'Giám đốc Sở (để b/c)', 'Lưu: VT']),
		annexes: []
	};
}

/** The order of TT 20/2023, Art. 11, as far as the programme has its parts. */
export function agenda({ record: { rules, flow } }: Pick<CouncilFacts, 'record'>): string[] {
	const board = rules.countingBoard?.value ?? 0;
	return [
		'Công bố quyết định thành lập Hội đồng, giới thiệu thành phần tham dự, biên bản mở hồ sơ',
		'Hội đồng thống nhất nguyên tắc, phương thức làm việc và cử thư ký khoa học',
		...(flow.surveys ? ['Nghe kết quả khảo sát thực tế tại cơ sở'] : []),
		'Các ủy viên phản biện và thành viên trình bày nhận xét; thư ký đọc ý kiến của thành viên vắng mặt',
		'Hội đồng thảo luận từng hồ sơ',
		`Thành viên chấm điểm, bỏ phiếu đánh giá${board === 0 ? '' : `; bầu ban kiểm phiếu ${String(board)} người`}`,
		'Công bố kết quả kiểm phiếu, xếp hạng',
		'Hội đồng kết luận, kiến nghị và thông qua biên bản'
	];
}

const caseTable = (cases: readonly CaseRow[]): PaperTable => ({
	columns: [
		{ title: 'TT', align: 'center', share: 0 },
		{ title: 'Mã hồ sơ', align: 'left', share: 0 },
		{ title: 'Tên hồ sơ', align: 'left', share: 4 },
		{ title: 'Tổ chức đăng ký', align: 'left', share: 3 }
	],
	rows: cases.map(({ code, title, organisation }, index) => [String(index + 1), code, title, organisation]),
	total: []
});
