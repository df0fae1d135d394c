import {
	formatDate,
	formatDateTime,
	formatDateTimeSeconds,
	formatDeadline
} from '#lib/i18n/formats/dates.ts';
import { facts, heading, paragraphs, table } from '#lib/domain/papers/blocks.ts';
import { minutesPaper } from '#lib/domain/papers/minutes.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keptPaper } from './kept-paper.ts';
import { letterheadAt, paperHead } from './letterhead.ts';
import type { RecordRow } from './ports.ts';

/**
 * Biên bản mở hồ sơ (form B2-1-BBHS; TT 20/2023, Art. 7), drawn from the stored submissions: online, the
 * system's own times are the evidence. Refuses `not_found`.
 */
export async function issueOpeningMinutes(
	tx: Tx,
	ctx: Context,
	callId: string,
	/** Whose shares of the key opened sealed dossiers. */
	openedWith: readonly string[] = []
): Promise<Result<RecordRow>> {
	const call = await tx.calls.find(callId);
	if (call === undefined) return refuse('not_found');
	const at = await tx.clock.now();
	const letterhead = await letterheadAt(tx, at);
	const all = await tx.applications.ofCall(callId);
	const counted = all.filter(({ state }) => state !== 'draft' && state !== 'withdrawn');
	const withdrawn = all.filter(({ state }) => state === 'withdrawn').length;
	const lots = new Map((await tx.calls.lots(callId)).map((lot) => [lot.id, lot]));
	const rows = counted.map((application, index) => [
		String(index + 1),
		application.code ?? '',
		application.organisationName,
		lots.size > 1 ? (lots.get(application.lotId)?.code ?? '') : application.title,
		application.submittedAt === null ? '' : formatDateTimeSeconds(application.submittedAt, 'vi')
	]);
	const windows = (await tx.dossierWindows.ofCall(callId)).filter(({ applicationId }) =>
		counted.some(({ id }) => id === applicationId)
	);
	const subject = `Mở hồ sơ ${call.title.vi} (mã đợt ${call.code})`;
	const record = await tx.records.issue(
		{
			kind: 'opening_minutes',
			series: 'BB',
			callId,
			issuedBy: actorId(ctx.actor),
			content: keptPaper(
				minutesPaper({
					head: paperHead(letterhead, at),
					subject,
					opening: [
						`Vào hồi ${formatDateTime(at, 'vi')}, ${letterhead.officeInText} mở hồ sơ nộp trực tuyến trên hệ thống cho đợt ${call.code}.`,
						`Thời hạn nộp hồ sơ: ${formatDeadline(call.closesAt, 'vi')}. Thời điểm nhận từng hồ sơ do hệ thống ghi theo thời gian thực.`,
						...windows.map(
							({ code, organisationName, closesAt, decision }) =>
								`Hồ sơ ${code ?? ''} của ${organisationName} được gia hạn riêng đến ${formatDeadline(closesAt, 'vi')} theo Quyết định số ${decision.number} ngày ${formatDate(decision.on, 'vi')}.`
						)
					],
					body: [
						heading('section', 'I. Thành phần tham dự'),
						facts([
							{ label: 'Người mở hồ sơ', text: openedBy(ctx) },
							...(openedWith.length === 0
								? []
								: [{ label: 'Người giao phần khóa mở niêm phong', text: openedWith.join('; ') }])
						]),
						heading('section', 'II. Kết quả mở hồ sơ'),
						table(subject, {
							columns: [
								{ title: 'TT', align: 'center', share: 0 },
								{ title: 'Mã hồ sơ', align: 'left', share: 0 },
								{ title: 'Tổ chức đăng ký', align: 'left', share: 1 },
								// The one lot of a call tells nothing of a row: what is asked for does.
								lots.size > 1
									? { title: 'Mã nhiệm vụ', align: 'left', share: 0 }
									: { title: 'Nội dung đăng ký', align: 'left', share: 1 },
								{ title: 'Thời điểm nhận', align: 'left', share: 0 }
							],
							rows,
							total: []
						}),
						heading('section', 'III. Kết luận'),
						...paragraphs([
							`Số hồ sơ nhận trong thời hạn: ${counted.length}.`,
							`Số hồ sơ đã rút trước thời hạn: ${withdrawn}. Hồ sơ nháp chưa nộp không được tính.`
						])
					],
					closing: 'Biên bản được hệ thống trích xuất tự động từ dữ liệu nộp hồ sơ và lưu nguyên trạng.',
					signatures: [
						{
							onBehalf: [],
							hint: '(Ký, ghi rõ họ tên)',
							title: 'NGƯỜI MỞ HỒ SƠ',
							name: ctx.actor.kind === 'person' ? ctx.actor.name : ''
						}
					]
				})
			)
		},
		letterhead.letters
	);
	return ok(record);
}

function openedBy({ actor }: Context): string {
	if (actor.kind !== 'person') return 'Hệ thống';
	return [actor.title, actor.name].filter((part) => part !== '').join(' ');
}
