import { formatLongDate } from '#lib/i18n/formats/dates.ts';
import type { PaperHead } from '#lib/domain/papers/paper.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';

/** Names of bodies are data of the office. */
export const OFFICE = {
	superior: 'UBND TỈNH GIA LAI',
	issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
	issuerInText: 'Sở Khoa học và Công nghệ tỉnh Gia Lai',
	place: 'Gia Lai'
} as const;

/**
 * The head of a paper of that instant, with its day in Vietnam; its number is said when the record has one.
 * `number: null`: the paper never gets one.
 */
export function paperHead(at: Date, number: '' | null = ''): PaperHead {
	return {
		superior: OFFICE.superior,
		issuer: OFFICE.issuer,
		number,
		about: '',
		place: OFFICE.place,
		day: formatLongDate(vietnamDateOf(at), 'vi')
	};
}
