import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** The only director's own tie has nobody to rule on it: the administrators read who has to be appointed. */
export function tieRulerMissingMail(
	data: { readonly name: string; readonly person: string; readonly url: string },
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const person = nameInLetter(data.person);
	const words = {
		vi: {
			subject: 'Cần người được giao quyền Giám đốc để kết luận',
			opening: `Có quan hệ lợi ích mới phát sinh về ${person}. Không ai tự kết luận về mình, và hiện không có người nào khác giữ vai trò Giám đốc Sở.`,
			rest: 'Cần trao vai trò Giám đốc Sở, có thời hạn, cho người được giao quyền (Phó Giám đốc hoặc người do cơ quan cấp trên cử). Chưa có gì thay đổi cho đến khi người đó kết luận.',
			label: 'Mở danh sách người dùng'
		},
		en: {
			subject: 'Somebody has to act for the Director and rule',
			opening: `A new tie of ${person} has appeared. Nobody rules on their own, and nobody else holds the role of Director now.`,
			rest: 'Please give the role of Director, for a term, to whoever acts for the Director (a deputy, or whom the higher authority names). Nothing changes before that person rules.',
			label: 'Open the list of people'
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
