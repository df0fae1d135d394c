import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** The person whose tie was ruled on learns the ruling and its reason. */
export function tieRuledMail(
	data: {
		readonly name: string;
		readonly organisation: string;
		readonly excluded: boolean;
		readonly reason: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: 'Kết luận về quan hệ lợi ích của bạn',
			opening: data.excluded
				? `Bạn thôi tham gia giải quyết hồ sơ của ${data.organisation} kể từ kết luận này.`
				: `Bạn tiếp tục phần việc của mình; lời mời của ${data.organisation} không có hiệu lực.`,
			fact: 'Lý do',
			label: 'Xem lời mời'
		},
		en: {
			subject: 'The ruling on your tie',
			opening: data.excluded
				? `From this ruling on you take no part in the cases of ${data.organisation}.`
				: `You keep your part; the invitation of ${data.organisation} does not take effect.`,
			fact: 'Reason',
			label: 'See the invitation'
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening],
		facts: [[words.fact, data.reason]],
		action: { label: words.label, url: data.url }
	});
}
