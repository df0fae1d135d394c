/**
 * `npm run shots`: pictures of every page that each role reaches from its first page, at 360 and 1280, in both
 * languages, into shots/. On each, axe must find nothing serious, and nothing may stick out sideways.
 *
 *   npm run shots -- --role=head,director --width=360 --language=vi --fast
 *
 * `--fast` leaves axe out. SHOTS_ORIGIN names a portal that runs already, with the demonstration world in it.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import os from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ROUTES } from '../src/lib/domain/access/routes.ts';
import { openBrowser } from '../tests/support/browser.ts';
import { freePort } from '../tests/support/server-process.ts';
import { DEMONSTRATION_PASSWORD } from '../src/lib/server/app/identity/demonstration-sign-ins.ts';
import { signInRows } from '../world/people.ts';

const root = path.resolve(import.meta.dirname, '..');
const OUT = path.join(root, 'shots');
/** Pages of one route and role that are pictured; the rest of a list looks alike. */
const OF_ONE_ROUTE = 2;

const options = new Map(
	process.argv.slice(2).map((argument) => {
		const [name = '', value = 'yes'] = argument.replace(/^--/, '').split('=');
		return [name, value] as const;
	})
);
const listOf = (name: string, all: readonly string[]): readonly string[] =>
	options.get(name)?.split(',') ?? all;
const widths = listOf('width', ['1280', '360']).map(Number);
const languages = listOf('language', ['vi', 'en']);

interface Found {
	readonly path: string;
	readonly route: string;
}

/** Route ids as patterns over paths, those with more fixed words first. */
const patterns = Object.entries(ROUTES)
	.filter(
		([id, row]) =>
			row.view !== undefined && !id.startsWith('/api/') && !/\/(pdf|docx)$/.test(id) && id !== '/health'
	)
	.map(([id]) => {
		const shape = id.replace(/\/\([^)]+\)/g, '') || '/';
		return { id, shape, test: new RegExp(`^${shape.replace(/\[[^\]]+\]/g, '[^/]+')}$`) };
	})
	.sort((a, b) => Number(a.shape.includes('[')) - Number(b.shape.includes('[')));

const routeOf = (at: string): string | undefined => patterns.find(({ test }) => test.test(at))?.id;
const isPublic = (route: string): boolean => route.startsWith('/(public)');

