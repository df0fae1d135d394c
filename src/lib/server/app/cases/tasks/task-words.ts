/** What a piece of work is called and where it is done. A kind without words is an error of types. */
import type { HeldKind, WorkKind } from '#lib/domain/work/kinds.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { TaskRow } from '../../tasks/ports.ts';

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
	record_survey: (row) =>
		row.part === '' ? `/van-phong/ho-so?dot=${row.target}` : `/van-phong/ho-so/${row.part}/khao-sat`,
	form_council: call('/hoi-dong'),
	prepare_selection: call('/lua-chon'),
	decide_proposals: () => '/van-phong/de-xuat',
	sign_undertaking: council,
	declare_interests: (row) => `${council(row)}#ke-khai`,
	rule_interests: (row) => `${council(row)}#quyet-dinh`,
	// The room lists the sheets, and says what keeps one from being filled.
	submit_sheets: council,
	plan_session: call('/hoi-dong'),
	open_session: session,
	tally_session: session,
	close_session: session,
	appraise: appraisal,
	verify_appraisal: appraisal,
	approve_appraisal: appraisal,
	check_rejection: appraisal,
	decide_rejection: appraisal,
	close_selection: call('/lua-chon'),
	call_up_reserve: call('/lua-chon'),
	issue_result: call('/ket-qua'),
	answer_invitation: (row) => `/loi-moi/${row.target}`,
	rule_tie: (row) => `/quan-he/${row.target}`,
	confirm_grant: (row) => `/quan-tri/phan-quyen/${row.target}`,
	confirm_recovery: (row) => `/quan-tri/nguoi-dung/${row.target}`,
	rule_claim: (row) => `/van-phong/don-vi/${row.target}`,
	rule_change: (row) => `/van-phong/don-vi/${row.target}`,
	prove_claim: () => '/to-chuc',
	read_refused_claim: () => '/to-chuc',
	failed_mail: () => '/quan-tri/thu',
	faulty_files: () => '/quan-tri/tep-luu-tru',
	stuck_papers: () => '/quan-tri/tep-luu-tru',
	unsealed_audit: () => '/quan-tri/nhat-ky',
	late_backup: () => '/quan-tri/sao-luu',
	unsound_portal: () => '/quan-tri/sao-luu',
	answer_data_requests: () => '/quan-tri/du-lieu-ca-nhan',
	report_data_breach: () => '/quan-tri/du-lieu-ca-nhan'
};

export function isOwn(kind: TaskRow['kind']): kind is WorkKind {
	return kind in WAYS;
}

/** Path of the page where it is done, without the language. */
export function wayTo(row: TaskRow & { readonly kind: WorkKind }): string {
	return WAYS[row.kind](row);
}

/** What has to be done: "Mở 2 hồ sơ của đợt MAP-2026-1". */
export function taskTitle(
	kind: WorkKind | HeldKind,
	row: Pick<TaskRow, 'code' | 'count'>,
	locale?: Locale
): string {
	const params = { code: row.code, count: String(row.count) };
	return m[`tasks_${kind}`](params, locale === undefined ? {} : { locale });
}

export function taskAct(kind: WorkKind): string {
	return m[`tasks_act_${kind}`]();
}

/** Who holds what others wait for. */
export function taskHolder(kind: HeldKind): string {
	return m[`tasks_who_${kind}`]();
}

/** Name of what it is about. */
export function taskName(row: Pick<TaskRow, 'titleVi' | 'titleEn'>, locale: Locale): string {
	return localizedText({ vi: row.titleVi, en: row.titleEn }, locale);
}
