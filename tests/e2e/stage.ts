import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { App } from '#lib/server/app/ports.ts';
import { enrolPerson, sharePassword } from '#lib/server/app/identity/enrol-person.ts';
import type { Enrolment } from '#lib/server/app/identity/enrol-person.ts';
import { systemContext } from '#lib/server/app/system-context.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { buildApp } from '#lib/server/container.ts';
import { openBrowser, watchPage } from '../support/browser.ts';
import { freshDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';
import { freePort } from '../support/server-process.ts';
import { startPortal } from '../support/server.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import { contextOf } from '../integration/intake/world.ts';

/** Of everybody whom a stage enrols. */
export const PASSWORD = 'đo-đúng-cân-đủ-1207';

export interface Enrolled {
	readonly personId: string;
	readonly accountId: string;
	readonly email: string;
}

export interface Stage {
	readonly database: TestDatabase;
	/** The same use cases as the portal's, on the same database and objects, for what a journey fills in. */
	readonly app: App;
	readonly browser: Browser;
	readonly origin: string;
	/** What no page may do, as its browser reported it; `close` fails on any. */
	readonly faults: string[];
	enrol(key: string, input: Omit<Enrolment, 'password' | 'email'>): Promise<Enrolled>;
	as(person: Pick<Enrolled, 'accountId'>): Promise<Context>;
	/** A window of one's own, with nobody signed in. */
	window(size?: { width?: number; scripts?: boolean; locale?: 'vi' | 'en' }): Promise<Page>;
	/** A window of this person. */
	signedIn(person: Pick<Enrolled, 'accountId'>, width?: number): Promise<Page>;
	/** Forward only, as the database asks. */
	moveClock(hours: number): Promise<void>;
	/** Ends the portal on the spot; `start` brings it back on the same address, database and objects. */
	kill(): Promise<void>;
	start(): Promise<void>;
	close(): Promise<void>;
}

/**
 * A portal on its production build with an empty database, and a browser before it. `line`: the browser comes through
 * `port`, where the caller listens, and the portal stands at `target` behind it; `settings` of the portal besides.
 */
export async function openStage(
	line?: { readonly port: number; readonly target: number },
	settings: NodeJS.ProcessEnv = {}
): Promise<Stage> {
	const database = await freshDatabase();
	const objects = await mkdtemp(path.join(os.tmpdir(), 'chuan-e2e-'));
	const port = line?.port ?? (await freePort());
	const env = { ...settings, ...(line === undefined ? {} : { PORT: String(line.target) }) };
	const run = { databaseUrl: database.appUrl, objects, port, env };
	let portal = await startPortal(run);
	const { origin } = portal;
	const app = await buildApp(
		{ DATABASE_URL: database.appUrl, CHUAN_OBJECTS: objects, ORIGIN: origin, CHUAN_EMBEDDED: '1' },
		'e2e-test'
	);
	const browser = await openBrowser();
	const password = must(await sharePassword(app, PASSWORD));
	const faults: string[] = [];

	async function window({ width = 1280, scripts = true } = {}): Promise<Page> {
		const context: BrowserContext = await browser.newContext({
			baseURL: origin,
			viewport: { width, height: 900 },
			javaScriptEnabled: scripts,
			acceptDownloads: true
		});
		context.setDefaultTimeout(40_000);
		const page = await context.newPage();
		watchPage(page, faults);
		return page;
	}

	return {
		database,
		app,
		browser,
		origin,
		faults,
		window,
		async enrol(key, input) {
			const email = `${key}@chuan.test`;
			const made = must(await enrolPerson(systemContext(app), { ...input, email, password }));
			return { ...made, email };
		},
		as: (person) => contextOf({ app, database, close: () => Promise.resolve() }, person),
		async signedIn(person, width) {
			const page = await window(width === undefined ? {} : { width });
			const { token } = await app.sessions.create(person.accountId);
			await page.context().addCookies([{ name: 'chuan_session', value: token, url: origin }]);
			return page;
		},
		async moveClock(hours) {
			await database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + $1', [hours * 3600]);
			// The people of the walk are at their desks on that later day too: open windows stay signed in.
			await database.owner.query(
				'UPDATE session SET created_at = created_at + make_interval(hours => $1), seen_at = seen_at + make_interval(hours => $1)',
				[hours]
			);
		},
		kill: () => portal.kill(),
		async start() {
			portal = await startPortal(run);
		},
		async close() {
			await browser.close();
			await portal.stop();
			await app.db.close();
			await database.close();
			await rm(objects, { recursive: true, force: true });
			if (faults.length > 0) throw new Error(`pages reported faults:\n${faults.join('\n')}`);
		}
	};
}

const MESSAGES = path.resolve(import.meta.dirname, '../../messages');

/** The words of the portal by their key, so that a test follows them when they are said better. */
export async function wordsOf(
	locale: 'vi' | 'en'
): Promise<(key: string, values?: Readonly<Record<string, string>>) => string> {
	const words: Record<string, unknown> = {};
	for (const file of await readdir(path.join(MESSAGES, locale))) {
		Object.assign(words, JSON.parse(await readFile(path.join(MESSAGES, locale, file), 'utf8')));
	}
	return (key, values = {}) => {
		const text = words[key];
		if (typeof text !== 'string') throw new Error(`no plain message ${key}`);
		return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
	};
}
