import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** Who proposed a role learns that another administrator did not put it in force, and why. */
export function grantDeclinedMail(
	data: {
		readonly name: string;
		readonly holder: string;
		readonly role: string;
		readonly by: string;
		readonly reason: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const [holder, by] = [nameInLetter(data.holder), nameInLetter(data.by)];
	const words = {
		vi: {
			subject: 'Đề nghị trao vai trò không được xác nhận',
			opening: `Đề nghị của bạn về việc trao vai trò ${data.role} cho ${holder} không được ${by} xác nhận. Không có quyền nào thay đổi.`,
			fact: 'Lý do',
			label: 'Xem đề nghị'
		},
		en: {
			subject: 'A proposed role was not confirmed',
			opening: `Your proposal to give ${holder} the role ${data.role} was declined by ${by}. No right has changed.`,
			fact: 'Reason',
			label: 'See the proposal'
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.opening],
		facts: [[words.fact, data.reason]],
		action: { label: words.label, url: data.url }
	});
}
