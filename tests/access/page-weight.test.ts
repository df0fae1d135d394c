import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../support/database.ts';
import { startPortal } from '../support/portal.ts';
import { root } from '../support/source-files.ts';

/**
 * What a first visit of a page loads before it works: scripts and styles of the entry, the layout and the page with
 * all that they import at once, compressed as the server sends them.
 */

const LIMIT = 100_000;
const client = path.join(root, 'build/client');

interface Chunk {
	readonly file: string;
	readonly name?: string;
	readonly imports?: readonly string[];
	readonly css?: readonly string[];
}

const manifest = JSON.parse(
	readFileSync(path.join(root, '.svelte-kit/output/client/.vite/manifest.json'), 'utf8')
) as Readonly<Record<string, Chunk>>;

/** The client's own list of routes: address -> the numbers of its page (`~` when its data comes from the server) and layouts. */
const dictionary = readFileSync(path.join(root, '.svelte-kit/generated/client-optimized/app.js'), 'utf8');
const routes = [...dictionary.matchAll(/^\s*"(\/[^"]*)": \[~?(\d+)(?:,\[([\d,]*)\])?/gm)].map(
	([, address = '', page = '', layouts = '']) => ({
		address,
		nodes: [0, ...layouts.split(',').filter(Boolean).map(Number), Number(page)]
	})
);

function filesOf(keys: readonly string[], found = new Set<string>(), seen = new Set<string>()): Set<string> {
	for (const key of keys) {
		const chunk = manifest[key];
		if (chunk === undefined) throw new Error(`the build knows no ${key}`);
		if (seen.has(key)) continue;
		seen.add(key);
		found.add(chunk.file);
		for (const file of chunk.css ?? []) found.add(file);
		filesOf(chunk.imports ?? [], found, seen);
	}
	return found;
}

function keyNamed(name: string): string | undefined {
	return Object.entries(manifest).find(([, chunk]) => chunk.name === name)?.[0];
}

function bytesOf(file: string): number {
	return readFileSync(path.join(client, `${file}.br`)).length;
}

type Weighed = readonly (readonly [file: string, bytes: number])[];

function weigh(nodes: readonly number[], behind: readonly string[] = []): Weighed {
	// A page that runs no script has no file of its own.
	const names = ['entry/start', 'entry/app', ...nodes.map((node) => `nodes/${String(node)}`), ...behind];
	const keys = names.flatMap((name) => keyNamed(name) ?? []);
	return [...filesOf(keys)].map((file) => [file, bytesOf(file)] as const).sort((a, b) => b[1] - a[1]);
}

describe('scripts and styles of a page', () => {
	it('are weighed with the scripts that start every page', () => {
		expect(keyNamed('entry/start')).toBeDefined();
		expect(keyNamed('entry/app')).toBeDefined();
	});

	it('hold nothing of the library that reads forms on the server', () => {
		const withZod = Object.values(manifest).filter(({ file }) => {
			const text = file.endsWith('.js') ? readFileSync(path.join(client, file), 'utf8') : '';
			return text.includes('ZodError') || text.includes('_zod');
		});
		expect(withZod.map(({ file, name }) => name ?? file)).toEqual([]);
	});

	it('are known of every page', () => {
		expect(routes.length).toBeGreaterThan(50);
		expect(routes.map(({ address }) => address)).toContain('/(applicant)/ho-so/[id]/tai-lieu');
	});

	it.each(routes)('weigh no more than 100 KB compressed: $address', ({ nodes }) => {
		const files = weigh(nodes);
		const sum = files.reduce((total, [, bytes]) => total + bytes, 0);
		// The heaviest files stand in the failure.
		expect(sum, JSON.stringify(files.slice(0, 8))).toBeLessThanOrEqual(LIMIT);
	});
});

/** Script files and bytes of a first visit: what a page imports at once, and what its layout fetches behind it. */
const FIRST_VISITS: readonly (readonly [address: string, files: number, bytes: number])[] = [
	['/(public)', 12, 69_000],
	['/(public)/bao-ve-du-lieu', 9, 62_000],
	['/(public)/dang-nhap', 10, 66_000],
	['/(public)/dot-keu-goi', 14, 70_000],
	['/(public)/dot-keu-goi/[code]', 17, 75_500],
	['/(public)/xac-minh/[token]', 10, 64_500],
	['/(applicant)/ho-so/moi', 18, 84_500],
	['/(applicant)/ho-so/[id]/phan/[section]', 27, 108_500]
];

describe('scripts of a first visit', () => {
	it.each(FIRST_VISITS)('come in few files: %s in at most %i, %i bytes', (address, files, bytes) => {
		const page = routes.find((route) => route.address === address);
		const behind = address.startsWith('/(public)') ? 'behind-a-visit' : 'behind-a-person';
		const scripts = weigh(page?.nodes ?? [], [behind]).filter(([file]) => file.endsWith('.js'));
		expect(scripts.length, JSON.stringify(scripts)).toBeLessThanOrEqual(files);
		expect(scripts.reduce((total, [, size]) => total + size, 0)).toBeLessThanOrEqual(bytes);
	});

	it('never need each other in a ring, whose order no browser keeps', () => {
		const ring = Object.entries(manifest).filter(([key, { imports = [] }]) => {
			const seen = new Set(imports);
			for (const one of seen) for (const next of manifest[one]?.imports ?? []) seen.add(next);
			return seen.has(key);
		});
		expect(ring.map(([key]) => key)).toEqual([]);
	});
});

describe('what the portal sends', () => {
	let origin: string;
	let close: () => Promise<unknown>;
	beforeAll(async () => {
		const database = await freshDatabase();
		const portal = await startPortal(database);
		({ origin } = portal);
		close = async () => {
			await portal.close();
			await database.close();
		};
	});
	afterAll(() => close());

	const script = manifest[keyNamed('entry/app') ?? '']?.file ?? '';
	it.each(['/', '/huong-dan', `/${script}`])('is compressed as the reader takes it: %s', async (path) => {
		const coding = async (accepted: string): Promise<string | null> => {
			const answer = await fetch(`${origin}${path}`, { headers: { 'accept-encoding': accepted } });
			expect(answer.status).toBe(200);
			// What cannot be read again is not compressed, but broken.
			expect((await answer.text()).length).toBeGreaterThan(100);
			return answer.headers.get('content-encoding');
		};
		expect([await coding('gzip, deflate, br'), await coding('gzip')]).toEqual(['br', 'gzip']);
		expect(await coding('identity')).toBeNull();
	});
});
