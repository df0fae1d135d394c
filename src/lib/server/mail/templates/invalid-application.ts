import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** At the opening the dossier was found invalid; each reason as recorded in the minutes. */
export function invalidApplicationMail(
	data: {
		readonly name: string;
		readonly code: string;
		readonly call: string;
		readonly reasons: readonly string[];
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: `Hồ sơ ${data.code} không hợp lệ`,
			opening: `Khi mở hồ sơ của đợt “${data.call}”, hồ sơ ${data.code} được xác định là không hợp lệ vì các lý do sau:`,
			closing: 'Hồ sơ không được đưa vào đánh giá. Biên bản và từng lý do được ghi trên trang của hồ sơ.',
			label: 'Xem kết quả mở hồ sơ'
		},
		en: {
			subject: `Application ${data.code} is not valid`,
			opening: `At the opening of the call “${data.call}”, application ${data.code} was found not valid for these reasons:`,
			closing:
				'It does not go on to assessment. The minutes and each reason are on the page of the application.',
			label: 'See the result of the opening'
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening, ...data.reasons.map((reason) => `– ${reason}`), words.closing],
		action: { label: words.label, url: data.url }
	});
}
