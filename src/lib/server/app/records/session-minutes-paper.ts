import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { ruledOutWords } from '#lib/i18n/ruled-out-words.ts';
import { sessionHours } from '#lib/i18n/session-hours.ts';
import { facts as factsBlock, heading, list, paragraphs, table } from '#lib/domain/papers/blocks.ts';
import { minutesPaper } from '#lib/domain/papers/minutes.ts';
import type { Block, Paper, PaperTable } from '#lib/domain/papers/paper.ts';
import type { TallyRow } from '../sessions/ports.ts';
import { paperHead } from './letterhead.ts';
import {
	attendanceTable,
	boardFacts,
	inOrder,
	presiding,
	rankingTable,
	signaturesOf,
	tieParagraphs
} from './session-parts.ts';
import type { MinutesFacts } from './session-parts.ts';
import { stepSentences } from './tally-words.ts';
import type { CriterionNames } from './tally-words.ts';

/**
 * Biên bản kiểm phiếu, tổng hợp (forms B2-4-KPĐG, B2-5-THKP) in the words of the session's page. Attendance names the
 * members, as the form does; ballots carry the numbers that the tally gave them, the same as on the page, so that no
 * member can be read off a ballot. A sheet that was declared invalid is no ballot, and its member is named with the reason.
 */
export function sessionMinutes(facts: MinutesFacts): Paper {
	const { session: held, at } = facts;
	const { lot, call, council, quorum, session } = held;
	const tallies = inOrder(facts.tallies, session.ranking?.ranking ?? null);
	const codes = new Map(held.applications.map(({ applicationId, code }) => [applicationId, code]));
	const codeOf = (id: string): string => codes.get(id) ?? '';
	const nameOf = (id: string): string => `${codeOf(id)} – ${facts.names.get(id)?.organisation ?? ''}`;
	const criteria: CriterionNames = new Map(held.rubric.criteria.map(({ key, label }) => [key, label.vi]));
	// A call without a list of tasks has one lot under its own code.
	const about = lot.code === call.code ? `đợt ${call.code}` : `${lot.code} thuộc đợt ${call.code}`;
	return minutesPaper({
		head: paperHead(facts.letterhead, at),
		subject: `Kiểm phiếu đánh giá hồ sơ ${lot.code}: ${lot.title.vi}`,
		opening: [
			`${council.name} (thành lập theo Quyết định số ${council.decisionNo}) họp về ${about}.`,
			`Phiên họp ${sessionHours(session, 'vi')}.`
		],
		body: [
			heading('section', 'I. Thành phần tham dự'),
			factsBlock([
				{
					label: 'Điều kiện họp',
					text: m.councils_quorum_said(
						{ present: quorum.presentCount, needed: quorum.needed, of: quorum.denominator },
						{ locale: 'vi' }
					)
				},
				{ label: 'Chủ trì phiên họp', text: presiding(held) },
				...boardFacts(held),
				...facts.ruledOut.map((one) => ({
					label: m.ties_session_ruled_out({}, { locale: 'vi' }),
					text: ruledOutWords(one, 'vi')
				}))
			]),
			table('Thành phần tham dự', attendanceTable(facts, codeOf)),
			heading('section', 'II. Kết quả kiểm phiếu'),
			...tallies.flatMap((tally, index): Block[] => [
				heading('part', `${index + 1}. ${nameOf(tally.applicationId)}`),
				table(nameOf(tally.applicationId), ballotTable(tally)),
				...list([
					...ballotSentences(tally, facts),
					...tally.steps.flatMap((step) => stepSentences(step, criteria))
				])
			]),
			heading('section', 'III. Xếp hạng'),
			table('Xếp hạng', rankingTable(held, tallies, nameOf)),
			...list(tieParagraphs(held, codeOf)),
			heading('section', 'IV. Kết luận'),
			...paragraphs(session.conclusion.split('\n').filter((line) => line.trim() !== ''))
		],
		closing: `Biên bản được lập lúc ${formatDateTime(at, 'vi')} từ dữ liệu phiên họp và lưu nguyên trạng.`,
		signatures: signaturesOf(held)
	});
}

/** Why there are fewer ballots than members present: nothing of them is left to be guessed. */
function ballotSentences(
	{ applicationId, steps }: TallyRow,
	{ session: held, details }: MinutesFacts
): string[] {
	const { invalid = [], opinions = [] } = details.get(applicationId) ?? {};
	const judging = held.quorum.presentIds.filter(
		(id) => !held.recusals.some((one) => one.memberId === id && one.applicationId === applicationId)
	).length;
	const gathered = steps.find((step) => step.kind === 'gathered');
	return [
		`Thành viên có mặt tham gia đánh giá: ${judging}; số phiếu được kiểm: ${gathered?.count ?? 0n}; số phiếu không hợp lệ: ${invalid.length}.`,
		...invalid.map(({ name, reason }) => {
			const whose =
				name === null
					? m.councils_invalid({}, { locale: 'vi' })
					: m.councils_invalid_of({ name }, { locale: 'vi' });
			return `${whose}. Lý do: ${reason}`;
		}),
		...(opinions.length === 0
			? []
			: [`${m.councils_opinions({ count: opinions.length }, { locale: 'vi' })}.`])
	];
}

function ballotTable(tally: TallyRow): PaperTable {
	const gathered = tally.steps.find((step) => step.kind === 'gathered');
	const outliers = tally.steps.find((step) => step.kind === 'outliers');
	const dropped = new Set(outliers?.rows.filter((row) => row.dropped).map(({ ballotId }) => ballotId) ?? []);
	return {
		columns: [
			{ title: 'Phiếu', align: 'center', share: 0 },
			{ title: 'Tổng điểm', align: 'right', share: 1 },
			{ title: 'Kết luận', align: 'left', share: 1 }
		],
		rows: (gathered?.ballots ?? []).map(({ ballotId, total }) => [
			ballotId,
			total.toString(),
			dropped.has(ballotId) ? 'Loại' : 'Hợp lệ'
		]),
		total: []
	};
}
