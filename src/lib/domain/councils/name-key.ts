import { fold } from '#lib/domain/shared/vietnamese-text.ts';
import { titleAt, titleBehind } from './name-titles.ts';

/** Ends of a part of what was written: commas, brackets, slashes, a dash that stands apart. */
const PARTS = /[,;:()[\]{}|/\\]|\s-+\s/;
const WORDS = /[^\p{L}\p{N}\p{M}']+/u;

/**
 * The ways in which what was written may be read as a person's name, folded, without titles, degrees and posts in any
 * punctuation, before, behind or in brackets: "T.S. Võ Thành Long (KS)" gives "vo thanh long". Words that may be a
 * title or a given name ("Nguyễn Văn Tiến Sĩ") give both readings: two records are alike when they share one, and a
 * miss is worse than a false alarm, which goes to a ruling. Likeness only: it is never proof.
 */
export function nameKeys(name: string): readonly string[] {
	const parts = fold(name)
		.split(PARTS)
		.map((part) => part.split(WORDS).filter((word) => word !== ''));
	const stripped = parts.map((words) => withoutTitles(words)).filter((words) => words.length > 0);
	// "Ông (bà): …": a word of address that stands alone beside a name is none.
	const named = stripped.filter(
		([word, ...more]) => more.length > 0 || titleAt([word ?? ''], 0) === undefined
	);
	const bare = named.length > 0 ? named : stripped;
	const first: readonly string[] = bare[0] ?? [];
	// "Võ Thành Long, Giám đốc Trung tâm …": what follows a name of at least two words may be no name.
	const readings = [bare.flat(), ...(first.length > 1 ? [first] : [])];
	const keys = readings
		.flatMap((words) => [words, withoutSpeltBehind(words)])
		.map((words) => words.join(' '));
	// Words of a title may be a whole name ("Tiến Sĩ"); abbreviations alone are none.
	if (!keys.some((key) => key !== '')) keys.push(withoutTitles(parts.flat(), false).join(' '));
	return [...new Set(keys)].filter((key) => key !== '');
}

/** Whether two records may name the same person. */
export function namesAlike(one: string, other: string): boolean {
	const keys = nameKeys(one);
	return nameKeys(other).some((key) => keys.includes(key));
}

function withoutTitles(words: readonly string[], spelt = true): readonly string[] {
	let from = 0;
	for (let found = titleAt(words, from); found !== undefined; found = titleAt(words, from)) {
		// A person may be called Ba or Anh: what is left alone is the name.
		if (found.kind === 'soft' && from + found.length >= words.length) break;
		if (found.kind === 'spelt' && !spelt) break;
		from += found.length;
	}
	let rest = words.slice(from);
	for (let found = titleBehind(rest); found?.kind === 'hard'; found = titleBehind(rest)) {
		// Initials behind a single word are a name ("Hoa T S").
		if (rest.length - found.length < 2) break;
		rest = rest.slice(0, rest.length - found.length);
	}
	return rest;
}

/** "Nguyễn Văn Khải Tiến sĩ": without a comma it is a degree or a given name, so it comes off in a second reading. */
function withoutSpeltBehind(words: readonly string[]): readonly string[] {
	const length = [4, 3, 2].find((count) => {
		const found = titleAt(words, words.length - count);
		return words.length - count > 1 && found?.kind === 'spelt' && found.length === count;
	});
	return length === undefined ? words : withoutTitles(words.slice(0, words.length - length));
}
