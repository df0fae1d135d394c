import { m } from '#lib/i18n/paraglide/messages.js';
import { attendanceWords, presidingWords } from '#lib/i18n/attendance-words.ts';
import { formatFraction2 } from '#lib/i18n/formats/figures.ts';
import { tieSentence } from '#lib/i18n/tie-words.ts';
import { DECIDING } from '#lib/domain/flow/council-stage.ts';
import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import type { Fact, PaperTable, Signature } from '#lib/domain/papers/paper.ts';
import type { Ranking } from '#lib/domain/scoring/ranking.ts';
import { tieBreakCriterion } from '#lib/domain/scoring/scale.ts';
import type { MemberRow } from '../councils/ports.ts';
import type { SessionCaseName, TallyRow } from '../sessions/ports.ts';
import type { SessionFacts } from '../cases/sessions/session-facts.ts';
import type { SessionApplication } from '../cases/sessions/session-view.ts';
import type { RuledOut } from '../ties/ports.ts';

const OUTCOME_WORDS: Readonly<Record<TallyRow['outcome'], string>> = {
	recommended: 'Đề nghị thực hiện',
	passed: 'Đạt, không đề nghị',
	failed: 'Không đạt'
};

/** A council that screens lets pass what reached its threshold and recommends nothing. */
const SCREENED_WORDS: typeof OUTCOME_WORDS = { ...OUTCOME_WORDS, passed: 'Đạt, vào vòng sau' };

const SIGN = '(Ký, ghi rõ họ tên)';

/** A closed session as it was stored, with what is read beside it for a page. */
export interface MinutesFacts {
	readonly session: SessionFacts;
	readonly tallies: readonly TallyRow[];
	readonly names: ReadonlyMap<string, SessionCaseName>;
	readonly details: ReadonlyMap<string, Pick<SessionApplication, 'opinions' | 'invalid'>>;
	/** Whom rulings on late ties took out of the lot before it was closed. */
	readonly ruledOut: readonly RuledOut[];
	/** Members who sent sheets, by how many. */
	readonly submitted: ReadonlyMap<string, number>;
	readonly letterhead: Letterhead;
	readonly at: Date;
}

export function attendanceTable(
	{ session: held, submitted }: MinutesFacts,
	codeOf: (id: string) => string
): PaperTable {
	return {
		columns: [
			{ title: 'TT', align: 'center', share: 0 },
			{ title: 'Họ và tên', align: 'left', share: 3 },
			{ title: 'Chức danh', align: 'left', share: 2 },
			{ title: 'Tham dự', align: 'left', share: 3 }
		],
		rows: held.members
			.filter(({ memberId, role }) => isVotingRole(role) || entryOf(held, memberId)?.present === true)
			.map((member, index) => [
				String(index + 1),
				fullName(member),
				m.office_role({ role: member.role }, { locale: 'vi' }),
				attendanceWords(
					{
						...member,
						present: entryOf(held, member.memberId)?.present === true,
						recused: held.seats.get(member.memberId)?.recused === true,
						opinion: (submitted.get(member.memberId) ?? 0) > 0,
						leads: member.memberId === held.quorum.leadId,
						spared: sparedFrom(held, member.memberId).map(codeOf)
					},
					'vi'
				)
			]),
		total: []
	};
}

export function rankingTable(
	{ session }: Held,
	tallies: readonly TallyRow[],
	nameOf: (id: string) => string
): PaperTable {
	const words = session.stage === DECIDING ? OUTCOME_WORDS : SCREENED_WORDS;
	return {
		columns: [
			{ title: 'Hạng', align: 'center', share: 0 },
			{ title: 'Hồ sơ', align: 'left', share: 1 },
			{ title: 'Điểm trung bình', align: 'right', share: 0 },
			{ title: 'Điểm xếp hạng', align: 'right', share: 0 },
			{ title: 'Kết luận', align: 'left', share: 0 }
		],
		rows: tallies.map((tally) => [
			tally.rank === null ? '–' : String(tally.rank),
			nameOf(tally.applicationId),
			tally.mean === null ? '–' : formatFraction2(tally.mean, 'vi'),
			tally.final === null ? '–' : formatFraction2(tally.final, 'vi'),
			words[tally.outcome]
		]),
		total: []
	};
}

