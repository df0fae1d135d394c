import { FIRST_LETTERHEAD, officeName } from '#lib/domain/office/letterhead.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import { letterheadToday } from '#lib/server/app/cases/office/letterhead-today.ts';
import type { App } from '#lib/server/app/ports.ts';
import type { Context } from '#lib/server/app/use-case.ts';

/** Every page names the office: it is read again after this long, milliseconds. */
const KEPT_MS = 60_000;

const kept = new WeakMap<App, { readonly until: number; readonly letterhead: Letterhead }>();

/**
 * What pages call the office today, in their language; a row that begins is seen within a minute. The page that says
 * that the database is away still says whose it is.
 */
export async function sayOffice({ app, locale }: Context): Promise<string> {
	const known = kept.get(app);
	if (known !== undefined && known.until > performance.now()) return officeName(known.letterhead, locale);
	try {
		const letterhead = await letterheadToday(app.db.read);
		kept.set(app, { until: performance.now() + KEPT_MS, letterhead });
		return officeName(letterhead, locale);
	} catch (error) {
		if (app.db.refusalOf(error)?.code !== 'temporarily_unavailable') throw error;
		return officeName(known?.letterhead ?? FIRST_LETTERHEAD, locale);
	}
}
