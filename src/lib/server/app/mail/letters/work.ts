import { m } from '#lib/i18n/paraglide/messages.js';
import { formatDeadline } from '#lib/i18n/formats/dates.ts';
import type { WorkKind } from '#lib/domain/work/kinds.ts';
import type { TaskRow } from '../../tasks/ports.ts';
import { taskName, taskTitle } from '../../tasks/task-words.ts';
import type { Words } from '../letter.ts';

type Due = TaskRow & { readonly kind: WorkKind; readonly due: Date };

/** What is due soon, the nearest first: `path` leads to the only one, or to the list. */
export function workDue({
	work,
	path
}: {
	readonly work: readonly [Due, ...Due[]];
	readonly path: string;
}): Words {
	return (locale) => {
		const [first] = work;
		// Some titles say the code, others leave it to the line below them.
		const titleOf = (row: Due): string => {
			const title = taskTitle(row.kind, row, locale);
			return title.includes(row.code) ? title : `${title} ${row.code}`;
		};
		const lineOf = (row: Due): string => {
			const name = taskName(row, locale);
			return name === '' ? titleOf(row) : `${titleOf(row)} (${name})`;
		};
		const deadline = formatDeadline(first.due, locale);
		const single = work.length === 1;
		return {
			subject: single
				? m.mail_due_one_subject({ task: titleOf(first), deadline }, { locale })
				: m.mail_due_many_subject({ count: work.length, deadline }, { locale }),
			paragraphs: [m.mail_due_text({}, { locale })],
			facts: work.map((row) => [lineOf(row), formatDeadline(row.due, locale)] as const),
			action: {
				label: single ? m.mail_due_one_action({}, { locale }) : m.mail_due_many_action({}, { locale }),
				path
			},
			notes: [
				...(work.some(({ provisional }) => provisional) ? [m.mail_due_provisional({}, { locale })] : []),
				m.mail_due_choice({}, { locale })
			]
		};
	};
}
