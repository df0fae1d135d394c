import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/lib/domain/access/actor.ts';
import { mayEnter, ROUTES } from '../../src/lib/domain/access/routes.ts';
import { DEMONSTRATION_PASSWORD } from '../../src/lib/server/app/identity/demonstration-sign-ins.ts';
import { makeDueFiles } from '../../src/lib/server/app/records/make-record-file.ts';
import { signInRows } from '../../world/people.ts';
import { signIn, startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';
import { root } from '../support/source-files.ts';
import { builtWorld } from '../support/world.ts';
import type { BuiltWorld } from '../support/world.ts';
import { crawl, routeOf, visit } from './crawling.ts';
import type { Crawler, Visited } from './crawling.ts';
import { textOfPdf } from './pdf-text.ts';
import { testScopes } from './world-scopes.ts';

/** Building the world, and a crawl on processors that have other things to do. */
const PATIENCE_MS = 600_000;

let built: BuiltWorld;
let portal: Portal;
beforeAll(async () => {
	built = await builtWorld();
	await makeDueFiles(built.app);
	portal = await startPortal(built.database, built.objects);
}, PATIENCE_MS);
afterAll(async () => {
	await portal.close();
	await built.close();
});

const signIns = await signInRows();
const VISITOR = 'visitor';
const readers = [VISITOR, ...signIns.map(({ email }) => email)];
const assets = new Map<string, number>();

async function actorOf(email: string): Promise<Actor> {
	if (email === VISITOR) return { kind: 'visitor' };
	const account = await built.app.db.read.identity.findAccountByEmail(email);
	const person = account === undefined ? undefined : await built.app.db.read.identity.loadPerson(account.id);
	if (person === undefined) throw new Error(`nobody is ${email}`);
	return person;
}

async function crawlerOf(email: string): Promise<Crawler> {
	const actor = await actorOf(email);
	const cookie = actor.kind === 'person' ? await signIn(built.database, actor.accountId) : '';
	return { origin: portal.origin, cookie, assets };
}

function found<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('nothing there');
	return value;
}

/** Keys of every message: what must never be seen in place of its words. */
const keys = new Set(
	readdirSync(path.join(root, 'messages/vi')).flatMap((file) =>
		Object.keys(JSON.parse(readFileSync(path.join(root, 'messages/vi', file), 'utf8')) as object)
	)
);

/** What is wrong with the words of a page. */
function wordsWrong({ markup }: Visited, language: 'vi' | 'en'): string[] {
	if (markup === undefined) return [];
	const wrong: string[] = [];
	if (markup.language !== language) wrong.push(`lang=${markup.language}`);
	const raw = /\b(?:undefined|NaN)\b|\[object \w+\]/.exec(markup.text)?.[0];
	if (raw !== undefined) wrong.push(`says ${raw}`);
	const shown = (markup.text.match(/\b[a-z]+(?:_[a-z0-9]+)+\b/g) ?? []).find((word) => keys.has(word));
	if (shown !== undefined) wrong.push(`shows the key ${shown}`);
	return wrong;
}

