import { addDays, deadlineDay, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { formatDate, formatDeadline } from '#lib/i18n/formats/dates.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import type { HeldKind, WorkKind } from '#lib/domain/work/kinds.ts';
import type { TaskRow } from '#lib/server/app/tasks/ports.ts';

type Say = (params: Readonly<Record<string, string>>) => string;

// As with refusals: the words are chosen by name on the server, the browser never carries them all.
const words: Readonly<Record<string, Say | undefined>> = m as unknown as Record<string, Say | undefined>;

function say(key: string, params: Readonly<Record<string, string>> = {}): string {
	const said = words[key];
	if (said === undefined) throw new Error(`no words for ${key}`);
	return said(params);
}

const call = (rest: string) => (row: TaskRow) => `/van-phong/dot/${row.target}${rest}`;
/** The list in this state, or the page of the only one in it. */
const dossiers =
	(state: string, page = '') =>
	(row: TaskRow) =>
		row.part === ''
			? `/van-phong/ho-so?dot=${row.target}&trang-thai=${state}`
			: `/van-phong/ho-so/${row.part}${page}`;
const dossier = (row: TaskRow) => `/ho-so/${row.target}`;
const council = (row: TaskRow) => `/hoi-dong/${row.target}`;
const session = (row: TaskRow) => `/hoi-dong/${row.target}/phien/${row.part}`;
const appraisal = (row: TaskRow) => `/tham-dinh/${row.target}`;

/** Where each task is done. */
const WAYS: Readonly<Record<WorkKind, (row: TaskRow) => string>> = {
	finish_draft: dossier,
	finish_replacement: dossier,
	read_invalid_notice: dossier,
	read_result: (row) => `/van-ban/${row.target}`,
	publish_call: call(''),
	open_dossiers: call('/mo-ho-so'),
	check_validity: dossiers('submitted'),
	record_survey: dossiers('valid', '/khao-sat'),
	form_council: call('/hoi-dong'),
	prepare_selection: call('/lua-chon'),
	decide_proposals: () => '/van-phong/de-xuat',
	sign_undertaking: council,
	declare_interests: council,
	rule_interests: council,
	submit_sheets: session,
	open_session: session,
	tally_session: session,
	close_session: session,
	appraise: appraisal,
	verify_appraisal: appraisal,
	approve_appraisal: appraisal,
	check_rejection: appraisal,
	decide_rejection: appraisal,
	close_selection: call('/lua-chon'),
	issue_result: call('/ket-qua'),
	answer_invitation: (row) => `/loi-moi/${row.target}`,
	rule_tie: (row) => `/quan-he/${row.target}`,
	confirm_grant: (row) => `/quan-tri/phan-quyen/${row.target}`,
	rule_claim: (row) => `/van-phong/don-vi/${row.target}`,
	rule_change: (row) => `/van-phong/don-vi/${row.target}`,
	prove_claim: () => '/to-chuc',
	read_refused_claim: () => '/to-chuc',
	failed_mail: () => '/quan-tri/thu',
	faulty_files: () => '/quan-tri/tep-luu-tru',
	unsealed_audit: () => '/quan-tri/nhat-ky'
};

function isOwn(kind: TaskRow['kind']): kind is WorkKind {
	return kind in WAYS;
}

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
	if (!isOwn(row.kind)) return undefined;
	return {
		key: `${row.kind}:${row.target}:${row.part}`,
		title: say(`tasks_${row.kind}`, { code: row.code, count: String(row.count) }),
		href: localizeHref(WAYS[row.kind](row))
	};
}

function titleOf(row: TaskRow, locale: Locale): string {
	return localizedText({ vi: row.titleVi, en: row.titleEn }, locale);
}

/** The tasks in words and by urgency: late or due by tomorrow, due later, without a deadline. */
export function sayTasks(rows: readonly TaskRow[], now: Date, locale: Locale): SaidTasks {
	const groups = { urgent: [] as SaidTask[], later: [] as SaidTask[], open: [] as SaidTask[], late: 0 };
	const soon = addDays(vietnamDateOf(now), 1);
	for (const row of rows) {
		const said = sayTask(row);
		if (said === undefined) continue;
		const { kind, due, since } = row;
		const title = titleOf(row, locale);
		const late = due !== null && due < now;
		const task: SaidTask = {
			...said,
			detail: kind === 'finish_draft' ? `${title === '' ? m.tasks_untitled() : title} · ${row.code}` : title,
			act: say(`tasks_act_${kind}`),
			when: due === null ? (since === null ? '' : m.tasks_waits_since()) : dayOf(due, now, locale),
			date: due === null ? (since === null ? '' : formatDate(since, locale)) : formatDeadline(due, locale),
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
			title: say(`tasks_${kind}`, { code: row.code }),
			detail: titleOf(row, locale),
			who: say(`tasks_who_${kind}`),
			since: row.since === null ? '' : formatDate(row.since, locale),
			due: row.due === null ? '' : formatDate(deadlineDay(row.due), locale)
		};
	});
}
