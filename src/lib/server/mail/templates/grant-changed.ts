import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

export interface GrantChanged {
	readonly name: string;
	readonly holder: string;
	readonly toHolder: boolean;
	readonly ended: boolean;
	readonly role: string;
	readonly scope: string;
	/** First and last day, or '' where there is none to say. */
	readonly from: string;
	readonly to: string;
	/** The administrators who did it; nobody: a command on the machine of the portal. */
	readonly by: readonly string[];
	/** The reader's own account; '' for everybody but the holder. */
	readonly url: string;
}

/** A role that signs or administers begins or ends: its holder, the director and the auditor are told. */
export function grantChangedMail(data: GrantChanged, language: MailLanguage, sender: MailSender): MailWords {
	const holder = nameInLetter(data.holder);
	const words = {
		vi: {
			subject: data.ended ? `Vai trò ${data.role} đã kết thúc` : `Vai trò ${data.role} có hiệu lực`,
			opening: data.toHolder
				? data.ended
					? 'Vai trò dưới đây của bạn trên Cổng Chuẩn đã kết thúc. Mọi phiên đăng nhập của bạn đã đóng.'
					: 'Bạn được trao vai trò dưới đây trên Cổng Chuẩn. Mọi phiên đăng nhập của bạn đã đóng; lần đăng nhập sau theo quyền mới.'
				: data.ended
					? `Vai trò dưới đây của ${holder} đã kết thúc.`
					: `${holder} được trao vai trò dưới đây.`,
			facts: ['Người giữ vai trò', 'Vai trò', 'Phạm vi', 'Từ ngày', 'Đến hết ngày', 'Người thực hiện'],
			terminal: 'Lệnh trên máy chủ của cổng',
			note: 'Thư này được gửi cho người giữ vai trò, Giám đốc Sở và bộ phận kiểm tra, giám sát. Nếu thấy không đúng, xin báo ngay cho quản trị viên và Giám đốc Sở.',
			label: 'Xem tài khoản của bạn'
		},
		en: {
			subject: data.ended ? `The role ${data.role} has ended` : `The role ${data.role} is in force`,
			opening: data.toHolder
				? data.ended
					? 'The role below has ended for you on the Chuẩn portal. All your sessions were closed.'
					: 'You were given the role below on the Chuẩn portal. All your sessions were closed; your next sign-in has the new right.'
				: data.ended
					? `The role below of ${holder} has ended.`
					: `${holder} was given the role below.`,
			facts: ['Holder', 'Role', 'Scope', 'From', 'Until the end of', 'Done by'],
			terminal: 'A command on the server of the portal',
			note: 'This message goes to the holder, the Director and the auditor. If anything is not right, please tell an administrator and the Director at once.',
			label: 'See your account'
		}
	}[language];
	const by = data.by.length === 0 ? words.terminal : data.by.map(nameInLetter).join(', ');
	const values = [holder, data.role, data.scope, data.from, data.to, by];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening],
		facts: words.facts
			.map((label, at): [string, string] => [label, values[at] ?? ''])
			.filter(([, value]) => value !== ''),
		notes: [words.note],
		...(data.url === '' ? {} : { action: { label: words.label, url: data.url } })
	});
}
