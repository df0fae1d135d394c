import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeFiles, linesWith, sourceFiles, textOf } from '../support/source-files.ts';

const LONGEST_FILE = 400;
/** Names that say nothing about what is inside. */
const EMPTY_NAMES = new Set(['util', 'utils', 'helper', 'helpers', 'misc', 'common', 'manager', 'managers']);

/** This folder spells out what it looks for. */
const elsewhere = (file: string) => !file.startsWith('tests/architecture/');
const code = codeFiles();

describe('files', () => {
	it(`are at most ${LONGEST_FILE} lines long`, () => {
		const long = code.filter((file) => textOf(file).split('\n').length > LONGEST_FILE + 1);
		expect(long).toEqual([]);
	});

	it('have names that say what is inside', () => {
		const empty = sourceFiles().filter((file) =>
			file.split(/[/.\-_]/).some((word) => EMPTY_NAMES.has(word.toLowerCase()))
		);
		expect(empty).toEqual([]);
	});

	it('are kebab-case, components PascalCase', () => {
		const odd = code
			.filter((file) => file.startsWith('src/') && !path.basename(file).startsWith('+'))
			.filter((file) =>
				file.endsWith('.svelte')
					? !/^[A-Z][A-Za-z0-9]*\.svelte$/.test(path.basename(file))
					: !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.(ts|mjs|js)$/.test(path.basename(file))
			);
		expect(odd).toEqual([]);
	});
});

describe('code', () => {
	it('never writes raw HTML', () => {
		expect(linesWith(code.filter(elsewhere), /\{@html\b/)).toEqual([]);
	});

	it('swallows no failure', () => {
		const silent = /\.catch\(\s*\(?\w*\)?\s*=>\s*(\{\s*\}|undefined|null)\s*\)|catch\s*(\(\w+\))?\s*\{\s*\}/;
		expect(linesWith(code.filter(elsewhere), silent)).toEqual([]);
	});

	// The one exception: a list without bullets needs role="list" in Safari, which Svelte holds to be redundant.
	it('switches no check off and leaves nothing for later', () => {
		const escape =
			/eslint-disable|@ts-(ignore|nocheck|expect-error)|prettier-ignore|svelte-ignore (?!a11y_no_redundant_roles)|\b(TODO|FIXME|XXX|HACK)\b/;
		expect(linesWith(code.filter(elsewhere), escape)).toEqual([]);
	});

	// A blank, a list and `true` are coerced to numbers; a number of a form is read as it was written, or refused.
	it('reads posted numbers by the one reader, and coerces none', () => {
		const source = code.filter((file) => file.startsWith('src/'));
		expect(linesWith(source, /\bz\s*\.\s*coerce\b/)).toEqual([]);
		const doors = source.filter(
			(file) => /^src\/(lib\/contracts|routes)\/.*\.ts$/.test(file) && !file.endsWith('/posted-number.ts')
		);
		expect(linesWith(doors, /\b(Number|parseInt|parseFloat|BigInt)\((?!bytes\)|cause\.params)/)).toEqual([]);
	});

	it('skips no test', () => {
		const skipped = /\b(it|test|describe)\.(skip|only|todo)\b/;
		expect(linesWith(code.filter(elsewhere), skipped)).toEqual([]);
	});

	it('knows no path of a machine that it was written on', () => {
		const text = sourceFiles().filter((file) =>
			/\.(ts|mjs|cjs|js|svelte|md|json|sql|prisma|css|html)$/.test(file)
		);
		expect(
			linesWith(
				text.filter(elsewhere),
				/(^|[^\w.])\/(work|root|home\/\w+)\/|\.\.\/shared\/(design|stack|domain|look)/
			)
		).toEqual([]);
	});
});

describe('packages', () => {
	it('are pinned exactly', () => {
		const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
			string,
			Record<string, string>
		>;
		const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
			([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)
		);
		expect(loose).toEqual([]);
	});
});