export type Held = SessionFacts;

function entryOf({ attendance }: Held, memberId: string) {
	return attendance.find((entry) => entry.memberId === memberId);
}

export function fullName({ title, name }: Pick<MemberRow, 'title' | 'name'>): string {
	return [title, name].filter((part) => part !== '').join(' ');
}

/** Applications that a member who is not recused from the lot does not judge. */
function sparedFrom({ recusals, seats }: Held, memberId: string): string[] {
	if (seats.get(memberId)?.recused === true) return [];
	return recusals.filter((one) => one.memberId === memberId).map(({ applicationId }) => applicationId);
}

export function presiding(held: Held): string {
	const lead = held.members.find(({ memberId }) => memberId === held.quorum.leadId);
	if (lead === undefined) return '';
	const who = `${m.office_role({ role: lead.role }, { locale: 'vi' })} ${fullName(lead)}`;
	const entry = entryOf(held, lead.memberId);
	return lead.role === 'chair' || entry === undefined ? who : `${who}, ${presidingWords(entry, 'vi')}`;
}

/** Whom the meeting elected to count, the head first (form B2-4-KPĐG). */
export function boardFacts({ session, members }: Held): Fact[] {
	return [...session.countingBoard]
		.sort((a, b) => Number(b.head) - Number(a.head))
		.flatMap(({ memberId, head }) => {
			const member = members.find((one) => one.memberId === memberId);
			const label = head ? 'Trưởng ban kiểm phiếu' : 'Ủy viên ban kiểm phiếu';
			return member === undefined ? [] : [{ label, text: fullName(member) }];
		});
}

export function tieParagraphs(held: Held, nameOf: (id: string) => string): string[] {
	const criterion = tieBreakCriterion(held.rubric)?.label.vi ?? '';
	const decided = (held.session.ranking?.ranking.decisions ?? []).map((decision) =>
		tieSentence(decision, { nameOf, criterion, locale: 'vi' })
	);
	const votes = held.session.tieVotes.map(({ order, for: yes, against: no, note }) =>
		[m.councils_vote_said({ order: order.map(nameOf).join(' > '), yes, no }, { locale: 'vi' }), note]
			.filter((words) => words !== '')
			.join(' ')
	);
	return [...decided, ...votes];
}

/** Those who were there and stand for what is said; the one who presided signs at the right (NĐ 30/2020, Phụ lục I). */
export function signaturesOf(held: Held): Signature[] {
	const { members, session, quorum } = held;
	const there = (memberId: string): boolean => quorum.presentIds.includes(memberId);
	const lead = members.find(({ memberId }) => memberId === quorum.leadId);
	const secretary = members.find(({ memberId, role }) => role === 'scientific_secretary' && there(memberId));
	const head = members.find(({ memberId }) =>
		session.countingBoard.some((seat) => seat.head && seat.memberId === memberId)
	);
	const sign = (title: string, name: string, onBehalf: readonly string[] = []) => ({
		onBehalf,
		title,
		hint: SIGN,
		name
	});
	return [
		...(secretary === undefined ? [] : [sign('THƯ KÝ KHOA HỌC', fullName(secretary))]),
		...(head === undefined ? [] : [sign('TRƯỞNG BAN\nKIỂM PHIẾU', fullName(head))]),
		...(lead === undefined
			? []
			: [
					lead.role === 'chair'
						? sign('CHỦ TỊCH HỘI ĐỒNG', fullName(lead))
						: sign('PHÓ CHỦ TỊCH', fullName(lead), ['KT. CHỦ TỊCH HỘI ĐỒNG'])
				])
	];
}

/** The order of the page: as they are ranked, then those that did not qualify as the ranking lists them. */
export function inOrder(tallies: readonly TallyRow[], ranking: Ranking | null): TallyRow[] {
	const order = [...(ranking?.ranked ?? []), ...(ranking?.unranked ?? [])].map((row) => row.applicationId);
	const place = ({ applicationId }: TallyRow): number => {
		const at = order.indexOf(applicationId);
		return at === -1 ? order.length : at;
	};
	return [...tallies].sort((a, b) => place(a) - place(b));
}
