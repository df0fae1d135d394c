import { addDays, deadlineDay, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { formatDate, formatDeadline } from '#lib/i18n/formats/dates.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import type { HeldKind } from '#lib/domain/work/kinds.ts';
import type { TaskRow } from '#lib/server/app/tasks/ports.ts';
import {
	isOwn,
	taskAct,
	taskHolder,
	taskName,
	taskTitle,
	wayTo
} from '#lib/server/app/cases/tasks/task-words.ts';

/** One task as its line shows it. */
export interface SaidTask {
	readonly key: string;
	readonly title: string;
	readonly detail: string;
	readonly act: string;
	readonly href: string;
	/** "trễ 1 ngày", "thứ Tư", "còn 44 ngày", or "từ" before the day since when it waits. */
	readonly when: string;
	readonly date: string;
	readonly late: boolean;
}

export interface SaidTasks {
	readonly urgent: readonly SaidTask[];
	readonly later: readonly SaidTask[];
	readonly open: readonly SaidTask[];
	readonly late: number;
}

const DAY = 86_400_000;

function dayOf(due: Date, now: Date, locale: Locale): string {
	const today = vietnamDateOf(now);
	const on = deadlineDay(due);
	if (due < now) {
		const days = Math.round((Date.parse(today) - Date.parse(on)) / DAY);
		return days === 0 ? m.tasks_late_today() : m.tasks_late({ count: days });
	}
	if (on === today) return m.tasks_today();
	if (on === addDays(today, 1)) return m.tasks_tomorrow();
	// The name of a day means the coming one; further off, the days left say more.
	const left = Math.round((Date.parse(on) - Date.parse(today)) / DAY);
	if (left > 6) return m.tasks_days_left({ count: left });
	const name = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'Asia/Ho_Chi_Minh' }).format(
		due.getTime() - 1
	);
	return locale === 'vi' ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** What a task is and where it is done, where its object is said beside it. */
export function sayTask(
	row: TaskRow
): { readonly key: string; readonly title: string; readonly href: string } | undefined {
	const { kind } = row;
	if (!isOwn(kind)) return undefined;
	return {
		key: `${kind}:${row.target}:${row.part}`,
		title: taskTitle(kind, row),
		href: localizeHref(wayTo({ ...row, kind }))
	};
}

/** The tasks in words and by urgency: late or due by tomorrow, due later, without a deadline. */
export function sayTasks(rows: readonly TaskRow[], now: Date, locale: Locale): SaidTasks {
	const groups = { urgent: [] as SaidTask[], later: [] as SaidTask[], open: [] as SaidTask[], late: 0 };
	const soon = addDays(vietnamDateOf(now), 1);
	for (const row of rows) {
		const said = sayTask(row);
		if (said === undefined) continue;
		const { kind, due, since } = row;
		if (!isOwn(kind)) continue;
		const title = taskName(row, locale);
		const late = due !== null && due < now;
		const task: SaidTask = {
			...said,
			detail: kind === 'finish_draft' ? `${title === '' ? m.tasks_untitled() : title} · ${row.code}` : title,
			act: taskAct(kind),
			when: due === null ? m.tasks_waits_since() : dayOf(due, now, locale),
			date:
				due === null
					? formatDate(since, locale)
					: row.provisional
						? m.tasks_provisional({ deadline: formatDeadline(due, locale) })
						: formatDeadline(due, locale),
			late
		};
		if (late) groups.late += 1;
		if (due === null) groups.open.push(task);
		else if (late || deadlineDay(due) <= soon) groups.urgent.push(task);
		else groups.later.push(task);
	}
	return groups;
}

export interface SaidHeldTask {
	readonly key: string;
	readonly title: string;
	readonly detail: string;
	readonly who: string;
	readonly since: string;
	readonly due: string;
}

/** What others hold, in words. */
export function sayHeldTasks(rows: readonly TaskRow[], locale: Locale): SaidHeldTask[] {
	return rows.map((row) => {
		const kind = row.kind as HeldKind;
		return {
			key: `${kind}:${row.target}:${row.code}`,
			title: taskTitle(kind, row),
			detail: taskName(row, locale),
			who: taskHolder(kind),
			since: formatDate(row.since, locale),
			due: row.due === null ? '' : formatDate(deadlineDay(row.due), locale)
		};
	});
}