/** Starts the portal as a newcomer does, in a folder of its own. */
async function startOwn(): Promise<{ origin: string; stop: () => Promise<void> }> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-shots-'));
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	const child = spawn(process.execPath, [path.join(root, 'src/cli/start.mjs')], {
		cwd: root,
		env: { ...process.env, CHUAN_DATA: folder, PORT: String(port), ORIGIN: origin, LOG_LEVEL: 'error' },
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const ended = once(child, 'exit');
	const stop = async (): Promise<void> => {
		child.kill('SIGTERM');
		await ended;
		await rm(folder, { recursive: true, force: true });
	};
	await new Promise<void>((resolve, reject) => {
		child.stdout.on('data', (chunk: Buffer) => {
			process.stdout.write(chunk);
			if (chunk.toString().includes('✔ Chuẩn')) resolve();
		});
		child.once('exit', (code) => {
			reject(new Error(`the portal ended with ${String(code)}`));
		});
	});
	return { origin, stop };
}

/** Follows links from the first page of a role; one or two pages of each route. */
async function pagesOf(
	page: Page,
	origin: string,
	first: readonly string[],
	withPublic: boolean
): Promise<Found[]> {
	const found: Found[] = [];
	const seen = new Set(first);
	const queue = [...first];
	while (queue.length > 0) {
		const at = queue.shift() ?? '';
		const route = routeOf(at.split('?')[0] ?? '');
		if (route === undefined || (isPublic(route) && !withPublic)) continue;
		if (found.filter((one) => one.route === route).length >= OF_ONE_ROUTE) continue;
		const answer = await page.goto(origin + at, { waitUntil: 'domcontentloaded' });
		if (answer?.status() !== 200) {
			console.error(`✖ ${String(answer?.status())} ${at}`);
			process.exitCode = 1;
			continue;
		}
		found.push({ path: at, route });
		const links = await page.$$eval('a[href]', (all) => all.map((one) => (one as HTMLAnchorElement).href));
		for (const link of links) {
			const url = new URL(link);
			if (url.origin !== origin || url.pathname.startsWith('/en')) continue;
			if (url.searchParams.has('trang') || seen.has(url.pathname)) continue;
			seen.add(url.pathname);
			queue.push(url.pathname);
		}
	}
	return found;
}

async function picture(page: Page, name: string, width: number): Promise<string[]> {
	const problems: string[] = [];
	await page.evaluate(() => document.fonts.ready);
	await page.screenshot({ path: path.join(OUT, `${name}.png`), fullPage: true });
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	if (wide > width) problems.push(`${name}: ${wide} px wide`);
	if (options.has('fast')) return problems;
	const { violations } = await new AxeBuilder({ page }).analyze();
	for (const { id, impact, nodes } of violations) {
		if (impact !== 'serious' && impact !== 'critical') continue;
		problems.push(
			`${name}: ${id} at ${nodes
				.slice(0, 3)
				.map(({ target }) => target.join(' '))
				.join(', ')}`
		);
	}
	return problems;
}

async function signIn(context: BrowserContext, origin: string, email: string): Promise<void> {
	const page = await context.newPage();
	await page.goto(`${origin}/dang-nhap`, { waitUntil: 'networkidle' });
	await page.locator('[name=email]').fill(email);
	await page.locator('[name=password]').fill(DEMONSTRATION_PASSWORD);
	await page.keyboard.press('Enter');
	await page.waitForURL((url) => !url.pathname.endsWith('/dang-nhap'));
	await page.close();
}

async function shoot(
	browser: Browser,
	origin: string,
	who: { key: string; email?: string }
): Promise<string[]> {
	const problems: string[] = [];
	const context = await browser.newContext({ reducedMotion: 'reduce' });
	if (who.email !== undefined) await signIn(context, origin, who.email);
	const page = await context.newPage();
	page.on('pageerror', (error) => problems.push(`${who.key} ${page.url()}: ${error.message}`));
	const pages = await pagesOf(
		page,
		origin,
		who.email === undefined ? ['/'] : ['/viec-can-lam'],
		who.email === undefined
	);
	const numbers = new Map<string, number>();
	for (const { path: at, route } of pages) {
		reached.add(route);
		const number = (numbers.get(route) ?? 0) + 1;
		numbers.set(route, number);
		const plain =
			route
				.replace(/\/\([^)]+\)/g, '')
				.replace(/[[\]]/g, '')
				.replace(/^\//, '')
				.replace(/\//g, '.') || 'home';
		for (const language of languages) {
			for (const width of widths) {
				await page.setViewportSize({ width, height: width < 600 ? 780 : 900 });
				await page.goto(origin + (language === 'en' ? `/en${at === '/' ? '' : at}` : at), {
					waitUntil: 'networkidle'
				});
				const name = `${who.key}_${plain}${number > 1 ? `-${number}` : ''}_${language}_${width}`;
				problems.push(...(await picture(page, name, width)));
			}
		}
	}
	await context.close();
	console.log(`${who.key}: ${pages.length} pages`);
	return problems;
}

const reached = new Set<string>();
await mkdir(OUT, { recursive: true });
const given = process.env['SHOTS_ORIGIN'];
const portal = given === undefined ? await startOwn() : { origin: given, stop: () => Promise.resolve() };
const browser = await openBrowser();
try {
	const rows = (await signInRows()).map(({ email }) => ({ key: email.split('@')[0] ?? email, email }));
	const everybody: { key: string; email?: string }[] = [{ key: 'visitor' }, ...rows];
	const chosen = listOf(
		'role',
		everybody.map(({ key }) => key)
	);
	const problems: string[] = [];
	for (const who of everybody.filter(({ key }) => chosen.includes(key))) {
		problems.push(...(await shoot(browser, portal.origin, who)));
	}
	const unreached = patterns.filter(({ id }) => !reached.has(id)).map(({ shape }) => shape);
	await writeFile(
		path.join(OUT, 'report.txt'),
		[...problems, '', 'Not reached:', ...unreached, ''].join('\n')
	);
	for (const line of problems) console.error(`✖ ${line}`);
	if (!options.has('role') && unreached.length > 0) console.log(`Not reached: ${unreached.join(' ')}`);
	if (problems.length > 0) process.exitCode = 1;
} finally {
	await browser.close();
	await portal.stop();
}
