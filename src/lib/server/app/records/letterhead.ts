import { formatLongDate } from '#lib/i18n/formats/dates.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import type { PaperHead } from '#lib/domain/papers/paper.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { Repositories } from '../ports.ts';

/** The letterhead of the day of an instant, in Vietnam. */
export function letterheadAt(tx: Pick<Repositories, 'office'>, at: Date): Promise<Letterhead> {
	return tx.office.letterheadOn(vietnamDateOf(at));
}

/**
 * The head of a paper of that instant, with its day in Vietnam; its number is said when the record has one.
 * `number: null`: the paper never gets one.
 */
export function paperHead(
	letterhead: Pick<Letterhead, 'superior' | 'office' | 'place'>,
	at: Date,
	number: '' | null = ''
): PaperHead {
	return {
		superior: letterhead.superior,
		issuer: letterhead.office,
		number,
		about: '',
		place: letterhead.place,
		day: formatLongDate(vietnamDateOf(at), 'vi')
	};
}

/** The head of a paper that is still to be signed: number and day are left to the pen. */
export function unsignedHead(
	letterhead: Pick<Letterhead, 'superior' | 'office' | 'place' | 'letters'>,
	at: Date,
	/** Type code of the number ("QĐ"); undefined for a paper without one. */
	series: string | undefined
): PaperHead {
	return {
		...paperHead(letterhead, at, null),
		number: series === undefined ? null : `……/${series}-${letterhead.letters}`,
		day: `ngày …… tháng …… năm ${vietnamDateOf(at).slice(0, 4)}`
	};
}

/** The head of a paper of a council: the office above it, the council under it. */
export function councilHead(
	letterhead: Pick<Letterhead, 'office' | 'place'>,
	councilName: string,
	at: Date
): PaperHead {
	return {
		superior: letterhead.office,
		issuer: councilName,
		number: null,
		about: '',
		place: letterhead.place,
		day: `ngày …… tháng …… năm ${vietnamDateOf(at).slice(0, 4)}`
	};
}
