import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** A person is asked to act for an organisation. It names nobody but the organisation and who asks. */
export function membershipMail(
	data: {
		/** The addressee, where the portal knows them; '' for an address without an account. */
		readonly name: string;
		readonly invitedBy: string;
		readonly organisation: string;
		/** "người đại diện" or "người soạn hồ sơ", in the language of the message. */
		readonly role: string;
		readonly url: string;
		readonly validDays: number;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const days = String(data.validDays);
	const words = {
		vi: {
			nobody: 'Quý vị',
			subject: 'Lời mời tham gia một đơn vị trên Cổng Chuẩn',
			opening: 'Một đơn vị trên Cổng Chuẩn mời bạn làm việc cho đơn vị. Nội dung lời mời do đơn vị đó khai.',
			facts: ['Đơn vị', 'Người mời', 'Vai trò'],
			label: 'Xem và trả lời lời mời',
			notes: [
				`Lời mời có hiệu lực trong ${days} ngày. Chưa có gì thay đổi cho đến khi bạn nhận lời. Nếu chưa có tài khoản, hãy đăng ký bằng chính địa chỉ thư này.`,
				'Nếu bạn không biết đơn vị này, hãy từ chối hoặc bỏ qua thư.'
			]
		},
		en: {
			nobody: 'Sir or Madam',
			subject: 'An invitation to an organisation on the Chuẩn portal',
			opening:
				'An organisation on the Chuẩn portal invites you to act for it. What the invitation says was written by that organisation.',
			facts: ['Organisation', 'Invited by', 'Role'],
			label: 'Read and answer the invitation',
			notes: [
				`The invitation holds for ${days} days. Nothing changes until you accept. If you have no account yet, sign up with this very address.`,
				'If you do not know this organisation, decline or ignore this message.'
			]
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name === '' ? words.nobody : data.name,
		subject: words.subject,
		paragraphs: [words.opening],
		facts: [
			[words.facts[0] ?? '', nameInLetter(data.organisation)],
			[words.facts[1] ?? '', nameInLetter(data.invitedBy)],
			[words.facts[2] ?? '', data.role]
		],
		action: { label: words.label, url: data.url },
		notes: words.notes
	});
}
