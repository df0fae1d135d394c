import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** The appraisal of a case ended without money; the representative reads why. */
export function budgetRejectedMail(
	data: {
		readonly name: string;
		readonly code: string;
		readonly title: string;
		/** "892.211.000 đồng". */
		readonly requested: string;
		readonly reason: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: `Hồ sơ ${data.code} không được phê duyệt kinh phí`,
			paragraphs: [
				`Dự toán kinh phí của hồ sơ ${data.code} đã được thẩm định và không được phê duyệt kinh phí.`,
				'Thông báo kết quả chính thức sẽ được gửi khi đợt kêu gọi có kết quả.'
			],
			facts: ['Mã hồ sơ', 'Tên', 'Đề nghị ngân sách nhà nước', 'Lý do'],
			label: 'Xem hồ sơ'
		},
		en: {
			subject: `No budget was approved for application ${data.code}`,
			paragraphs: [
				`The budget of application ${data.code} was appraised, and no money was approved.`,
				'The official letter follows when the result of the call is out.'
			],
			facts: ['Application code', 'Title', 'Asked of the State budget', 'Reason'],
			label: 'Open the application'
		}
	}[language];
	const values = [data.code, data.title, data.requested, data.reason];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: words.paragraphs,
		facts: words.facts.map((label, index) => [label, values[index] ?? ''] as const),
		action: { label: words.label, url: data.url }
	});
}
