import { formatLongDate } from '#lib/i18n/formats/dates.ts';
import type { Letterhead } from '#lib/domain/office/letterhead.ts';
import type { PaperHead } from '#lib/domain/papers/paper.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { Tx } from '../ports.ts';

/** The letterhead of the day of an instant, in Vietnam. */
export function letterheadAt(tx: Tx, at: Date): Promise<Letterhead> {
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
