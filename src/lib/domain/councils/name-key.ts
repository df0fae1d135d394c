import { fold } from '#lib/domain/shared/vietnamese-text.ts';

/** Degrees and posts that are written before a name ("PGS.TS", "ThS", "KS."), folded. */
const TITLES = new Set([
	'gs',
	'pgs',
	'tskh',
	'ts',
	'ths',
	'ks',
	'ktv',
	'cn',
	'bs',
	'bscki',
	'bsckii',
	'ds',
	'kts',
	'luat',
	'ong',
	'ba',
	'mr',
	'mrs',
	'ms',
	'dr',
	'prof'
]);

/**
 * A person's name as two records of it are compared: folded, without the titles before it.
 * "PGS.TS Nguyễn Văn Khải" and "nguyễn văn khải" give the same key. Likeness only: it is never proof.
 */
export function nameKey(name: string): string {
	const words = fold(name)
		.replace(/\./g, ' ')
		.split(' ')
		.filter((word) => word !== '');
	const first = words.findIndex((word) => !TITLES.has(word));
	return first === -1 ? '' : words.slice(first).join(' ');
}
