import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** Whoever signs or administers is told that their account was entered from a browser that it did not know. */
export function newDeviceMail(
	data: {
		readonly name: string;
		readonly device: string;
		readonly network: string;
		readonly at: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: 'Tài khoản của bạn vừa được đăng nhập từ thiết bị mới',
			opening:
				'Có người vừa đăng nhập đúng mật khẩu của bạn từ một thiết bị mà tài khoản này chưa từng dùng.',
			facts: ['Thiết bị', 'Mạng', 'Lúc'],
			label: 'Xem nơi đang đăng nhập',
			note: 'Nếu là bạn thì không cần làm gì. Nếu không phải bạn: đổi mật khẩu ngay (mọi phiên khác sẽ đóng) và báo cho quản trị viên.'
		},
		en: {
			subject: 'Your account was entered from a new device',
			opening: 'Somebody signed in with your password from a device that this account had not used before.',
			facts: ['Device', 'Network', 'At'],
			label: 'See where you are signed in',
			note: 'If it was you, there is nothing to do. If not: change your password at once (all other sessions close) and tell an administrator.'
		}
	}[language];
	const values = [data.device, data.network, data.at];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening],
		facts: words.facts.map((label, at): [string, string] => [label, values[at] ?? '']),
		action: { label: words.label, url: data.url },
		notes: [words.note]
	});
}
