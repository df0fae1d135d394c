import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** A budget waits for this person's step of the approval; the figure as on the appraisal sheet. */
export function approvalWaitingMail(
	data: {
		readonly name: string;
		readonly code: string;
		readonly title: string;
		/** "1.202.947.000 đồng". */
		readonly amount: string;
		/** "thẩm tra" or "phê duyệt", in the language of the message. */
		readonly step: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: `Dự toán ${data.code} chờ ${data.step}`,
			paragraphs: [`Một dự toán kinh phí đang chờ Ông/Bà ${data.step}.`],
			facts: ['Mã hồ sơ', 'Tên', 'Số tiền đã thẩm định'],
			label: 'Mở dự toán',
			notes: ['Nếu một con số thay đổi sau khi ký, chữ ký không còn giá trị và dự toán sẽ được trình lại.']
		},
		en: {
			subject: `Budget ${data.code} waits for ${data.step}`,
			paragraphs: [`A budget is waiting for your ${data.step}.`],
			facts: ['Application code', 'Title', 'Appraised amount'],
			label: 'Open the budget',
			notes: [
				'If any figure changes after it is signed, the signature lapses and the budget comes back to you.'
			]
		}
	}[language];
	const values = [data.code, data.title, data.amount];
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
