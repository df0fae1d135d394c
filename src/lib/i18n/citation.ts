import type { Locale } from './formats/locale.ts';

/** Kinds of documents and parts of them as Vietnamese law abbreviates them; the official number stays as it is. */
const NAMES: readonly (readonly [RegExp, string])[] = [
	[/\bTTLT (?=\d)/g, 'Joint Circular '],
	[/\bTT (?=\d)/g, 'Circular '],
	[/\bNĐ (?=\d)/g, 'Decree '],
	[/(^|[\s(;])QĐ (?=\d)/g, '$1Decision '],
	[/\bKH (?=\d)|Kế hoạch (?=\d)/g, 'Plan '],
	[/Luật Đo lường/g, 'Law on Measurement'],
	[/Luật (?=\d)/g, 'Law '],
	[/ ngày (?=\d)/g, ' of '],
	[/Điều (?=\d)/g, 'Art. '],
	[/ khoản (?=\d)/g, ', clause '],
	[/ điểm (?=[a-zđ](?!\p{L}))/gu, ', point ']
];

/** What the definitions of the office say of a source in words. */
const WORDS: readonly (readonly [string, string])[] = [
	['Áp dụng theo mẫu ', 'Modelled on '],
	['Thang điểm của đợt, xây dựng theo ', 'Marking scale of the call, drawn up under '],
	['biểu quyết theo quy ước của Sở', 'vote by convention of the Department'],
	['Cảnh báo của hệ thống; quy định không nêu', 'Warning of the portal; no rule states it'],
	[
		'Thẩm định theo từng dòng, không làm tròn quyết định',
		'Appraised line by line; the decision is not rounded'
	],
	['Tính đến đồng, không làm tròn quyết định', 'Counted in whole VND; the decision is not rounded'],
	['Định mức cấp tỉnh (giả định ', 'Norm of the province (assumed at '],
	['mức trần của ', 'of the ceiling of ']
];

/** Letters that only Vietnamese words have; "đ" is a point of a clause as well. */
const VIETNAMESE = /[ăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i;

export interface CitationText {
	readonly text: string;
	/** The Vietnamese original, where it has no English form: said to screen readers. */
	readonly lang?: 'vi';
}

/** A source in law in the language of the page: "TT 20/2023/TT-BKHCN, Điều 8" is "Circular 20/2023/TT-BKHCN, Art. 8". */
export function citationIn(citation: string, locale: Locale): CitationText {
	if (locale === 'vi') return { text: citation };
	const original = citation.normalize('NFC');
	const worded = WORDS.reduce((text, [vi, en]) => text.replaceAll(vi, en), original);
	const text = NAMES.reduce((part, [pattern, name]) => part.replace(pattern, name), worded);
	return VIETNAMESE.test(text) ? { text: citation, lang: 'vi' } : { text };
}

/** The same where only text can stand: inside a sentence. */
export function citationText(citation: string, locale: Locale): string {
	return citationIn(citation, locale).text;
}
