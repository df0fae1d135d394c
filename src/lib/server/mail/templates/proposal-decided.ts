import { writeMail, type MailLanguage, type MailSender, type MailWords } from '../letter.ts';

/** A proposal became a task of a list, or did not, with the reason. */
export function proposalDecidedMail(
	data: {
		readonly name: string;
		readonly code: string;
		readonly title: string;
		readonly decision:
			| { readonly accepted: true; readonly task: string; readonly list: string }
			| { readonly accepted: false; readonly reason: string };
		readonly url: string;
	},
	language: MailLanguage,
	sender: MailSender
): MailWords {
	const { code, title, decision } = data;
	const words = {
		vi: {
			accepted: {
				subject: `Đề xuất ${code} được chấp nhận`,
				opening: `Đề xuất “${title}” được đưa vào danh mục nhiệm vụ tuyển chọn.`,
				closing:
					'Khi đợt tuyển chọn được công bố, mọi tổ chức đủ điều kiện, kể cả đơn vị đề xuất, đều có thể nộp hồ sơ.'
			},
			declined: {
				subject: `Trả lời đề xuất ${code}`,
				opening: `Đề xuất “${title}” không được đưa vào danh mục nhiệm vụ vì lý do sau:`,
				closing: 'Đơn vị có thể gửi đề xuất khác ở đợt sau.'
			},
			task: 'Mã nhiệm vụ',
			list: 'Danh mục',
			label: 'Xem đề xuất'
		},
		en: {
			accepted: {
				subject: `Proposal ${code} is accepted`,
				opening: `The proposal “${title}” is now on the list of tasks to be selected for.`,
				closing: 'Once the call is published, every eligible organisation may apply, the proposer among them.'
			},
			declined: {
				subject: `Answer to proposal ${code}`,
				opening: `The proposal “${title}” is not put on the list of tasks, for this reason:`,
				closing: 'Another proposal may be sent in a later round.'
			},
			task: 'Task',
			list: 'List',
			label: 'See the proposal'
		}
	}[language];
	const said = decision.accepted ? words.accepted : words.declined;
	return writeMail({
		language,
		sender,
		name: data.name,
		subject: said.subject,
		paragraphs: [said.opening, ...(decision.accepted ? [] : [decision.reason]), said.closing],
		...(decision.accepted
			? {
					facts: [
						[words.task, decision.task],
						[words.list, decision.list]
					]
				}
			: {}),
		action: { label: words.label, url: data.url }
	});
}
