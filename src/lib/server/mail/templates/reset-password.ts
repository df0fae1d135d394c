import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** Someone asked for a new password of this account. `validMinutes` is how long the link holds. */
export function resetPasswordMail(
	data: { readonly name: string; readonly url: string; readonly validMinutes: number },
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: 'Đặt lại mật khẩu',
			paragraphs: ['Cổng Chuẩn nhận được yêu cầu đặt lại mật khẩu cho tài khoản của bạn.'],
			label: 'Đặt mật khẩu mới',
			notes: [
				`Đường dẫn có hiệu lực trong ${data.validMinutes} phút và chỉ dùng được một lần.`,
				'Nếu bạn không yêu cầu, mật khẩu hiện tại vẫn giữ nguyên và bạn không cần làm gì.'
			]
		},
		en: {
			subject: 'Reset your password',
			paragraphs: ['The Chuẩn portal received a request to reset the password of your account.'],
			label: 'Choose a new password',
			notes: [
				`The link is valid for ${data.validMinutes} minutes and works once.`,
				'If you did not ask for it, your password stays as it is and there is nothing to do.'
			]
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: words.paragraphs,
		action: { label: words.label, url: data.url },
		notes: words.notes
	});
}
