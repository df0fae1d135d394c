/** A long text that is typed outlives a reload, on every page that takes one: a table over the pages. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceFiles, textOf } from '../support/source-files.ts';

/** Pages with a long text that keeps itself, or needs no keeping, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
	'(admin)/thanh-phan': 'the parts of the house on show: nothing there is sent',
	'(applicant)/ho-so/[id]/du-toan': 'saved as it is typed',
	'(applicant)/ho-so/[id]/phan/[section]': 'saved as it is typed',
	'(committee)/hoi-dong/[council]/cham/[id]': 'saved as it is typed',
	'(office)/van-phong/chuong-trinh/[id]': 'a preview: nothing of it is sent',
	'(office)/van-phong/ho-so/[id]/khao-sat': 'saved as it is typed',
	'(public)/dang-ky': 'nobody is signed in, and words are kept under a person'
};

const IMPORT = /^\s*import (?!type)[^;]*from '([^']+\.svelte)'/gm;

/** The components that a page is made of, itself included. */
function partsOf(file: string, seen: Set<string> = new Set()): Set<string> {
	if (seen.has(file)) return seen;
	seen.add(file);
	for (const [, from = ''] of textOf(file).matchAll(IMPORT)) {
		const part = from.startsWith('#lib/')
			? from.replace('#lib/', 'src/lib/')
			: path.posix.join(path.posix.dirname(file), from);
		partsOf(part, seen);
	}
	return seen;
}

const pages = sourceFiles('src/routes').flatMap((file) => {
	const [, page] = /^src\/routes\/(.+)\/\+page\.svelte$/.exec(file) ?? [];
	return page === undefined ? [] : [{ page, parts: partsOf(file) }];
});
const withText = pages.filter(({ parts }) =>
	[...parts].some((part) => part !== 'src/lib/ui/TextArea.svelte' && textOf(part).includes('<TextArea'))
);

describe('a page that takes a long text', () => {
	it.each(withText.filter(({ page }) => OTHERWISE[page] === undefined))(
		'$page keeps it until its form is taken',
		({ parts }) => {
			expect([...parts]).toContain('src/lib/features/kept-words/KeptWords.svelte');
		}
	);

	it('is left out of that only by name and with a reason', () => {
		const known = new Set(withText.map(({ page }) => page));
		expect(Object.keys(OTHERWISE).filter((page) => !known.has(page))).toEqual([]);
	});
});
