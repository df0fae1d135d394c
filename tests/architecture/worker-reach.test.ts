import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { reachOf } from '#lib/features/draft/worker-reach.ts';
import { root, sourceFiles } from '../support/source-files.ts';

/** The address of a route file, with its parameters filled in. */
function addressOf(file: string): string {
	const parts = file
		.replace(/^src\/routes\//, '')
		.split('/')
		.slice(0, -1);
	return `/${parts
		.filter((part) => !part.startsWith('('))
		.map((part) => part.replace(/\[.*\]/, 'x'))
		.join('/')}`;
}

const opened = { method: 'GET', mode: 'navigate' } as const;
const routes = sourceFiles().filter((file) => file.startsWith('src/routes/'));
const files = routes.filter(
	(file) =>
		file.endsWith('/+server.ts') && /export const GET\b/.test(readFileSync(path.join(root, file), 'utf8'))
);
const pages = routes.filter((file) => file.endsWith('/+page.svelte'));

describe("what goes through the browser's own worker", () => {
	it('is known', () => {
		expect(files.length).toBeGreaterThan(3);
		expect(pages.length).toBeGreaterThan(50);
	});

	it.each(files.map(addressOf))('no file, export or answer to a script: %s', (address) => {
		expect(reachOf(opened, address)).toBeUndefined();
		expect(reachOf(opened, `/en${address}`)).toBeUndefined();
	});

	it.each(pages.map(addressOf))('every page that is opened: %s', (address) => {
		expect(reachOf(opened, address)).toBe('page');
		expect(reachOf({ method: 'GET', mode: 'cors' }, `${address}/__data.json`)).toBe('data');
	});

	it('what pages are made of, by a name that changes with its content and by one that does not', () => {
		const asked = { method: 'GET', mode: 'no-cors' } as const;
		expect(reachOf(asked, '/_app/immutable/chunks/x.js')).toBe('part');
		expect(reachOf(asked, '/print.css')).toBe('build_part');
		expect(existsSync(path.join(root, 'static/print.css'))).toBe(true);
	});

	it('nothing that is sent', () => {
		for (const method of ['POST', 'PATCH', 'PUT', 'HEAD', 'DELETE'])
			expect(reachOf({ method, mode: 'navigate' }, '/ho-so/x/phan/company')).toBeUndefined();
	});
});
