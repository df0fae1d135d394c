import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** The official letter about the result is there to be read; it says no result itself, mail is no safe place. */
export function resultLetterMail(
	data: {
		readonly name: string;
		readonly code: string;
		readonly call: string;
		/** "13/TB-SKHCN". */
		readonly letterNumber: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: `Thông báo kết quả hồ sơ ${data.code}`,
			paragraphs: [
				`Kết quả xét chọn của đợt “${data.call}” đã được ban hành. Thông báo kết quả hồ sơ của đơn vị đang chờ trên Cổng Chuẩn.`
			],
			facts: ['Mã hồ sơ', 'Thông báo số'],
			label: 'Đọc thông báo'
		},
		en: {
			subject: `Result of application ${data.code}`,
			paragraphs: [
				`The results of the call “${data.call}” have been issued. The official letter about your application is waiting on the Chuẩn portal.`
			],
			facts: ['Application code', 'Letter number'],
			label: 'Read the letter'
		}
	}[language];
	const values = [data.code, data.letterNumber];
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
