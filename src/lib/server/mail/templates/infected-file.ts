import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** The scanner found malware in a file; told to who uploaded it. */
export function infectedFileMail(
	data: { readonly name: string; readonly file: string; readonly url: string },
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const words = {
		vi: {
			subject: 'Tệp bạn tải lên có mã độc',
			found: `Máy quét phát hiện mã độc trong tệp “${data.file}” mà bạn đã tải lên.`,
			gone: 'Cổng không chuyển tệp này cho ai và xóa nội dung của tệp; chỉ tên tệp còn được ghi lại.',
			next: 'Hãy kiểm tra máy tính của bạn bằng phần mềm diệt vi-rút, rồi tải lên một tệp sạch trước khi hết hạn.',
			label: 'Mở trang tài liệu'
		},
		en: {
			subject: 'A file that you uploaded is infected',
			found: `The scanner found malware in the file “${data.file}” that you uploaded.`,
			gone: 'The portal gives it to nobody and deletes its content; only its name stays on record.',
			next: 'Please check your computer with antivirus software, then upload a clean file before the deadline.',
			label: 'Open the documents'
		}
	}[language];
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: words.subject,
		paragraphs: [words.found, words.gone, words.next],
		action: { label: words.label, url: data.url }
	});
}
