import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** The budget of a case was approved; the representative reads every figure that was decided. */
export function budgetApprovedMail(
	data: {
		readonly name: string;
		readonly code: string;
		readonly title: string;
		/** "892.211.000 đồng", as all amounts here. */
		readonly requested: string;
		readonly approved: string;
		/** "Tám trăm … đồng", in the language of the message. */
		readonly inWords: string;
		readonly own: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: `Kinh phí của hồ sơ ${data.code} đã được phê duyệt`,
			paragraphs: [
				`Dự toán kinh phí của hồ sơ ${data.code} đã được thẩm định và phê duyệt.`,
				'Quyết định và thư thông báo kết quả sẽ được gửi khi đợt kêu gọi có kết quả chính thức.'
			],
			facts: [
				'Mã hồ sơ',
				'Tên',
				'Đề nghị ngân sách nhà nước',
				'Được phê duyệt',
				'Bằng chữ',
				'Kinh phí đối ứng'
			],
			label: 'Xem hồ sơ'
		},
		en: {
			subject: `The budget of application ${data.code} was approved`,
			paragraphs: [
				`The budget of application ${data.code} was appraised and approved.`,
				'The decision and the letter of result follow when the result of the call is official.'
			],
			facts: [
				'Application code',
				'Title',
				'Asked of the State budget',
				'Approved',
				'In words',
				'Own contribution'
			],
			label: 'Open the application'
		}
	}[language];
	const values = [data.code, data.title, data.requested, data.approved, data.inWords, data.own];
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
