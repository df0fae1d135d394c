import { localizeHref } from '#lib/i18n/paraglide/runtime.js';

/**
 * The address of a list as it is asked for: search, filters and order by their names in the address, `''` and `false`
 * for what is not asked (`true` is written as 1), the first page without a number. In the reader's language.
 */
export function listAddress(
	path: string,
	asked: Readonly<Record<string, string | boolean | undefined>>,
	page = 1
): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(asked)) {
		if (value !== undefined && value !== '' && value !== false) query.set(name, value === true ? '1' : value);
	}
	if (page > 1) query.set('trang', String(page));
	return localizeHref(query.size > 0 ? `${path}?${query}` : path);
}
