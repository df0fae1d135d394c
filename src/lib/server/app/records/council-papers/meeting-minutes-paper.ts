import {
	closed,
	facts as factsBlock,
	heading,
	list,
	paragraph,
	paragraphs,
	signatures,
	table
} from '#lib/domain/papers/blocks.ts';
import type { Paper, PaperTable } from '#lib/domain/papers/paper.ts';
import { DOTS, penLines } from '#lib/domain/papers/pen.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { sessionHours } from '#lib/i18n/session-hours.ts';
import type { CaseRow } from '../../councils/ports.ts';
import { councilHead } from '../letterhead.ts';
import {
	attendanceTable,
	boardFacts,
	inOrder,
	presiding,
	rankingTable,
	signaturesOf,
	tieParagraphs
} from '../session-parts.ts';
import type { MinutesFacts } from '../session-parts.ts';

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** "thành lập theo Quyết định số …": its number is left to the pen while it is not known. */
const established = ({ session: { council } }: MinutesFacts): string =>
	`${council.name} được thành lập theo Quyết định số ${council.decisionNo === '' ? DOTS : council.decisionNo}`;

/**
 * Biên bản họp hội đồng (form B2-6-BBHĐ; TT 20/2023, Art. 11), from the facts that were frozen at the closing. What was
 * said in the discussion is left to whoever writes the minutes.
 */
export function meetingMinutes(facts: MinutesFacts): Paper {
	const { session: held, letterhead, at } = facts;
	const { session, quorum, lot, call } = held;
	const codes = new Map(held.applications.map(({ applicationId, code }) => [applicationId, code]));
	const codeOf = (id: string): string => codes.get(id) ?? '';
	const nameOf = (id: string): string => `${codeOf(id)} – ${facts.names.get(id)?.organisation ?? ''}`;
	const ties = tieParagraphs(held, codeOf);
	const about =
		lot.code === call.code ? `đợt ${call.code}, ${call.title.vi}` : `${lot.code}, ${lot.title.vi}`;
	return {
		head: councilHead(letterhead, held.council.name, at),
		letters: 'small',
		landscape: false,
		title: { name: 'Biên bản', subject: `Họp ${held.council.name} về ${about}`, reference: '' },
		blocks: [
			heading('section', 'I. Thông tin chung'),
			...paragraphs([`${established(facts)}.`]),
			factsBlock([
				{ label: 'Thời gian:', text: sessionHours(session, 'vi') },
				{ label: 'Địa điểm:', text: session.place === '' ? DOTS : session.place },
				{
					label: 'Thành viên có mặt:',
					text: m.councils_quorum_said(
						{ present: quorum.presentCount, needed: quorum.needed, of: quorum.denominator },
						{ locale: 'vi' }
					)
				},
				{ label: 'Chủ trì phiên họp:', text: presiding(held) },
				{ label: 'Khách mời:', text: DOTS }
			]),
			table('Thành phần tham dự', attendanceTable(facts, codeOf)),
			heading('section', 'II. Nội dung phiên họp'),
			heading('part', '1. Công bố quyết định thành lập Hội đồng và tài liệu phiên họp'),
			paragraph(
				'Thư ký hành chính đọc quyết định thành lập Hội đồng, giới thiệu thành phần tham dự và biên bản mở hồ sơ. Hội đồng thống nhất nguyên tắc, phương thức làm việc.'
			),
			heading('part', '2. Nhận xét của các thành viên và thảo luận'),
			...penLines(8),
			heading('part', '3. Bỏ phiếu và kiểm phiếu'),
			factsBlock(
				boardFacts(held).length === 0
					? [{ label: 'Ban kiểm phiếu:', text: DOTS }]
					: boardFacts(held).map(({ label, text }) => ({ label: `${label}:`, text }))
			),
			heading('section', 'III. Kết quả đánh giá'),
			table(
				'Kết quả đánh giá',
				rankingTable(held, inOrder(facts.tallies, session.ranking?.ranking ?? null), nameOf)
			),
			...list(ties),
			heading('section', 'IV. Kết luận và kiến nghị của Hội đồng'),
			...(lines(session.conclusion).length === 0 ? penLines(6) : paragraphs(lines(session.conclusion))),
			...closed([
				paragraph(
					`Phiên họp kết thúc lúc ${session.closedAt === null ? DOTS : formatDateTime(session.closedAt, 'vi')}. Biên bản được đọc lại, Hội đồng nhất trí thông qua.`
				)
			]),
			signatures(signaturesOf(held).filter(({ title }) => !title.startsWith('TRƯỞNG BAN')))
		],
		recipients: [],
		annexes: []
	};
}

/**
 * Báo cáo giải trình, hoàn thiện hồ sơ theo kết luận của hội đồng (form B2-8-GTHĐ): what the council concluded stands
 * there, what was done about it is the applicant's to write.
 */
export function explanationForm(
	facts: MinutesFacts,
	about: Pick<CaseRow, 'code' | 'title' | 'organisation'>
): Paper {
	const { session: held, at, letterhead } = facts;
	const concluded = lines(held.session.conclusion);
	const sign = (title: string) => ({ onBehalf: [], title, hint: '(Ký, ghi rõ họ tên)', name: '' });
	return {
		head: {
			...councilHead(letterhead, about.organisation, at),
			superior: ''
		},
		letters: 'small',
		landscape: false,
		title: {
			name: 'Báo cáo',
			subject: `Giải trình, hoàn thiện hồ sơ ${about.code} theo kết luận của Hội đồng`,
			reference: ''
		},
		blocks: [
			factsBlock([
				{ label: 'Hồ sơ:', text: `${about.code}, ${about.title}` },
				{ label: 'Tổ chức chủ trì:', text: about.organisation },
				{ label: 'Phiên họp:', text: sessionHours(held.session, 'vi') }
			]),
			paragraph(`${established(facts)} đã kết luận. Nội dung hoàn thiện như sau:`),
			table('Giải trình', explanationTable(concluded)),
			signatures([sign('CHỦ NHIỆM'), sign('TỔ CHỨC CHỦ TRÌ'), sign('XÁC NHẬN CỦA CHỦ TỊCH HỘI ĐỒNG')])
		],
		recipients: [],
		annexes: []
	};
}

const explanationTable = (concluded: readonly string[]): PaperTable => ({
	columns: [
		{ title: 'TT', align: 'center', share: 0 },
		{ title: 'Kết luận của Hội đồng', align: 'left', share: 3 },
		{ title: 'Nội dung đã tiếp thu, giải trình', align: 'left', share: 4 },
		{ title: 'Trang', align: 'center', share: 1 }
	],
	rows: (concluded.length === 0 ? ['\n\n', '\n\n', '\n\n'] : concluded).map((line, index) => [
		String(index + 1),
		line,
		'',
		''
	]),
	total: []
});
