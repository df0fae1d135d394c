import { m } from '#lib/i18n/paraglide/messages.js';
import { formatDate, formatDateTime, formatDeadline } from '#lib/i18n/formats/dates.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { WorkKind } from '#lib/domain/work/kinds.ts';
import type { TaskRow } from '../../tasks/ports.ts';
import { taskName, taskTitle } from '../../cases/tasks/task-words.ts';
import type { Locale, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const WORK_LETTERS = {
	moved: ownLetter('terms_moved', [], (_values, at) => ({
		subject: m.mail_terms_moved_subject({}, at),
		paragraphs: [m.mail_terms_moved_text({}, at)]
	})),
	one: ownLetter('work_due_one', ['task', 'deadline'], (values, at) => ({
		subject: m.mail_due_one_subject(values, at),
		paragraphs: [m.mail_due_text({}, at)]
	})),
	digest: ownLetter('daily_digest', ['count', 'day'], (values, at) => ({
		subject: m.mail_digest_subject(values, at),
		paragraphs: [m.mail_digest_text({}, at)]
	})),
	many: ownLetter('work_due_many', ['count', 'deadline'], (values, at) => ({
		subject: m.mail_due_many_subject(values, at),
		paragraphs: [m.mail_due_text({}, at)]
	}))
};

type Due = TaskRow & { readonly kind: WorkKind; readonly due: Date };

/** Some titles say the code, others leave it to the line below them. */
function titleOf(row: Due, locale: Locale): string {
	const title = taskTitle(row.kind, row, locale);
	return title.includes(row.code) ? title : `${title} ${row.code}`;
}

function lineOf(row: Due, locale: Locale): string {
	const name = taskName(row, locale);
	return name === '' ? titleOf(row, locale) : `${titleOf(row, locale)} (${name})`;
}

/** Deadlines that moved because the office's calendar was changed: `due` is the new one. */
export function termsMoved(work: readonly [Due & { before: Date }, ...(Due & { before: Date })[]]): Words {
	return (locale) => ({
		...said(WORK_LETTERS.moved, {}, locale),
		facts: work.map((row) => {
			const [before, after] = [row.before, row.due].map((at) => formatDeadline(at, locale));
			const words = m.mail_call_changed_from({ before: before ?? '', after: after ?? '' }, { locale });
			return [lineOf(row, locale), words] as const;
		}),
		action: { label: m.mail_due_many_action({}, { locale }), path: '/viec-can-lam' },
		notes: [m.mail_due_choice({}, { locale })]
	});
}

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
		const deadline = formatDeadline(first.due, locale);
		const single = work.length === 1;
		return {
			...(single
				? said(WORK_LETTERS.one, { task: titleOf(first, locale), deadline }, locale)
				: said(WORK_LETTERS.many, { count: String(work.length), deadline }, locale)),
			facts: work.map((row) => [lineOf(row, locale), formatDeadline(row.due, locale)] as const),
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

/** What was told since the digest before, in the order in which it was told; `told` is in the language of the letter. */
export function dailyDigest(digest: {
	readonly day: CalendarDate;
	readonly total: number;
	readonly told: readonly { readonly at: Date; readonly subject: Readonly<Record<Locale, string>> }[];
}): Words {
	return (locale) => {
		const left = digest.total - digest.told.length;
		return {
			...said(
				WORK_LETTERS.digest,
				{ count: String(digest.total), day: formatDate(digest.day, locale) },
				locale
			),
			facts: digest.told.map(({ at, subject }) => [formatDateTime(at, locale), subject[locale]] as const),
			action: { label: m.mail_digest_action({}, { locale }), path: '/thong-bao' },
			notes: [
				...(left > 0 ? [m.mail_digest_more({ count: String(left) }, { locale })] : []),
				m.mail_digest_choice({}, { locale })
			]
		};
	};
}
