import type { NavigationItem, NavigationKey } from '#lib/domain/access/navigation.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** What the places of the menu are called. */
export const NAMES: Readonly<Record<NavigationKey, () => string>> = {
	calls: m.ui_nav_calls,
	results: m.ui_nav_results,
	help: m.ui_nav_help,
	tasks: m.ui_nav_tasks,
	notices: m.ui_nav_notices,
	applications: m.ui_nav_applications,
	organisation: m.ui_nav_organisation,
	office_calls: m.ui_nav_office_calls,
	office_applications: m.ui_nav_office_applications,
	proposals: m.ui_nav_proposals,
	programmes: m.ui_nav_programmes,
	councils: m.ui_nav_councils,
	claims: m.ui_nav_claims,
	ties: m.ui_nav_ties,
	appraisals: m.ui_nav_appraisals,
	funds: m.ui_nav_funds,
	people: m.ui_nav_people,
	mail: m.ui_nav_mail,
	letters: m.ui_nav_letters,
	storage: m.ui_nav_storage,
	calendar: m.ui_nav_calendar,
	office: m.ui_nav_office,
	readiness: m.ui_nav_readiness,
	backups: m.ui_nav_backups,
	reminders: m.ui_nav_reminders,
	privacy: m.ui_nav_privacy,
	audit: m.ui_nav_audit
};

export interface SaidNavigationItem extends NavigationItem {
	readonly label: string;
}

/** The menu in the reader's language, each place with how much waits there: no page carries the names of all others. */
export function sayNavigation(
	items: readonly NavigationItem[],
	counts: Readonly<Partial<Record<NavigationKey, number>>>
): SaidNavigationItem[] {
	return items.map((item) => {
		const count = counts[item.key] ?? 0;
		return { ...item, label: NAMES[item.key](), ...(count > 0 && { count }) };
	});
}
