/** Titles, degrees and posts as they stand around Vietnamese names, folded, one word a part. */

/** Abbreviations that are no syllable of a name: they come off before a name, behind it, or alone. */
const ABBREVIATED = [
	'gs pgs tskh tskt ts ths ks ksc ktv kts cn bs bscc bscki bsckii cki ckii ck1 ck2 ds dsck ls dd ncs nsnd nsut ngnd',
	'ngut ttnd ttut vs dr mr mrs ms phd msc mba bsc beng meng dsc md prof'
];

/** Words of address and posts: they come off before a name only, and never when nothing else is left. */
const BEFORE_ONLY = ['ong', 'ba', 'anh', 'chi', 'co', 'luat', 'miss', 'dc'];

/** Written out. */
const PHRASES = [
	[
		'pho giao su',
		'giao su',
		'tien si khoa hoc',
		'tien sy khoa hoc',
		'tien si',
		'tien sy',
		'thac si',
		'thac sy'
	],
	[
		'ky su',
		'ki su',
		'cu nhan',
		'bac si',
		'bac sy',
		'duoc si',
		'duoc sy',
		'kien truc su',
		'luat su',
		'luat gia'
	],
	['ky thuat vien', 'nghien cuu sinh', 'vien si', 'nha giao nhan dan', 'nha giao uu tu'],
	['thay thuoc nhan dan', 'thay thuoc uu tu', 'nghe si nhan dan', 'nghe si uu tu', 'nghe nhan uu tu'],
	['associate professor', 'assoc prof', 'assistant professor', 'professor', 'doctor', 'engineer', 'master'],
	[
		'bachelor',
		'dong chi',
		'pho tong giam doc',
		'tong giam doc',
		'pho giam doc',
		'giam doc',
		'pho truong phong'
	],
	['truong phong', 'vien truong', 'hieu truong', 'chu nhiem'],
	['dai ta', 'thuong ta', 'trung ta', 'thieu ta', 'dai uy', 'thuong uy', 'trung uy', 'thieu uy']
];

const HARD: ReadonlySet<string> = new Set(ABBREVIATED.flatMap((row) => row.split(' ')));
const SOFT: ReadonlySet<string> = new Set(BEFORE_ONLY);
const SPELT: readonly (readonly string[])[] = PHRASES.flat().map((phrase) => phrase.split(' '));

/** Most words that one abbreviation is written in: `P.G.S`, `B.S.C.K`. */
const LONGEST_ABBREVIATION = 4;

export type TitleKind = 'hard' | 'soft' | 'spelt';

export interface FoundTitle {
	readonly kind: TitleKind;
	/** Words that it takes. */
	readonly length: number;
}

/** The title that begins at the place, the longest first; `T.S`, parted into `t s`, is found as `ts`. */
export function titleAt(words: readonly string[], place: number): FoundTitle | undefined {
	const spelt = SPELT.filter((phrase) => phrase.every((word, at) => words[place + at] === word));
	const longest = Math.max(0, ...spelt.map((phrase) => phrase.length));
	if (longest > 0) return { kind: 'spelt', length: longest };
	for (let length = LONGEST_ABBREVIATION; length > 0; length -= 1) {
		const part = words.slice(place, place + length);
		if (part.length === length && HARD.has(part.join(''))) return { kind: 'hard', length };
	}
	return SOFT.has(words[place] ?? '') ? { kind: 'soft', length: 1 } : undefined;
}

/** The title that ends the words and is none of address; undefined where the last words are a name. */
export function titleBehind(words: readonly string[]): FoundTitle | undefined {
	for (let length = Math.min(LONGEST_ABBREVIATION, words.length); length > 0; length -= 1) {
		const found = titleAt(words, words.length - length);
		if (found !== undefined && found.kind !== 'soft' && found.length === length) return found;
	}
	return undefined;
}
