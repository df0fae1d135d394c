import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { formatFraction2 } from '#lib/i18n/formats/figures.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { BoardSeat } from '#lib/domain/councils/session.ts';
import type { MemberRow } from '../councils/ports.ts';
import type { TallyRow } from '../sessions/ports.ts';
import type { Tx } from '../ports.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { letterhead } from './letterhead.ts';
import { stepSentences } from './tally-words.ts';
import type { CriterionNames } from './tally-words.ts';
import type { RecordRow } from './ports.ts';

const ROLE_WORDS: Readonly<Record<CouncilRole, string>> = {
	chair: 'Chủ tịch',
	vice_chair: 'Phó Chủ tịch',
	reviewer: 'Ủy viên phản biện',
	scientific_secretary: 'Thư ký khoa học',
	member: 'Ủy viên',
	administrative_secretary: 'Thư ký hành chính'
};

const OUTCOME_WORDS: Readonly<Record<TallyRow['outcome'], string>> = {
	recommended: 'Kiến nghị chọn',
	passed: 'Đạt, không kiến nghị chọn',
	failed: 'Không đạt'
};

/**
 * Biên bản kiểm phiếu, tổng hợp (forms B2-4-KPĐG, B2-5-THKP), from the stored tallies of a lot. Attendance names
 * the members, as the form does; ballots carry numbers only, in the order of their points, so that no member can
 * be read off a ballot. Refuses `not_found`.
 */
export async function issueTallyMinutes(tx: Tx, ctx: Context, lotId: string): Promise<Result<RecordRow>> {
	const [lot, session] = await Promise.all([tx.calls.findLot(lotId), tx.sessions.ofLot(lotId)]);
	if (lot === undefined || session === undefined) return refuse('not_found');
	const call = await tx.calls.find(lot.callId);
	const definition = call === undefined ? undefined : await tx.definitions.find(call.definitionId);
	if (call === undefined || definition === undefined) return refuse('not_found');
	const members = await tx.councils.members(session.councilId);
	const attendance = new Map((await tx.sessions.attendance(session.id)).map((row) => [row.memberId, row]));
	const tallies = [...(await tx.sessions.tallies(session.id))].sort(
		(a, b) => (a.rank ?? 1e6) - (b.rank ?? 1e6)
	);
	const applications = new Map((await tx.applications.ofLot(lotId)).map((row) => [row.id, row]));
	const organisations = new Map(
		(
			await tx.organisations.listByIds([...applications.values()].map(({ organisationId }) => organisationId))
		).map((row) => [row.id, row.name])
	);
	const criteria: CriterionNames = new Map(
		(definition.document.rubrics[lot.variant]?.criteria ?? []).map(({ key, label }) => [key, label.vi])
	);
	const at = await tx.clock.now();
	const nameOf = (applicationId: string) => {
		const application = applications.get(applicationId);
		return `${application?.code ?? ''} – ${organisations.get(application?.organisationId ?? '') ?? ''}`;
	};
	const voting = members.filter(({ role }) => isVotingRole(role));
	const present = voting.filter(({ memberId }) => attendance.get(memberId)?.present === true);
	const record = await tx.records.issue(
		{
			kind: 'tally_minutes',
			callId: call.id,
			lotId,
			issuedBy: actorId(ctx.actor),
			content: {
				format: 'chuan.tally_minutes/1',
				...letterhead(at),
				subject: `Kiểm phiếu đánh giá hồ sơ ${lot.code}: ${lot.title.vi}`,
				opening: [
					`Phiên họp hội đồng về ${lot.code} thuộc đợt ${call.code}${session.openedAt === null ? '' : `, khai mạc lúc ${formatDateTime(session.openedAt, 'vi')}`}.`
				],
				facts: [
					{ label: 'Số thành viên có mặt', text: `${present.length}/${voting.length}` },
					...members
						.filter(({ memberId, role }) => isVotingRole(role) || attendance.get(memberId)?.present === true)
						.map(({ memberId, role, name, title }) => ({
							label: ROLE_WORDS[role],
							text: `${[title, name].filter((part) => part !== '').join(' ')}${attendance.get(memberId)?.present === true ? '' : ' (vắng mặt)'}`
						})),
					...boardFacts(session.countingBoard, members)
				],
				applications: tallies.map((tally) => ({
					heading: nameOf(tally.applicationId),
					ballots: ballotTable(tally),
					steps: tally.steps.flatMap((step) => stepSentences(step, criteria))
				})),
				ranking: {
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
						OUTCOME_WORDS[tally.outcome]
					]),
					total: []
				},
				conclusions:
					session.conclusion === ''
						? []
						: session.conclusion.split('\n').filter((line) => line.trim() !== ''),
				closing: `Biên bản được lập lúc ${formatDateTime(at, 'vi')} từ dữ liệu phiên họp và lưu nguyên trạng.`,
				signatures: [
					{
						onBehalf: [],
						title: 'THƯ KÝ KHOA HỌC',
						hint: '(Ký, ghi rõ họ tên)',
						name: named(members, 'scientific_secretary')
					},
					...boardHead(session.countingBoard, members),
					{
						onBehalf: [],
						title: 'CHỦ TỊCH HỘI ĐỒNG',
						hint: '(Ký, ghi rõ họ tên)',
						name: named(members, 'chair')
					}
				]
			}
		},
		ctx.app.config.issuer
	);
	return ok(record);
}

type Named = Pick<MemberRow, 'memberId' | 'title' | 'name'>;

function nameOf(members: readonly Named[], id: string): string {
	const member = members.find(({ memberId }) => memberId === id);
	return [member?.title ?? '', member?.name ?? ''].filter((part) => part !== '').join(' ');
}

/** Whom the meeting elected to count, the head first (form B2-4-KPĐG). */
function boardFacts(board: readonly BoardSeat[], members: readonly Named[]) {
	return [...board]
		.sort((a, b) => Number(b.head) - Number(a.head))
		.map(({ memberId, head }) => ({
			label: head ? 'Trưởng ban kiểm phiếu' : 'Ủy viên ban kiểm phiếu',
			text: nameOf(members, memberId)
		}));
}

function boardHead(board: readonly BoardSeat[], members: readonly Named[]) {
	return board
		.filter(({ head }) => head)
		.map(({ memberId }) => ({
			onBehalf: [],
			title: 'TRƯỞNG BAN KIỂM PHIẾU',
			hint: '(Ký, ghi rõ họ tên)',
			name: members.find((member) => member.memberId === memberId)?.name ?? ''
		}));
}

function named(
	members: readonly { readonly role: CouncilRole; readonly name: string }[],
	role: CouncilRole
): string {
	return members.find((member) => member.role === role)?.name ?? '';
}

function ballotTable(tally: TallyRow) {
	const gathered = tally.steps.find((step) => step.kind === 'gathered');
	const outliers = tally.steps.find((step) => step.kind === 'outliers');
	const dropped = new Set(outliers?.rows.filter((row) => row.dropped).map(({ ballotId }) => ballotId) ?? []);
	const ballots = [...(gathered?.ballots ?? [])].sort((a, b) =>
		a.total === b.total ? 0 : a.total > b.total ? -1 : 1
	);
	return {
		columns: [
			{ title: 'Phiếu', align: 'center', share: 0 },
			{ title: 'Tổng điểm', align: 'right', share: 1 },
			{ title: 'Kết luận', align: 'left', share: 1 }
		],
		rows: ballots.map(({ ballotId, total }, index) => [
			String(index + 1),
			total.toString(),
			dropped.has(ballotId) ? 'Loại' : 'Hợp lệ'
		]),
		total: []
	};
}
