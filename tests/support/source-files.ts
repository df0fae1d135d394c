import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

/** Folders that are generated, downloaded or data, wherever they stand. */
const NOT_OURS = new Set([
	'.git',
	'node_modules',
	'.svelte-kit',
	'build',
	'data',
	'shots',
	'test-results',
	'.bench',
	'src/lib/i18n/paraglide',
	'src/lib/server/db/generated',
	'src/lib/domain/generated'
]);

/** Paths of all files written by hand, relative to the root, with `/`. */
export function sourceFiles(folder = ''): string[] {
	return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (NOT_OURS.has(name)) return [];
		if (entry.isDirectory()) return sourceFiles(name);
		return entry.isFile() ? [name] : [];
	});
}

export function textOf(file: string): string {
	return readFileSync(path.join(root, file), 'utf8');
}

/** Files of code: what is compiled or run. */
export function codeFiles(): string[] {
	return sourceFiles().filter((file) => /\.(ts|mjs|cjs|js|svelte)$/.test(file));
}

/** `file:line` of every line that fits, for a message that leads to the place. */
export function linesWith(files: readonly string[], pattern: RegExp): string[] {
	return files.flatMap((file) =>
		textOf(file)
			.split('\n')
			.flatMap((line, index) =>
				pattern.test(line) ? [`${file}:${index + 1} ${line.trim().slice(0, 90)}`] : []
			)
	);
}
