import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** A person with an account may now act for an organisation; nothing is to be done, but they must know. */
export function membershipMail(
	data: {
		readonly name: string;
		readonly invitedBy: string;
		readonly organisation: string;
		/** "người đại diện" or "người soạn hồ sơ", in the language of the message. */
		readonly role: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: `Bạn được thêm vào ${data.organisation}`,
			opening: `${data.invitedBy} đã thêm bạn làm ${data.role} của ${data.organisation} trên Cổng Chuẩn.`,
			label: 'Mở Cổng Chuẩn',
			note: 'Vì quyền của tài khoản vừa thay đổi, bạn cần đăng nhập lại. Nếu đây là nhầm lẫn, xin báo cho Sở.'
		},
		en: {
			subject: `You were added to ${data.organisation}`,
			opening: `${data.invitedBy} has made you ${data.role} of ${data.organisation} on the Chuẩn portal.`,
			label: 'Open the Chuẩn portal',
			note: 'Because the rights of your account have changed, please sign in again. If this is a mistake, please tell the Department.'
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening],
		action: { label: words.label, url: data.url },
		notes: [words.note]
	});
}
