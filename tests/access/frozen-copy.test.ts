import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';
import { builtWorld } from '../support/world.ts';
import type { BuiltWorld } from '../support/world.ts';

const PATIENCE_MS = 600_000;
/** What somebody typed: markup, the end of a comment, the start of one. */
const HOSTILE = `Rang "xay" & sấy <img src=x onerror=alert(1)> --><script>alert(2)</script><!-- hết`;

let built: BuiltWorld;
let portal: Portal;
let applicationId: string;
let cookie: string;

beforeAll(async () => {
	built = await builtWorld();
	portal = await startPortal(built.database, built.objects);
	const { owner } = built.database;
	const { rows } = await owner.query<{ id: string; revision: string; content: { answers: Answers } }>(
		`SELECT a.id, r.id AS revision, convert_from(r.bytes, 'UTF8')::jsonb AS content
		 FROM application a JOIN application_revision r ON r.id = a.revision_id JOIN call k ON k.id = a.call_id
		 WHERE k.state <> 'published' AND k.programme = 'MAP' AND a.state NOT IN ('draft', 'withdrawn') ORDER BY a.code LIMIT 1`
	);
	const [dossier] = rows;
	if (dossier === undefined) throw new Error('the world has no dossier in review');
	const { content } = dossier;
	const answers = { ...content.answers, needs: { ...content.answers['needs'], needs_text: HOSTILE } };
	const bytes = Buffer.from(JSON.stringify({ ...content, answers }));
	await owner.query('BEGIN');
	await owner.query('ALTER TABLE application_revision DISABLE TRIGGER USER');
	await owner.query('UPDATE application_revision SET bytes = $2, hash = $3 WHERE id = $1', [
		dossier.revision,
		bytes,
		createHash('sha256').update(bytes).digest('hex')
	]);
	await owner.query('ALTER TABLE application_revision ENABLE TRIGGER USER');
	await owner.query('COMMIT');
	applicationId = dossier.id;
	const { rows: officers } = await owner.query<{ account: string }>(
		`SELECT c.id AS account FROM account c JOIN role_grant g ON g.person_id = c.person_id
		 WHERE g.role = 'measurement_officer' ORDER BY c.id LIMIT 1`
	);
	cookie = await signIn(built.database, officers[0]?.account ?? '');
}, PATIENCE_MS);
afterAll(async () => {
	await portal.close();
	await built.close();
});

type Answers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

async function read(address: string): Promise<string> {
	const answer = await fetch(`${portal.origin}${address}`, { headers: { cookie } });
	expect(answer.status).toBe(200);
	return answer.text();
}

const times = (text: string, part: string): number => text.split(part).length - 1;

describe('the frozen copy of a dossier', () => {
	it('stands once in its page, escaped, and not in the data beside it', async () => {
		const page = await read(`/van-phong/ho-so/${applicationId}`);
		expect(page).toContain('Rang "xay" &amp; sấy &lt;img src=x onerror=alert(1)>');
		expect(page).not.toContain('<img src=x');
		expect(page).not.toContain('<script>alert(2)');
		expect(times(page, 'onerror=alert(1)')).toBe(1);
	});

	it('comes as data with a navigation, once', async () => {
		const data = await read(`/van-phong/ho-so/${applicationId}/__data.json`);
		expect(times(data, 'onerror=alert(1)')).toBe(1);
		// For the browser to render: nothing of it is markup yet.
		expect(data).not.toContain('&lt;img');
	});

	it('stands whole in the page of whoever reads without scripts', async () => {
		const page = await read(`/en/van-phong/ho-so/${applicationId}`);
		const place = /data-rendered="[0-9a-f-]{36}">/.exec(page);
		expect(page.slice(place?.index).indexOf('onerror=alert(1)')).toBeGreaterThan(0);
		expect(page).not.toMatch(/data-rendered="[^"]*"><\/div>/);
	});
});
