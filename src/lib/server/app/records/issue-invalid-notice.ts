import { noticePaper } from '#lib/domain/papers/notice.ts';
import type { Signature } from '#lib/domain/papers/paper.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { Tx } from '../ports.ts';
import { actorId } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keptPaper } from './kept-paper.ts';
import { letterheadAt, paperHead } from './letterhead.ts';
import type { RecordRow } from './ports.ts';
import { signatureAt } from './signing.ts';

/** By order of the chief, while nobody is named. */
const INTAKE_UNIT: Signature = { onBehalf: ['TL. GIÁM ĐỐC'], title: 'ĐƠN VỊ TIẾP NHẬN', hint: '', name: '' };

/**
 * Thông báo hồ sơ không hợp lệ, with the reason that the office recorded (TT 20/2023, Art. 7).
 * Refuses `not_found` when the application is not there or was not found invalid.
 */
export async function issueInvalidNotice(
	tx: Tx,
	ctx: Context,
	applicationId: string
): Promise<Result<RecordRow>> {
	const application = await tx.applications.find(applicationId);
	const check = await tx.intake.validity(applicationId);
	if (application === undefined || check === undefined || check.valid) return refuse('not_found');
	const call = await tx.calls.find(application.callId);
	if (call === undefined) return refuse('not_found');
	const at = await tx.clock.now();
	const letterhead = await letterheadAt(tx, at);
	const record = await tx.records.issue(
		{
			kind: 'invalid_notice',
			series: 'TB',
			callId: call.id,
			lotId: application.lotId,
			applicationId,
			organisationId: application.organisationId,
			issuedBy: actorId(ctx.actor),
			content: keptPaper(
				noticePaper({
					head: paperHead(letterhead, at),
					subject: `Hồ sơ ${application.code ?? ''} của ${application.organisationName} không hợp lệ`,
					paragraphs: [
						`${letterhead.officeInText} thông báo để ${application.organisationName} biết kết quả kiểm tra hồ sơ mã ${application.code ?? ''} nộp cho đợt ${call.code}, ${call.title.vi}.`,
						'Hồ sơ không hợp lệ.',
						`Lý do: ${check.reason}`,
						...check.items.filter((item) => !item.valid && item.note !== '').map((item) => item.note),
						'Hồ sơ không được đưa ra hội đồng xem xét trong đợt này. Quý đơn vị có thể bổ sung, hoàn thiện và nộp lại ở đợt sau.'
					],
					recipients: [application.organisationName, 'Lưu: VT'],
					signature: await signatureAt(tx, 'invalid_notice', at, INTAKE_UNIT)
				})
			)
		},
		letterhead.letters
	);
	return ok(record);
}
