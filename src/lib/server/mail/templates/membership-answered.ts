import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** The inviter learns the answer and never its reason: what the person does for the Department is not its affair. */
export function membershipAnsweredMail(
	data: {
		readonly name: string;
		readonly email: string;
		readonly organisation: string;
		readonly accepted: boolean;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: data.accepted ? 'Lời mời đã được nhận' : 'Lời mời không được nhận',
			opening: data.accepted
				? `${data.email} đã nhận lời và có thể làm việc cho ${data.organisation} trên Cổng Chuẩn.`
				: `Lời mời gửi ${data.email} tham gia ${data.organisation} đã kết thúc mà không được nhận.`,
			label: 'Xem thành viên của đơn vị'
		},
		en: {
			subject: data.accepted ? 'The invitation was accepted' : 'The invitation was not accepted',
			opening: data.accepted
				? `${data.email} has accepted and can now act for ${data.organisation} on the Chuẩn portal.`
				: `The invitation of ${data.email} to ${data.organisation} has ended without being accepted.`,
			label: 'See the members of the organisation'
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening],
		action: { label: words.label, url: data.url }
	});
}
