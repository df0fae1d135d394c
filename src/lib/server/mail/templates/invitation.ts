import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** An account was made for this person; the link lets them choose a password, and proves the address. */
export function invitationMail(
	data: {
		readonly name: string;
		readonly invitedBy: string;
		/** Left out for the office's own people and experts. */
		readonly organisation?: string;
		readonly url: string;
		readonly validDays: number;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const invitedBy = nameInLetter(data.invitedBy);
	const organisation = nameInLetter(data.organisation ?? '');
	const words = {
		vi: {
			subject: 'Mời bạn sử dụng Cổng Chuẩn',
			opening:
				data.organisation === undefined
					? `“${invitedBy}” đã mở cho bạn một tài khoản trên Cổng Chuẩn.`
					: `“${invitedBy}” đã mời bạn cùng lập hồ sơ cho “${organisation}” trên Cổng Chuẩn.`,
			label: 'Đặt mật khẩu và bắt đầu',
			notes: [
				`Đường dẫn có hiệu lực trong ${data.validDays} ngày và chỉ dùng được một lần.`,
				'Nếu bạn không biết người mời, xin bỏ qua thư này.'
			]
		},
		en: {
			subject: 'An invitation to the Chuẩn portal',
			opening:
				data.organisation === undefined
					? `“${invitedBy}” has opened an account for you on the Chuẩn portal.`
					: `“${invitedBy}” has invited you to prepare applications of “${organisation}” on the Chuẩn portal.`,
			label: 'Choose a password and begin',
			notes: [
				`The link is valid for ${data.validDays} days and works once.`,
				'If you do not know the sender of the invitation, please ignore this message.'
			]
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening],
		action: { label: words.label, url: data.url },
		notes: words.notes
	});
}
