import type { NavigationItem, NavigationKey } from '#lib/domain/access/navigation.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';

/** A place of the menu with what is found there. */
export interface SaidPlace {
	readonly key: NavigationKey;
	readonly href: string;
	readonly name: string;
	readonly about: string;
}

/** Name and contents of every place that somebody without a task can go to. */
const WORDS: Readonly<
	Record<Exclude<NavigationKey, 'tasks' | 'organisation'>, readonly [name: () => string, about: () => string]>
> = {
	calls: [m.ui_nav_calls, m.tasks_place_calls],
	results: [m.ui_nav_results, m.tasks_place_results],
	help: [m.ui_nav_help, m.tasks_place_help],
	applications: [m.ui_nav_applications, m.tasks_place_applications],
	office_calls: [m.ui_nav_office_calls, m.tasks_place_office_calls],
	office_applications: [m.ui_nav_office_applications, m.tasks_place_office_applications],
	proposals: [m.ui_nav_proposals, m.tasks_place_proposals],
	programmes: [m.ui_nav_programmes, m.tasks_place_programmes],
	councils: [m.ui_nav_councils, m.tasks_place_councils],
	claims: [m.ui_nav_claims, m.tasks_place_claims],
	ties: [m.ui_nav_ties, m.tasks_place_ties],
	appraisals: [m.ui_nav_appraisals, m.tasks_place_appraisals],
	funds: [m.ui_nav_funds, m.tasks_place_funds],
	people: [m.ui_nav_people, m.tasks_place_people],
	mail: [m.ui_nav_mail, m.tasks_place_mail],
	storage: [m.ui_nav_storage, m.tasks_place_storage],
	calendar: [m.ui_nav_calendar, m.tasks_place_calendar],
	reminders: [m.ui_nav_reminders, m.tasks_place_reminders],
	audit: [m.ui_nav_audit, m.tasks_place_audit]
};

/** The doors of a reader's menu, for the moment when no task waits behind any of them. */
export function sayPlaces(items: readonly NavigationItem[]): SaidPlace[] {
	return items.flatMap(({ key, href }) => {
		if (key === 'tasks' || key === 'organisation') return [];
		const [name, about] = WORDS[key];
		return [{ key, href: localizeHref(href), name: name(), about: about() }];
	});
}
