import { formatLongDate } from '#lib/i18n/formats/dates.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';

/** The head that every official document carries (NĐ 30/2020, Phụ lục I). Names of bodies are data of the office. */
export interface Letterhead {
	readonly superior: string;
	readonly issuer: string;
	/** Filled from the record when it is printed: a number exists only once the record does. */
	readonly number: string;
	readonly placeAndDate: string;
}

export const OFFICE = {
	superior: 'UBND TỈNH GIA LAI',
	issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
	issuerInText: 'Sở Khoa học và Công nghệ tỉnh Gia Lai',
	place: 'Gia Lai'
} as const;

/** `at`: the instant of the record; its date in Vietnam is printed. */
export function letterhead(at: Date): Letterhead {
	return {
		superior: OFFICE.superior,
		issuer: OFFICE.issuer,
		number: '',
		placeAndDate: `${OFFICE.place}, ${formatLongDate(vietnamDateOf(at), 'vi')}`
	};
}
