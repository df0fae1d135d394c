import type { NavigationItem, NavigationKey } from '#lib/domain/access/navigation.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { localizeHref } from '#lib/i18n/paraglide/runtime.js';
import { NAMES } from './say-navigation.ts';

/** A place of the menu with what is found there. */
export interface SaidPlace {
	readonly key: NavigationKey;
	readonly href: string;
	readonly name: string;
	readonly about: string;
}

/** What is found in every place that somebody without a task can go to. */
const ABOUT: Readonly<Record<Exclude<NavigationKey, 'tasks' | 'organisation'>, () => string>> = {
	calls: m.tasks_place_calls,
	results: m.tasks_place_results,
	help: m.tasks_place_help,
	notices: m.tasks_place_notices,
	applications: m.tasks_place_applications,
	office_calls: m.tasks_place_office_calls,
	office_applications: m.tasks_place_office_applications,
	proposals: m.tasks_place_proposals,
	programmes: m.tasks_place_programmes,
	councils: m.tasks_place_councils,
	claims: m.tasks_place_claims,
	ties: m.tasks_place_ties,
	appraisals: m.tasks_place_appraisals,
	funds: m.tasks_place_funds,
	people: m.tasks_place_people,
	mail: m.tasks_place_mail,
	letters: m.tasks_place_letters,
	storage: m.tasks_place_storage,
	calendar: m.tasks_place_calendar,
	office: m.tasks_place_office,
	readiness: m.tasks_place_readiness,
	backups: m.tasks_place_backups,
	reminders: m.tasks_place_reminders,
	privacy: m.tasks_place_privacy,
	audit: m.tasks_place_audit
};

/** The doors of a reader's menu, for the moment when no task waits behind any of them. */
export function sayPlaces(items: readonly NavigationItem[]): SaidPlace[] {
	return items.flatMap(({ key, href }) => {
		if (key === 'tasks' || key === 'organisation') return [];
		return [{ key, href: localizeHref(href), name: NAMES[key](), about: ABOUT[key]() }];
	});
}
