/** What stands at the head of the office's papers, as data of the office. */
export interface Letterhead {
	/** "UBND TỈNH GIA LAI". */
	readonly superior: string;
	/** "SỞ KHOA HỌC VÀ CÔNG NGHỆ". */
	readonly office: string;
	/** The office in a sentence, with its province. */
	readonly officeInText: string;
	/** The same in English, for pages and letters; papers are Vietnamese. */
	readonly officeInEnglish: string;
	/** Where papers are dated. */
	readonly place: string;
	/** Letters of the office in numbers: the end of `01/QĐ-SKHCN`. */
	readonly letters: string;
}

/** What was printed before a paper kept its letterhead. */
export const FIRST_LETTERHEAD: Letterhead = {
	superior: 'UBND TỈNH GIA LAI',
	office: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
	officeInText: 'Sở Khoa học và Công nghệ tỉnh Gia Lai',
	officeInEnglish: 'Department of Science and Technology of Gia Lai',
	place: 'Gia Lai',
	letters: 'SKHCN'
};

/** What pages and letters call the office. */
export function officeName(letterhead: Letterhead, locale: 'vi' | 'en'): string {
	return locale === 'vi' ? letterhead.officeInText : letterhead.officeInEnglish;
}
