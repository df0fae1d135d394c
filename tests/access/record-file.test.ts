import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../src/lib/domain/shared/result.ts';
import { makeDueFiles } from '../../src/lib/server/app/records/make-record-file.ts';
import type { RecordRow } from '../../src/lib/server/app/records/ports.ts';
import { contextOf, insertPerson, openWorld } from '../integration/intake/world.ts';
import { oldContents } from '../integration/render/old-samples.ts';
import { arranged } from '../support/arranged.ts';
import { startPortal } from '../support/portal.ts';
import type { Portal } from '../support/portal.ts';
import { textOfPdf } from './pdf-text.ts';

/** The web process alone: what it hands out, it did not make. */
let world: Awaited<ReturnType<typeof openWorld>>;
let portal: Portal;
let published: RecordRow;
let kept: RecordRow;

beforeAll(async () => {
	world = await openWorld();
	const person = await insertPerson(world, 'Trần Quốc Dũng', { grants: [{ role: 'director' }] });
	const director = await contextOf(world, person);
	const content = JSON.parse(JSON.stringify(oldContents['chuan.letter/1'])) as RecordRow['content'];
	const issue = async (open: boolean): Promise<RecordRow> => {
		const issued = await arranged(director, 'issue_result', { type: 'record', id: '' }, async ({ tx }) =>
			ok(
				await tx.records.issue(
					{
						kind: 'result_letter',
						series: 'TB',
						content,
						published: open,
						issuedBy: person.personId
					},
					'SKHCN'
				)
			)
		);
		if (!issued.ok) throw new Error(issued.refusal.code);
		return issued.value;
	};
	published = await issue(true);
	kept = await issue(false);
	portal = await startPortal(world.database, world.objects);
});
afterAll(async () => {
	await portal.close();
	await world.close();
});

const asked = (record: RecordRow, headers: Record<string, string> = {}, language = ''): Promise<Response> =>
	fetch(`${portal.origin}${language}/van-ban/${record.id}/pdf`, { headers, redirect: 'manual' });

const HTML = { accept: 'text/html' };

describe('a paper whose file is still made', () => {
	it('says so in the language of its reader, and the page asks again without a script', async () => {
		for (const [language, words] of [
			['', 'Văn bản đang được dàn trang'],
			['/en', 'The paper is being typeset']
		] as const) {
			const answer = await asked(published, HTML, language);
			expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
			expect(answer.headers.get('cache-control')).toContain('no-store');
			const page = await answer.text();
			expect(page).toContain(words);
			expect(page).toContain('<meta http-equiv="refresh" content="2">');
			expect(page).toContain(`<a href="">`);
			expect(page).toContain(`<a href="${language}/van-ban/${published.id}">`);
		}
	});

	it('says so to a program as JSON', async () => {
		const answer = await asked(published, { accept: 'application/json' });
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
		expect(await answer.json()).toMatchObject({ code: 'paper_being_set' });
	});

	it('is told of to nobody who may not read it', async () => {
		expect((await asked(kept, HTML)).status).toBe(303);
	});

	it('says after many attempts that the administrator knows, and does not ask by itself', async () => {
		const { owner } = world.database;
		const tried = (tries: number): Promise<unknown> =>
			owner.query(`UPDATE record_file SET tries = $1 WHERE record_id = $2`, [tries, published.id]);
		await tried(8);
		const answer = await asked(published, HTML);
		const page = await answer.text();
		await tried(0);
		expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '600']);
		expect(page).toContain('Quản trị viên đã được báo');
		expect(page).not.toContain('http-equiv');
	});
});

describe('a paper whose file is kept', () => {
	it('is streamed whole and by range, with its mark, to who may read it', async () => {
		await makeDueFiles(world.app);
		const whole = await asked(published, HTML);
		const bytes = Buffer.from(await whole.arrayBuffer());
		expect(whole.status).toBe(200);
		expect(whole.headers.get('content-type')).toBe('application/pdf');
		expect(whole.headers.get('content-length')).toBe(String(bytes.length));
		expect(whole.headers.get('etag')).toBe(`"${world.app.ids.sha256(bytes)}"`);
		expect(whole.headers.get('content-disposition')).toMatch(
			/^attachment; filename="[a-z-]+-01-TB-SKHCN\.pdf"/
		);
		expect(textOfPdf(bytes)).toContain('01/TB-SKHCN');

		const part = await asked(published, { range: 'bytes=5-9' });
		expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 5-9/${bytes.length}`]);
		expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(5, 10));
		const beyond = await asked(published, { range: `bytes=${String(bytes.length)}-` });
		expect(beyond.status).toBe(416);
		const head = await fetch(`${portal.origin}/van-ban/${published.id}/pdf`, { method: 'HEAD' });
		expect([head.status, head.headers.get('etag')]).toEqual([200, whole.headers.get('etag')]);

		expect((await asked(kept, HTML)).status).toBe(303);
	});

	it('is also there for a word processor, under the same permission', async () => {
		const copy = (record: RecordRow): Promise<Response> =>
			fetch(`${portal.origin}/van-ban/${record.id}/docx`, { headers: HTML, redirect: 'manual' });
		const answer = await copy(published);
		const bytes = Buffer.from(await answer.arrayBuffer());
		expect([answer.status, bytes.subarray(0, 2).toString('latin1')]).toEqual([200, 'PK']);
		expect(answer.headers.get('content-type')).toContain('wordprocessingml');
		expect(answer.headers.get('content-disposition')).toMatch(/-01-TB-SKHCN\.docx"/);
		expect((await copy(kept)).status).toBe(303);
	});
});
