import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** Someone signed up with the address of an account: its owner is told, whoever asked is not. */
export function alreadyRegisteredMail(
	data: { readonly name: string; readonly signInUrl: string; readonly resetUrl: string },
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: 'Bạn đã có tài khoản trên Cổng Chuẩn',
			paragraphs: ['Vừa có người đăng ký tài khoản bằng địa chỉ thư này, nhưng địa chỉ này đã có tài khoản.'],
			label: 'Đăng nhập',
			notes: [
				`Nếu bạn quên mật khẩu, hãy đặt lại tại: ${data.resetUrl}`,
				'Nếu không phải bạn, xin bỏ qua thư này; tài khoản của bạn không thay đổi.'
			]
		},
		en: {
			subject: 'You already have an account on the Chuẩn portal',
			paragraphs: ['Someone has just signed up with this address, but it already has an account.'],
			label: 'Sign in',
			notes: [
				`If you forgot your password, reset it at: ${data.resetUrl}`,
				'If it was not you, please ignore this message; your account has not changed.'
			]
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: words.paragraphs,
		action: { label: words.label, url: data.signInUrl },
		notes: words.notes
	});
}
