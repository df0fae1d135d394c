import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** Whoever has to rule is told that something waits; who and what stand on the page. */
export function tieFoundMail(
	data: { readonly name: string; readonly council: string; readonly url: string },
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: 'Có quan hệ lợi ích mới phát sinh cần kết luận',
			opening:
				data.council === ''
					? 'Một người đang làm việc cho Sở vừa nhận lời làm việc cho một đơn vị trên Cổng Chuẩn.'
					: `Một thành viên của ${data.council} vừa nhận lời làm việc cho một đơn vị có hồ sơ trước hội đồng.`,
			rest: 'Chưa có gì thay đổi: phiếu đã nộp, chữ ký và công việc giữ nguyên cho đến khi Ông/Bà kết luận.',
			label: 'Xem và kết luận'
		},
		en: {
			subject: 'A new tie waits for your ruling',
			opening:
				data.council === ''
					? 'Somebody who works for the Department has agreed to act for an organisation on the Chuẩn portal.'
					: `A member of ${data.council} has agreed to act for an organisation with an application before the council.`,
			rest: 'Nothing has changed: submitted sheets, signatures and tasks stay as they are until you rule.',
			label: 'Look and rule'
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening, words.rest],
		action: { label: words.label, url: data.url }
	});
}
