import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/**
 * After sign-up: proves that the address is the person's own and leads to the choice of a password. Carries nothing
 * that was typed. `validHours` is how long the link holds.
 */
export function verifyEmailMail(
	data: { readonly url: string; readonly validHours: number },
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: 'Xác nhận địa chỉ thư điện tử của bạn',
			paragraphs: [
				'Địa chỉ này vừa được dùng để đăng ký tài khoản trên Cổng Chuẩn. Mời bạn mở đường dẫn để xác nhận địa chỉ, xem lại những gì đã khai và đặt mật khẩu.'
			],
			label: 'Xác nhận và đặt mật khẩu',
			notes: [
				`Đường dẫn có hiệu lực trong ${data.validHours} giờ và chỉ dùng được một lần.`,
				'Nếu bạn nhận nhiều thư như thế này, mỗi đường dẫn chỉ mở đúng những gì đã khai trong lần đăng ký của nó.',
				'Nếu bạn không đăng ký tài khoản, xin bỏ qua thư này; sẽ không có tài khoản nào được mở.'
			]
		},
		en: {
			subject: 'Confirm your e-mail address',
			paragraphs: [
				'This address was just used to sign up for the Chuẩn portal. Open the link to confirm the address, look over what was entered and choose a password.'
			],
			label: 'Confirm and choose a password',
			notes: [
				`The link is valid for ${data.validHours} hours and works once.`,
				'If you receive several of these messages, each link opens only what was entered in its own sign-up.',
				'If you did not sign up, please ignore this message; no account will be opened.'
			]
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: '',
		subject: words.subject,
		paragraphs: words.paragraphs,
		action: { label: words.label, url: data.url },
		notes: words.notes
	});
}
