import { m } from '#lib/i18n/paraglide/messages.js';

interface CheckPage {
	readonly href: string;
	readonly title: () => string;
}

const people: CheckPage = { href: '/quan-tri/nguoi-dung', title: m.admin_people_title };
const office: CheckPage = { href: '/quan-tri/co-quan', title: m.admin_office_title };
const calendar: CheckPage = { href: '/quan-tri/lich-lam-viec', title: m.admin_calendar_title };
const mail: CheckPage = { href: '/quan-tri/thu', title: m.admin_mail_title };
const files: CheckPage = { href: '/quan-tri/tep-luu-tru', title: m.admin_storage_title };
const backups: CheckPage = { href: '/quan-tri/sao-luu', title: m.admin_backups_title };

/** Where an administrator sees or mends what a check is about; a check that only the machine can mend has none. */
export const CHECK_PAGES: Readonly<Record<string, CheckPage>> = {
	administrators: people,
	letterhead: office,
	calendar_this_year: calendar,
	calendar_next_year: calendar,
	mail_waiting: mail,
	mail_failed: mail,
	files_damaged: files,
	papers_stuck: files,
	backup_base: backups,
	backup_wal: backups,
	backup_objects: backups,
	verification: backups,
	drill: backups
};