/** Links that leave the language of the page; files are the same in both. */
function languageLeft({ markup }: Visited, language: 'vi' | 'en'): string[] {
	return (markup?.links ?? [])
		.filter(({ href, asset, otherLanguage }) => href.startsWith('/') && !asset && !otherLanguage)
		.filter(({ href }) => /^\/en(\/|\?|#|$)/.test(href) !== (language === 'en'))
		.map(({ href }) => `leads to ${href}`);
}

/** Forms that would be refused at the door, or that lead to no act. */
function formsWrong(page: Visited, actor: Actor): string[] {
	return (page.markup?.forms ?? []).flatMap(({ action }) => {
		const target = new URL(action === '' ? page.path : action, `http://x${page.path}`);
		const route = routeOf(target.pathname);
		const named = [...target.searchParams.keys()].find((key) => key.startsWith('/'))?.slice(1) ?? 'default';
		const endpoint = route !== undefined && ROUTES[route]?.acts?.['POST'] !== undefined;
		const act = endpoint ? 'POST' : named;
		if (route === undefined || ROUTES[route]?.acts?.[act] === undefined)
			return [`form to nowhere: ${action}`];
		return mayEnter(actor, route, { named: act }).ok ? [] : [`form that is refused: ${route} ${act}`];
	});
}

/** The last fault that the portal has written down. */
const bugOf = (said: string): string =>
	said
		.split('\n')
		.filter((line) => line.includes('"bug"'))
		.at(-1)
		?.slice(0, 1500) ?? said.slice(-1500);

/** Routes that somebody has reached by following links from the home page. */
const reached = new Set<string>();
/** What the applicants and the public were shown, for what it must not hold. */
const shownOutside = new Map<string, Visited[]>();
const OUTSIDERS = new Set([VISITOR, ...signIns.slice(0, 4).map(({ email }) => email)]);

describe('every page that a reader finds by following links', () => {
	for (const language of ['vi', 'en'] as const) {
		for (const email of readers) {
			it(
				`${email} in ${language}`,
				async () => {
					const actor = await actorOf(email);
					const crawler = await crawlerOf(email);
					const wrong: string[] = [];
					const pages: Visited[] = [];
					await crawl(crawler, language === 'vi' ? '/' : '/en/', (page) => {
						pages.push(page);
						const route = routeOf(new URL(page.path, portal.origin).pathname);
						if (page.status < 300 && route !== undefined) reached.add(route);
						const all = [
							...(page.status >= 400 ? [`${String(page.status)} (from ${page.from})`] : []),
							...wordsWrong(page, language),
							...languageLeft(page, language),
							...formsWrong(page, actor)
						];
						if (page.status >= 500) wrong.push(bugOf(portal.said()));
						wrong.push(...[...new Set(all)].map((what) => `${page.path}: ${what}`));
					});
					expect(wrong.slice(0, 40)).toEqual([]);
					expect(pages.length).toBeGreaterThan(email === VISITOR ? 15 : 8);
					if (OUTSIDERS.has(email)) shownOutside.set(`${email} ${language}`, pages);
				},
				PATIENCE_MS
			);
		}
	}

	it('is made of files that are there', () => {
		expect([...assets].filter(([, status]) => status !== 200)).toEqual([]);
		expect(assets.size).toBeGreaterThan(20);
	});

	it('leaves out no page of the portal: each is found by somebody', () => {
		const byMail = ['/(public)/dat-lai-mat-khau/[token]', '/(public)/xac-minh/[token]'];
		// An old way in that leads on, the house's own pages of parts, a budget while no list of tasks is open.
		const beside = [
			'/(office)/van-phong',
			'/(admin)/thanh-phan',
			'/(admin)/thanh-phan/du-lieu',
			'/(applicant)/ho-so/[id]/du-toan'
		];
		// Between a password and a second factor, which no account of the demonstration has.
		const halfway = ['/(public)/dang-nhap/buoc-hai'];
		// Asked for by programs, at addresses that they know; the proof of a receipt is there once a log is published.
		const forPrograms = [
			'/robots.txt',
			'/sitemap.xml',
			'/(public)/nhat-ky-cong-khai/checkpoint',
			'/(public)/nhat-ky-cong-khai/khoa',
			'/(public)/nhat-ky-cong-khai/tile/[...path]',
			'/health',
			'/health/live',
			'/health/metrics',
			'/van-ban/[id]/bang-chung'
		];
		const pages = Object.entries(ROUTES).flatMap(([id, { view }]) =>
			view === undefined ||
			id.startsWith('/api/') ||
			[...byMail, ...beside, ...halfway, ...forPrograms].includes(id)
				? []
				: [id]
		);
		expect(pages.filter((id) => !reached.has(id))).toEqual([]);
	});
});

describe('who judged', () => {
	/** Whatever names a member of a council: name, address, and each id. */
	async function needles(): Promise<string[]> {
		const { rows } = await built.database.owner.query<Record<string, string>>(
			`SELECT p.full_name AS name, a.email, p.id AS person, a.id AS account, m.id AS seat
			 FROM council_member m JOIN person p ON p.id = m.person_id JOIN account a ON a.person_id = p.id`
		);
		return [...new Set(rows.flatMap((row) => Object.values(row)))];
	}
	/** The door of the embedded demonstration fills in the accounts that it is made of; no real portal has them. */
	const atTheDoor = (address: string): boolean => /^(\/en)?\/dang-nhap\?(.*&)?vai=/.test(address);

	async function leaks(texts: Iterable<readonly [string, string]>): Promise<string[]> {
		const known = await needles();
		expect(known.length).toBeGreaterThan(40);
		return [...texts].flatMap(([where, text]) =>
			known.filter((needle) => text.includes(needle)).map((needle) => `${where}: ${needle}`)
		);
	}

	it('is on no page that the public or an applicant is shown', async () => {
		const pages = [...shownOutside].flatMap(([reader, list]) =>
			list
				.filter((page) => !atTheDoor(page.path))
				.map((page) => [`${reader} ${page.path}`, page.body.normalize('NFC')] as const)
		);
		expect(shownOutside.size).toBe(OUTSIDERS.size * 2);
		expect(pages.length).toBeGreaterThan(150);
		expect(await leaks(pages)).toEqual([]);
	});

	it(
		'is in none of the data behind those pages',
		async () => {
			const texts: [string, string][] = [];
			for (const reader of OUTSIDERS) {
				const crawler = await crawlerOf(reader);
				const pages = (shownOutside.get(`${reader} vi`) ?? []).filter(
					({ markup, status, path: address }) => markup !== undefined && status < 300 && !atTheDoor(address)
				);
				for (const page of pages) {
					const url = new URL(page.path, portal.origin);
					const data = `${url.pathname === '/' ? '' : url.pathname}/__data.json${url.search}`;
					const told = await visit(crawler, data);
					expect([data, told.status]).toEqual([data, 200]);
					texts.push([`${reader} ${data}`, told.body.normalize('NFC')]);
				}
			}
			expect(texts.length).toBeGreaterThan(80);
			expect(await leaks(texts)).toEqual([]);
		},
		PATIENCE_MS
	);

	it(
		'is in none of their papers, read as text',
		async () => {
			const texts: [string, string][] = [];
			for (const reader of OUTSIDERS) {
				const crawler = await crawlerOf(reader);
				const actor = await actorOf(reader);
				const organisations =
					actor.kind === 'person'
						? actor.grants.flatMap(({ scope }) => (scope.type === 'organisation' ? [scope.id] : []))
						: [];
				const { rows } = await built.database.owner.query<{ id: string }>(
					`SELECT id FROM official_record WHERE published OR organisation_id = ANY($1::uuid[])
				 AND kind NOT IN ('receipt', 'opening_minutes', 'survey_minutes', 'tally_minutes', 'appraisal_annex')`,
					[organisations]
				);
				const papers = rows.map(({ id }) => `/van-ban/${id}/pdf`);
				for (const href of new Set(papers)) {
					const { bytes, status } = await visit(crawler, href);
					expect([href, status]).toEqual([href, 200]);
					texts.push([`${reader} ${href}`, textOfPdf(bytes ?? Buffer.alloc(0))]);
				}
			}
			expect(texts.length).toBeGreaterThan(3);
			// What is read must be readable, or nothing could ever be found in it.
			for (const [where, text] of texts) expect([where, /CỘNG HÒA/.test(text)]).toEqual([where, true]);
			expect(await leaks(texts)).toEqual([]);
		},
		PATIENCE_MS
	);

	it('is in no record that a visitor is given: published decisions, and nothing else that is kept', async () => {
		const visitor = await crawlerOf(VISITOR);
		const { rows } = await built.database.owner.query<{ id: string; kind: string; published: boolean }>(
			`SELECT DISTINCT ON (kind, published) id, kind, published FROM official_record`
		);
		expect(rows.map(({ kind }) => kind)).toEqual(
			expect.arrayContaining(['receipt', 'opening_minutes', 'tally_minutes', 'result_letter', 'decision'])
		);
		for (const { id, kind, published } of rows) {
			const told = await Promise.all(['', '/pdf'].map((path) => visit(visitor, `/van-ban/${id}${path}`)));
			const status = published ? 200 : 303;
			expect([kind, told.map((one) => one.status)]).toEqual([kind, [status, status]]);
			expect([kind, published]).toEqual([kind, kind === 'decision']);
		}
	});

	it(
		'is behind no address that they could make of what they know',
		async () => {
			const texts: [string, string][] = [];
			const wrong: string[] = [];
			for (const reader of [VISITOR, ...[...OUTSIDERS].slice(1, 3)]) {
				const crawler = await crawlerOf(reader);
				const actor = await actorOf(reader);
				const bodies = (shownOutside.get(`${reader} vi`) ?? []).map(({ body }) => body).join('\n');
				const ids = new Set([
					...(bodies.match(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g) ?? []),
					...(bodies.match(/\b(?:MAP|TASK|PROPOSAL)-\d{4}-\d{1,2}\b/g) ?? [])
				]);
				expect(ids.size).toBeGreaterThan(3);
				const routes = Object.entries(ROUTES).filter(
					([id, { view }]) => view !== undefined && id.includes('[') && !id.includes('[token]')
				);
				const addresses = routes.flatMap(([id]) =>
					[...ids].map((known) => ({
						id,
						address: id.replace(/\/\([a-z]+\)/g, '').replace(/\[[a-z]+\]/g, () => known)
					}))
				);
				for (let from = 0; from < addresses.length; from += 4) {
					await Promise.all(
						addresses.slice(from, from + 4).map(async ({ id, address }) => {
							const told = await visit(crawler, address);
							if (told.status >= 500) wrong.push(`${address}: ${String(told.status)}`);
							if (told.status < 300 && !mayEnter(actor, id, 'view').ok) wrong.push(`${address} opens`);
							texts.push([`${reader} ${address}`, told.body.normalize('NFC')]);
						})
					);
				}
			}
			expect(wrong).toEqual([]);
			expect(await leaks(texts)).toEqual([]);
		},
		PATIENCE_MS
	);

	it('is known to the office, on its pages and in its minutes: the search finds what is there', async () => {
		const auditor = await crawlerOf(found(signIns.find(({ email }) => email.startsWith('vanhau'))).email);
		const { rows } = await built.database.owner.query<{ code: string; minutes: string }>(
			`SELECT c.code, r.id AS minutes FROM official_record r JOIN call c ON c.id = r.call_id
			 WHERE r.kind = 'tally_minutes' LIMIT 1`
		);
		const { code, minutes } = found(rows[0]);
		const page = await visit(auditor, `/van-phong/dot/${code}/hoi-dong`);
		expect((await leaks([['page', page.body.normalize('NFC')]])).length).toBeGreaterThan(5);
		const paper = await visit(auditor, `/van-ban/${minutes}/pdf`);
		const text = textOfPdf(paper.bytes ?? Buffer.alloc(0));
		expect((await leaks([['paper', text]])).length).toBeGreaterThan(2);
	});

	it('is in none of the letters to applicants', async () => {
		const { rows } = await built.database.owner.query<{ key: string; said: string }>(
			`SELECT m.idempotency_key AS key, concat_ws(' ', m.recipient_name, m.subject, m.body, m.html) AS said
			 FROM mail_message m JOIN account a ON a.email = m.recipient
			 JOIN role_grant g ON g.person_id = a.person_id AND g.scope_type = 'organisation'`
		);
		expect(rows.length).toBeGreaterThan(10);
		expect(await leaks(rows.map(({ key, said }) => [key, said.normalize('NFC')] as const))).toEqual([]);
	});
});

describe('who holds what', () => {
	testScopes(() => built);
});

describe('the door of the demonstration', () => {
	it('fills in an account of each role by a link, and the account signs in', async () => {
		const visitor = await crawlerOf(VISITOR);
		const door = await visit(visitor, '/dang-nhap?ve=%2Fnguon-kinh-phi');
		const roles = (door.markup?.links ?? []).filter(({ href }) => href.includes('vai='));
		expect(roles.length).toBeGreaterThanOrEqual(15);
		const director = roles.find(({ href }) => href.includes('vai=director'));
		expect(director?.href).toContain('ve=%2Fnguon-kinh-phi');
		const filled = await visit(visitor, director?.href ?? '');
		const email = /name="email"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="email"/.exec(filled.body);
		const address = email?.[1] ?? email?.[2] ?? '';
		expect(filled.body).toContain(`value="${DEMONSTRATION_PASSWORD}"`);
		const answer = await fetch(`${portal.origin}${director?.href ?? ''}`, {
			method: 'POST',
			redirect: 'manual',
			headers: { origin: portal.origin, accept: 'text/html' },
			body: new URLSearchParams({ email: address, password: DEMONSTRATION_PASSWORD })
		});
		expect([answer.status, answer.headers.get('location')]).toEqual([303, '/nguon-kinh-phi']);
	});

	it('fills in nothing for a role that is none', async () => {
		const door = await visit(await crawlerOf(VISITOR), '/dang-nhap?vai=__proto__');
		expect(door.status).toBe(200);
		expect(door.body).not.toContain(DEMONSTRATION_PASSWORD);
	});
});
