import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/lib/domain/access/routes.ts';
import { makeDueFiles } from '../../src/lib/server/app/records/make-record-file.ts';
import { signIn, startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';
import { builtWorld } from '../support/world.ts';
import type { BuiltWorld } from '../support/world.ts';
import { visit } from './crawling.ts';
import type { Crawler } from './crawling.ts';

const PATIENCE_MS = 600_000;

let built: BuiltWorld;
let portal: Portal;
/** What belongs to sealed dossiers alone, by the kind of thing. */
let secrets: Readonly<
	Record<'application' | 'code' | 'hash' | 'record' | 'document' | 'person' | 'mail', readonly string[]>
>;

beforeAll(async () => {
	built = await builtWorld();
	await makeDueFiles(built.app);
	portal = await startPortal(built.database, built.objects);
	const listed = async (sql: string): Promise<string[]> =>
		(await built.database.owner.query<{ text: string }>(sql)).rows.map(({ text }) => text);
	const of = `FROM application a JOIN call k ON k.id = a.call_id WHERE k.state = 'published' AND a.code IS NOT NULL`;
	const sealed = `(SELECT a.id ${of})`;
	secrets = {
		application: await listed(`SELECT a.id::text AS text ${of} ORDER BY a.code`),
		code: await listed(`SELECT a.code AS text ${of} ORDER BY a.code`),
		hash: await listed(
			`SELECT r.hash AS text FROM application_revision r WHERE r.application_id IN ${sealed}`
		),
		record: await listed(
			`SELECT id::text AS text FROM official_record WHERE application_id IN ${sealed} ORDER BY id`
		),
		document: await listed(
			`SELECT id::text AS text FROM application_document WHERE application_id IN ${sealed} ORDER BY id`
		),
		mail: await listed(
			`SELECT id::text AS text FROM mail_message WHERE application_id IN ${sealed} ORDER BY id`
		),
		// Who handed in nothing else anywhere: their names stand in no opened dossier.
		person: await listed(
			`SELECT DISTINCT r.submitted_by::text AS text FROM application_revision r WHERE r.application_id IN ${sealed}`
		)
	};
}, PATIENCE_MS);
afterAll(async () => {
	await portal.close();
	await built.close();
});

const ROLES = [
	'measurement_officer',
	'science_officer',
	'finance_officer',
	'finance_head',
	'director',
	'auditor',
	'administrator'
];
const SEATS = ['chair', 'reviewer', 'scientific_secretary', 'administrative_secretary'];

/** Somebody of the office, or of a council, who is of no organisation that applies. */
async function readers(): Promise<readonly { readonly who: string; readonly crawler: Crawler }[]> {
	const { rows } = await built.database.owner.query<{ who: string; account: string }>(
		`SELECT DISTINCT ON (h.who) h.who, c.id AS account FROM (
		   SELECT role AS who, person_id FROM role_grant WHERE role = ANY($1::text[])
		   UNION ALL SELECT role, person_id FROM council_member WHERE role = ANY($2::text[]) AND ended_at IS NULL) h
		 JOIN account c ON c.person_id = h.person_id
		 WHERE NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = h.person_id AND g.scope_type = 'organisation')
		 ORDER BY h.who, c.id`,
		[ROLES, SEATS]
	);
	expect(rows.map(({ who }) => who).sort()).toEqual([...ROLES, ...SEATS].sort());
	return Promise.all(
		rows.map(async ({ who, account }) => ({
			who,
			crawler: { origin: portal.origin, cookie: await signIn(built.database, account), assets: new Map() }
		}))
	);
}

/** The house's own pages of parts, filled with invented figures, and a probe. */
const SPECIMENS = ['/thanh-phan', '/thanh-phan/du-lieu', '/health'];

const viewed = Object.entries(ROUTES).flatMap(([id, { view }]) =>
	view === undefined || id.includes('[token]') ? [] : [{ id, path: id.replace(/\/\([a-z]+\)/g, '') || '/' }]
);

/** The page, and the data behind it. */
const bothOf = (path: string): string[] => {
	const [bare = '', query] = path.split('?');
	const data = `${bare === '/' ? '' : bare}/__data.json`;
	return [path, query === undefined ? data : `${data}?${query}`];
};

/** What of the sealed dossiers an answer tells. Its own address may come back in it. */
function told(asked: string, body: string): string[] {
	return Object.entries(secrets)
		.filter(([kind]) => kind !== 'person' && kind !== 'mail')
		.flatMap(([kind, needles]) =>
			needles
				.filter((needle) => !asked.includes(needle) && body.includes(needle))
				.map((needle) => `${kind} ${needle}`)
		);
}

async function leaksAt(crawler: Crawler, addresses: readonly string[], allowed = ''): Promise<string[]> {
	const wrong: string[] = [];
	for (let from = 0; from < addresses.length; from += 6) {
		await Promise.all(
			addresses.slice(from, from + 6).map(async (address) => {
				const { status, body } = await visit(crawler, address);
				if (status >= 500) wrong.push(`${address}: ${String(status)}`);
				if (status < 300 && allowed !== '' && !address.startsWith(allowed)) wrong.push(`${address} opens`);
				wrong.push(...told(address, body).map((what) => `${address}: ${what}`));
			})
		);
	}
	return wrong;
}

describe('a sealed dossier', () => {
	it('is there, with its receipt, its files and its letters', () => {
		expect(secrets.application.length).toBeGreaterThanOrEqual(5);
		for (const list of [secrets.record, secrets.document, secrets.mail, secrets.hash])
			expect(list.length).toBeGreaterThanOrEqual(5);
	});

	it(
		'is on no page of the office or a council, nor in the data behind it',
		async () => {
			const fixed = viewed.filter(
				({ path }) => !path.includes('[') && !path.startsWith('/api/') && !SPECIMENS.includes(path)
			);
			const logs = Array.from({ length: 30 }, (_, page) => `?trang=${String(page + 1)}`);
			const addresses = [
				...fixed.map(({ path }) => path),
				...logs.flatMap((query) => [`/quan-tri/nhat-ky${query}`, `/quan-tri/thu${query}`]),
				'/quan-tri/nhat-ky?viec=submit_application',
				`/quan-tri/nhat-ky?nguoi=${secrets.person[0] ?? ''}`,
				`/quan-tri/thu?tim=${secrets.code[0] ?? ''}`
			].flatMap(bothOf);
			for (const { who, crawler } of await readers())
				expect([who, (await leaksAt(crawler, addresses)).slice(0, 10)]).toEqual([who, []]);
		},
		PATIENCE_MS
	);

	it(
		'opens to nobody of them by an address that names it, its receipt, its files or its letters',
		async () => {
			const known = [
				secrets.application,
				secrets.code,
				secrets.record,
				secrets.document,
				secrets.mail
			].flatMap((list) => list.slice(0, 2));
			const { rows } = await built.database.owner.query<{ council: string; lot: string }>(
				`SELECT c.id AS council, l.id AS lot FROM council c JOIN lot l ON l.call_id = c.call_id LIMIT 1`
			);
			const council = rows[0]?.council ?? '';
			const addresses = viewed
				.filter(({ path }) => path.includes('['))
				.flatMap(({ path }) =>
					known.map((name) => path.replace('[council]', council).replace(/\[[a-z]+\]/g, () => name))
				)
				.filter((path) => known.some((name) => path.includes(name)))
				.flatMap((path) => (path.startsWith('/api/') || path.endsWith('/pdf') ? [path] : bothOf(path)));
			expect(addresses.length).toBeGreaterThan(300);
			for (const { who, crawler } of await readers()) {
				// The administrator sees that a letter was written, and nothing that it says.
				const allowed = who === 'administrator' ? '/quan-tri/thu/' : '/nowhere';
				const pages = addresses.filter((address) => !address.includes('__data.json'));
				const data = addresses.filter((address) => address.includes('__data.json'));
				expect([who, (await leaksAt(crawler, pages, allowed)).slice(0, 10)]).toEqual([who, []]);
				// Kit answers data of a refused page with 200 and the refusal in it.
				expect([who, (await leaksAt(crawler, data)).slice(0, 10)]).toEqual([who, []]);
			}
		},
		PATIENCE_MS
	);

	it('is its own people’s: they find it, its receipt and its hash', async () => {
		const { rows } = await built.database.owner.query<{ account: string; id: string; receipt: string }>(
			`SELECT c.id AS account, a.id, r.id AS receipt FROM application a
			 JOIN official_record r ON r.application_id = a.id AND r.kind = 'receipt'
			 JOIN application_revision v ON v.id = a.revision_id JOIN account c ON c.person_id = v.submitted_by
			 WHERE a.id = $1`,
			[secrets.application[0]]
		);
		const [own] = rows;
		const crawler = {
			origin: portal.origin,
			cookie: await signIn(built.database, own?.account ?? ''),
			assets: new Map()
		};
		const page = await visit(crawler, `/ho-so/${own?.id ?? ''}/ban-nop`);
		const receipt = await visit(crawler, `/van-ban/${own?.receipt ?? ''}`);
		expect([page.status, receipt.status]).toEqual([200, 200]);
		expect(told('', receipt.body).some((what) => what.startsWith('hash'))).toBe(true);
	});

	it('leaves a trace in the log and among the letters that names nobody', async () => {
		const [administrator] = (await readers()).filter(({ who }) => who === 'administrator');
		if (administrator === undefined) throw new Error('no administrator');
		const letters = await visit(administrator.crawler, '/quan-tri/thu');
		expect(letters.body).toContain('Thư về một hồ sơ chưa mở');
		const letter = await visit(administrator.crawler, `/quan-tri/thu/${secrets.mail[0] ?? ''}`);
		expect(letter.status).toBe(200);
		expect(letter.body).toContain('đọc được sau khi mở hồ sơ');
		const log = await visit(administrator.crawler, '/quan-tri/nhat-ky?viec=submit_application');
		expect(log.body).toContain('Hồ sơ chưa mở');
		// Asked by person, the log gives what the person did in the open and nothing of the dossier.
		const asked = await visit(
			administrator.crawler,
			`/quan-tri/nhat-ky?viec=submit_application&nguoi=${secrets.person[0] ?? ''}`
		);
		// The sentence above the list says of every search that such lines cannot be found by it.
		const lines = /<table[\s\S]*<\/table>/.exec(asked.body)?.[0] ?? '';
		expect(lines).not.toContain('Hồ sơ chưa mở');
	});
});
