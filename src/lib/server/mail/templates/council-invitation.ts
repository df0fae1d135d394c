import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** A person was appointed to a council. Names no applicant: that is read after the undertaking is signed. */
export function councilInvitationMail(
	data: {
		readonly name: string;
		readonly council: string;
		/** "Ủy viên phản biện", in the language of the message. */
		readonly role: string;
		/** When and where it meets; left out while that is open. */
		readonly session?: string;
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: `Mời tham gia ${data.council}`,
			paragraphs: [
				`Sở trân trọng mời Ông/Bà tham gia ${data.council}.`,
				'Trước khi đọc hồ sơ, xin Ông/Bà khai báo xung đột lợi ích với từng hồ sơ và ký cam kết bảo mật trên Cổng Chuẩn.'
			],
			facts: ['Vai trò', 'Phiên họp'],
			label: 'Khai báo và cam kết'
		},
		en: {
			subject: `Invitation to ${data.council}`,
			paragraphs: [
				`The Department has the honour to invite you to ${data.council}.`,
				'Before reading any dossier, please declare conflicts of interest with each application and sign the confidentiality undertaking on the Chuẩn portal.'
			],
			facts: ['Role', 'Session'],
			label: 'Declare and undertake'
		}
	}[language];
	const facts = [[words.facts[0] ?? '', data.role] as const];
	if (data.session !== undefined) facts.push([words.facts[1] ?? '', data.session]);
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: words.paragraphs,
		facts,
		action: { label: words.label, url: data.url }
	});
}
