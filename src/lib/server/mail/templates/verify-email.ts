import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** After sign-up: proves that the address is the person's own. `validHours` is how long the link holds. */
export function verifyEmailMail(
	data: { readonly name: string; readonly url: string; readonly validHours: number },
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: 'Xác nhận địa chỉ thư điện tử của bạn',
			paragraphs: [
				'Bạn vừa đăng ký tài khoản trên Cổng Chuẩn. Xin xác nhận địa chỉ thư điện tử này để bắt đầu sử dụng.'
			],
			label: 'Xác nhận địa chỉ',
			notes: [
				`Đường dẫn có hiệu lực trong ${data.validHours} giờ và chỉ dùng được một lần.`,
				'Nếu bạn không đăng ký tài khoản, xin bỏ qua thư này; sẽ không có tài khoản nào được mở.'
			]
		},
		en: {
			subject: 'Confirm your e-mail address',
			paragraphs: ['You have just signed up for the Chuẩn portal. Please confirm this address to begin.'],
			label: 'Confirm the address',
			notes: [
				`The link is valid for ${data.validHours} hours and works once.`,
				'If you did not sign up, please ignore this message; no account will be opened.'
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
