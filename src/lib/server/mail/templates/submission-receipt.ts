import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** An application was received; every figure as on the receipt. */
export interface SubmissionReceiptData {
	readonly name: string;
	readonly code: string;
	readonly call: string;
	readonly organisation: string;
	/** To the second, Vietnam time, as on the receipt. */
	readonly receivedAt: string;
	/** SHA-256 of the frozen revision. */
	readonly contentHash: string;
	/** Where the frozen copy is shown. */
	readonly url: string;
	/** Until when it may be replaced or withdrawn. */
	readonly deadline: string;
}

export function submissionReceiptMail(
	data: SubmissionReceiptData,
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: `Đã tiếp nhận hồ sơ ${data.code}`,
			paragraphs: ['Hồ sơ của đơn vị đã được tiếp nhận trên Cổng Chuẩn.'],
			facts: ['Mã hồ sơ', 'Đợt', 'Đơn vị', 'Thời điểm tiếp nhận', 'Mã băm nội dung (SHA-256)'],
			label: 'Xem giấy tiếp nhận và bản đã nộp',
			notes: [`Đơn vị có thể thay thế hoặc rút hồ sơ đến ${data.deadline}. Bản nộp sau cùng là bản được xét.`]
		},
		en: {
			subject: `Application ${data.code} received`,
			paragraphs: ['Your application has been received by the Chuẩn portal.'],
			facts: ['Application code', 'Call', 'Organisation', 'Received at', 'Content hash (SHA-256)'],
			label: 'See the receipt and the submitted copy',
			notes: [
				`You may replace or withdraw it until ${data.deadline}. The last submitted version is the one assessed.`
			]
		}
	}[language];
	const values = [data.code, data.call, data.organisation, data.receivedAt, data.contentHash];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: words.paragraphs,
		facts: words.facts.map((label, index) => [label, values[index] ?? ''] as const),
		action: { label: words.label, url: data.url },
		notes: words.notes
	});
}
