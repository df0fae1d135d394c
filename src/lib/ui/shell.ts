import { getLocale } from '#lib/i18n/paraglide/runtime.js';

interface Link {
	readonly href: string;
	readonly label: string;
}

/** What the frame of a page shows around it. */
export interface Shell {
	readonly locale: 'vi' | 'en';
	readonly person: { readonly name: string; readonly subtitle: string } | null;
	readonly navigation: readonly (Link & { readonly count?: number })[];
	readonly accountItems: readonly Link[];
	readonly footer: readonly Link[];
}

/** The fields of a page's data that the frame reads; each may be missing on an early error page. */
interface ShellData {
	readonly locale?: unknown;
	readonly person?: { readonly name: string; readonly title?: string; readonly subtitle?: string } | null;
	readonly navigation?: readonly (Link & { readonly count?: number })[];
	readonly accountItems?: readonly Link[];
	readonly footer?: readonly Link[];
}

/** Reads the frame's fields from the data of a page, with an empty frame where there are none. */
export function shellOf(data: ShellData): Shell {
	const person = data.person;
	return {
		locale: data.locale === 'vi' || data.locale === 'en' ? data.locale : getLocale(),
		person: person ? { name: person.name, subtitle: person.subtitle ?? person.title ?? '' } : null,
		navigation: data.navigation ?? [],
		accountItems: data.accountItems ?? [],
		footer: data.footer ?? []
	};
}
