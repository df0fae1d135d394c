import { UNACCENTED } from './unaccent-table.ts';
import { HARMFUL_UNSEEN, isVisible, UNSEEN } from './unseen-characters.ts';

/**
 * Text of people and documents. Everything that enters is NFC; everything that is searched is folded.
 * `fold` is the twin of the database's `vn_fold(text)`:
 *   trim(regexp_replace(lower(public.unaccent(lower(normalize(<text without the unseen>, NFC)))), '\s+', ' ', 'g'))
 * and `vietnamese-text.cases.json` tests the two against each other.
 */

/**
 * NFC, with halves of broken surrogate pairs replaced by U+FFFD: neither UTF-8 nor PostgreSQL can hold those,
 * and a JSON body can carry them.
 */
export function nfc(text: string): string {
	return text.toWellFormed().normalize('NFC');
}

function singleSpaced(text: string): string {
	return text.replace(/\p{White_Space}+/gu, ' ').trim();
}

/**
 * NFC, runs of white space (no-break spaces too) made one space, none at the ends, no control characters and none that
 * show nothing; '' when a reader would see nothing of it. For names, titles and every text of one line.
 */
export function collapse(text: string): string {
	const seen = nfc(
		text
			.toWellFormed()
			.replace(UNSEEN, '')
			.replace(/[^\P{Cc}\p{White_Space}]/gu, '')
	);
	return isVisible(seen) ? singleSpaced(seen) : '';
}

/**
 * NFC, line ends as LF, no control characters but LF and tab, none that turn or hide text, no space at the ends; ''
 * when a reader would see nothing of it. For text of several lines.
 */
export function cleanText(text: string): string {
	const seen = nfc(
		text
			.toWellFormed()
			.replace(HARMFUL_UNSEEN, '')
			.replace(/\r\n?/g, '\n')
			.replace(/[^\P{Cc}\n\t]/gu, '')
	).trim();
	return isVisible(seen) ? seen : '';
}

/**
 * What a code or a number is read from: as `collapse`, and letters and digits as East Asian input methods type them
 * (１２３) made plain. Superscripts stay: `10²` is not 102.
 */
export function codeText(text: string): string {
	return singleSpaced(
		nfc(text.toWellFormed().replace(UNSEEN, '')).replace(ALL_FULL_WIDTH, (character) =>
			String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET)
		)
	);
}

/** ASCII as East Asian input methods type it: ＡＢＣ, １２３. */
const FULL_WIDTH = /[\uff01-\uff5e]/;
const ALL_FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
const DECOMPOSED_LATIN = /^[a-z][\u0300-\u0362]+$/;

/** What PostgreSQL's `unaccent` makes of one lower-case NFC character. */
function unaccentCharacter(character: string): string {
	// Most letters of most texts have nothing to lose.
	if (character <= '\x7f') return character;
	const listed = UNACCENTED.get(character);
	if (listed !== undefined) return listed;
	if (FULL_WIDTH.test(character)) return String.fromCharCode(character.charCodeAt(0) - FULL_WIDTH_OFFSET);
	const parts = character.normalize('NFD');
	return DECOMPOSED_LATIN.test(parts) ? parts.charAt(0) : character;
}

/**
 * Text as searched: nothing unseen, NFC, lower case, no accents (đ is d, ơ is o, Jrai ĭ ŏ ŭ č are i o u c), single spaces.
 * Letters of other alphabets than the Latin stay as they are, in lower case.
 */
export function fold(text: string): string {
	let plain = '';
	// Letter by letter, as the database does: a capital sigma does not look at its place in the word.
	for (const character of nfc(text.replace(UNSEEN, ''))) plain += unaccentCharacter(character.toLowerCase());
	return singleSpaced(plain.replace(/[\u0300-\u0362\u20dd-\u20e0\u20e2-\u20e4]/g, '').toLowerCase());
}

/**
 * First letter or digit of each word of the folded text: 'Trung tâm Kỹ thuật' is 'ttkt'. Words are runs of letters
 * and the digits 0–9, so "Xét nghiệm & Kiểm nghiệm" is 'xnkn' and "K'Bang" is 'kb'. The twin of `vn_initials`.
 */
export function initials(text: string): string {
	const firsts = fold(text).matchAll(/([\p{Alphabetic}0-9])[\p{Alphabetic}0-9]*/gu);
	return Array.from(firsts, (match) => match[1]).join('');
}

/** What the search column holds: the fold, a space, the initials. Empty text gives an empty string. */
export function searchText(text: string): string {
	return `${fold(text)} ${initials(text)}`.trim();
}

/**
 * Key that orders people by given name, the last word, as Vietnamese lists do: 'Nguyễn Thị Hạnh' gives
 * 'hạnh nguyễn thị'. Accents stay; order the keys by the Vietnamese collation.
 */
export function givenNameKey(fullName: string): string {
	const words = collapse(fullName).toLowerCase().split(' ');
	const given = words.pop() ?? '';
	return [given, ...words].join(' ');
}

const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/** Characters as a person counts them, whatever the encoding: 'ệ' is 1, typed composed or decomposed. */
export function graphemeLength(text: string): number {
	let count = 0;
	for (const _ of graphemes.segment(text)) count += 1;
	return count;
}

/** Words as a word processor counts them: runs between white space. In Vietnamese that is syllables (tiếng). */
export function wordCount(text: string): number {
	return (text.match(/\P{White_Space}+/gu) ?? []).length;
}
