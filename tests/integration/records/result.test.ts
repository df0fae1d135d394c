import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '#lib/domain/shared/present.ts';
import type { RecordKindKey } from '../../../src/lib/contracts/records/record-kind.ts';
import { ok } from '../../../src/lib/domain/shared/result.ts';
import { issueResult } from '../../../src/lib/server/app/records/issue-result.ts';
import { readCallResult } from '../../../src/lib/server/app/records/read-call-result.ts';
import { listPublishedResults } from '../../../src/lib/server/app/records/published-results.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import { readTasks } from '../../support/tasks.ts';
import { arranged } from '../../support/arranged.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { checkPdf } from '../../../src/lib/server/scan/check-pdf.ts';
import { contextOf, said } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';
import { CODE, openResultWorld } from './result-world.ts';
import type { ResultWorld } from './result-world.ts';
import { decidedIn, paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import { paperProblems } from '../../../src/lib/domain/papers/paper-problems.ts';
import { articlesIn, paragraphsIn, tableIn } from '../../support/paper-blocks.ts';

let world: ResultWorld;
beforeAll(async () => {
	world = await openResultWorld();
}, 180_000);
afterAll(() => world.close());

const callVersion = async (): Promise<number> =>
	(await world.app.db.read.calls.findByCode(CODE))?.version ?? 0;
const issue = async (ctx: Context) => issueResult(ctx, { callCode: CODE, version: await callVersion() });
const recordsOf = async (kind: 'decision' | 'result_letter') =>
	world.app.db.read.records.ofCall(world.call.id, kind);
const unaccented = (text: string): string =>
	text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
/** What is drawn up and not published. */
const KEPT: readonly RecordKindKey[] = [
	'receipt',
	'opening_minutes',
	'survey_minutes',
	'tally_minutes',
	'appraisal_annex',
	'result_letter',
	'invalid_notice'
];
/** As the dossiers of the sample say. */
const TERMS = { 'Chủ nhiệm': 'TS. Nguyễn Hữu Phước', 'Thời gian thực hiện (tháng)': '24' };
const visitor = (): Context => ({ ...world.chief, actor: { kind: 'visitor' } });

describe('the result of a call', () => {
	it('waits for the appraisal, and takes no number while it waits', async () => {
		const before = must(await readCallResult(world.chief, CODE));
		expect(before).toMatchObject({
			stage: 'unfinished',
			unfinished: 1,
			may: { issue: false },
			decisions: []
		});
		expect(await issue(world.chief)).toEqual({
			ok: false,
			refusal: { code: 'appraisals_unfinished', params: { count: '1' } }
		});
		expect(await recordsOf('decision')).toEqual([]);
	});

	it('is the director’s act, on the version that the director saw', async () => {
		await world.approve();
		expect(said(await issue(await contextOf(world, world.officer)))).toBe('not_found');
		expect(said(await issue(await world.as('khai')))).toBe('not_found');
		expect(said(await issue(visitor()))).toBe('sign_in_needed');
		const version = (await callVersion()) + 1;
		expect(said(await issueResult(world.chief, { callCode: CODE, version }))).toBe('stale_version');
		expect(said(await issueResult(world.chief, { callCode: 'KHONG-CO', version: 1 }))).toBe('not_found');
		const officer = must(await readCallResult(await contextOf(world, world.officer), CODE));
		expect(officer).toMatchObject({ stage: 'ready', supported: 1, may: { issue: false } });
		const { waiting } = must(await readTasks(world.chief));
		expect(waiting.map(({ kind }) => kind)).toContain('issue_result');
	});

	it('is issued once by two who press at the same time: one number, one letter a case', async () => {
		await world.representative('A');
		const version = await callVersion();
		const both = await Promise.all([
			issueResult(world.chief, { callCode: CODE, version }),
			issueResult(world.chief, { callCode: CODE, version })
		]);
		expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
		const [decision, ...more] = await recordsOf('decision');
		expect(more).toEqual([]);
		expect(decision?.numberText).toBe('01/QĐ-SKHCN');
		const letters = await recordsOf('result_letter');
		expect(letters.map(({ numberText }) => numberText)).toEqual(['01/TB-SKHCN', '02/TB-SKHCN']);
		expect(said(await issue(world.chief))).toBe('state_forbids');
		const view = must(await readCallResult(world.chief, CODE));
		expect(view).toMatchObject({ stage: 'concluded', letters: 2, may: { issue: false } });
		expect(view.decisions.map(({ number }) => number)).toEqual(['01/QĐ-SKHCN']);
	});

	it('states host, leader, months, money and its source in the decision, on its full legal grounds', async () => {
		const [decision] = await recordsOf('decision');
		if (decision === undefined) throw new Error('no decision');
		const paper = paperOf(decision);
		const [annex] = paper.annexes;
		expect(annex?.title.reference).toMatch(/^\(Kèm theo Quyết định số 01\/QĐ-SKHCN ngày \d\d tháng/);
		const table = tableIn(annex?.blocks ?? []);
		expect(table?.columns.map(({ title }) => title)).toEqual([
			'TT',
			'Mã hồ sơ',
			'Mã nhiệm vụ',
			'Tên nhiệm vụ, nội dung hỗ trợ',
			'Tổ chức chủ trì',
			'Chủ nhiệm',
			'Thời gian thực hiện (tháng)',
			'Ngân sách nhà nước (đồng)',
			'Đối ứng (đồng)'
		]);
		const row = Object.fromEntries(
			(table?.columns ?? []).map(({ title }, at) => [title, table?.rows[0]?.[at] ?? ''])
		);
		expect(row).toMatchObject({ 'Mã nhiệm vụ': 'GL-DL-03', ...TERMS });
		const articles = articlesIn(paper);
		expect(tableIn(articles[0]?.blocks ?? [])).toBeUndefined();
		expect(JSON.stringify(articles)).toContain('lấy từ nguồn “Sự nghiệp” đã được giao năm 2026');
		const bases = paragraphsIn(paper.blocks);
		expect(bases[0]).toMatch(
			/^Căn cứ Quyết định số 996\/QĐ-TTg ngày 10 tháng 8 năm 2018 của Thủ tướng Chính phủ phê duyệt/
		);
		expect(bases[1]).toMatch(/^Căn cứ Thông tư số 20\/2023\/TT-BKHCN ngày 12 tháng 10 năm 2023 của/);
	});

	it('carries no member of the council in the bytes of decision, letters and papers', async () => {
		const { rows } = await world.database.owner.query<{ bytes: Buffer }>(
			`SELECT bytes FROM official_record WHERE kind IN ('decision', 'result_letter', 'receipt', 'invalid_notice')`
		);
		expect(rows.length).toBe(3);
		const { rows: members } = await world.database.owner.query<{ id: string; name: string; member: string }>(
			`SELECT p.id, p.full_name AS name, m.id AS member FROM council_member m JOIN person p ON p.id = m.person_id`
		);
		expect(members.length).toBe(10);
		for (const { bytes } of rows) {
			const text = bytes.toString('utf8');
			for (const { id, name, member } of members) {
				for (const trace of [id, name, member]) expect(text).not.toContain(trace);
			}
		}
	});

	it('is in each letter with the mean of the council and the amount, the others without an amount', async () => {
		const texts = (await recordsOf('result_letter')).map(({ content }) => JSON.stringify(content));
		expect(texts.every((text) => text.includes('Điểm trung bình của hội đồng'))).toBe(true);
		expect(texts.filter((text) => text.includes('Kinh phí hỗ trợ từ ngân sách nhà nước')).length).toBe(1);
	});

	it('opens a letter to its organisation and the office only, and the decision to everyone', async () => {
		const letters = await recordsOf('result_letter');
		const [a, b] = [await world.representative('A'), await world.representative('B')];
		const of = (key: string): string =>
			letters.find(({ applicationId }) => applicationId === world.cases[key]?.id)?.id ?? '';
		expect(said(await readRecord(a, of('A')))).toBe('ok');
		expect(said(await readRecord(a, of('B')))).toBe('not_found');
		expect(said(await readRecord(b, of('B')))).toBe('ok');
		expect(said(await readRecord(await contextOf(world, world.officer), of('A')))).toBe('ok');
		expect(said(await readRecord(await world.as('duy'), of('A')))).toBe('not_found');
		expect(said(await readRecord(visitor(), of('A')))).toBe('sign_in_needed');
		expect(said(await readRecord(visitor(), (await recordsOf('decision'))[0]?.id ?? ''))).toBe('ok');
		expect(said(await readRecord(a, 'not-an-id'))).toBe('not_found');
		const minutes = await world.app.db.read.records.ofCall(world.call.id, 'tally_minutes');
		expect(minutes.length).toBe(1);
		for (const ctx of [a, b]) expect(said(await readRecord(ctx, minutes[0]?.id ?? ''))).toBe('not_found');
		expect(said(await readRecord(await world.as('khai'), minutes[0]?.id ?? ''))).toBe('ok');
	});

	it('tells the applicant by the list of tasks, by mail and by the timeline', async () => {
		const a = await world.representative('A');
		const { waiting, held } = must(await readTasks(a));
		expect(waiting.map(({ kind }) => kind)).toEqual(['read_result']);
		expect(held).toEqual([]);
		const mails = await world.database.owner.query<{ body: string }>(
			`SELECT body FROM mail_message WHERE idempotency_key LIKE 'result:' || $1 || ':%'`,
			[world.cases['A']?.id]
		);
		const letter = (await recordsOf('result_letter')).find(
			({ applicationId }) => applicationId === world.cases['A']?.id
		);
		expect(mails.rows.length).toBeGreaterThan(0);
		for (const { body } of mails.rows) expect(body).toContain(`/van-ban/${letter?.id ?? ''}`);
		const lines = await world.app.db.read.timeline.of(world.cases['A']?.id ?? '', 'applicant');
		expect(lines.some(({ kind }) => kind.startsWith('result_'))).toBe(true);
		// The approved money is told now, and was not before.
		const approved = await world.database.owner.query<{ about: string }>(
			`SELECT DISTINCT split_part(idempotency_key, ':', 2) AS about FROM mail_message WHERE idempotency_key LIKE 'budget-approved:%'`
		);
		expect(approved.rows.map(({ about }) => about)).toContain(world.cases['A']?.id);
		expect(lines.map(({ kind }) => kind)).toContain('budget_approved');
	});

	it('is found by everyone among the published results, with and without accents', async () => {
		const [decision] = await recordsOf('decision');
		const host = (decision && decidedIn(decision)?.items[0]?.organisation) ?? '';
		expect(host).not.toBe('');
		const found = async (search: string): Promise<string[]> => {
			const listed = must(await listPublishedResults(visitor(), { search, page: 1, year: 2026 }));
			return listed.rows.map(({ organisation }) => organisation);
		};
		for (const search of ['', CODE.toLowerCase(), host, unaccented(host), '01/QĐ']) {
			expect([search, await found(search)]).toEqual([search, [host]]);
		}
		const none = must(await listPublishedResults(visitor(), { search: '100%_', page: 1, year: undefined }));
		expect(none.total).toBe(0);
	});

	it('prints as a whole PDF/A, the same bytes each time, from the stored content', async () => {
		for (const kind of ['decision', 'result_letter'] as const) {
			for (const record of await recordsOf(kind)) {
				expect(paperProblems(paperOf(record))).toEqual([]);
				const pdf = must(await world.app.typesetting.paper(record));
				expect(await checkPdf(pdf)).toEqual({ ok: true, value: undefined });
				expect(Buffer.from(must(await world.app.typesetting.paper(record))).equals(Buffer.from(pdf))).toBe(
					true
				);
			}
		}
		const [minutes] = await world.app.db.read.records.ofCall(world.call.id, 'tally_minutes');
		if (minutes === undefined) throw new Error('no minutes of the tally');
		expect(await checkPdf(must(await world.app.typesetting.paper(minutes)))).toEqual({
			ok: true,
			value: undefined
		});
	});

	it('stays as it was issued: the portal itself cannot change, unpublish or remove a record', async () => {
		const { app } = world.database;
		for (const attack of [
			`UPDATE official_record SET bytes = '\\x00'`,
			`UPDATE official_record SET published = false`,
			`UPDATE official_record SET number_text = '99/QĐ-SKHCN'`,
			'DELETE FROM official_record',
			'TRUNCATE official_record'
		]) {
			await expect(app.query(attack)).rejects.toThrow('permission denied for table official_record');
		}
	});

	it('shows a visitor nothing else that is kept, and not whether there is something', async () => {
		const { personId: issuedBy } = world.director;
		const applicationId = world.cases['A']?.id;
		const about = { callId: world.call.id, ...present({ applicationId }), content: {}, issuedBy };
		for (const kind of KEPT) {
			const kept = must(
				await arranged(world.chief, 'issue_result', { type: 'call', id: world.call.id }, async ({ tx }) =>
					ok(await tx.records.issue({ kind, ...about }, 'SKHCN'))
				)
			);
			expect([kind, said(await readRecord(visitor(), kept.id))]).toEqual([kind, 'sign_in_needed']);
			expect([kind, said(await readRecord(world.chief, kept.id))]).toEqual([kind, 'ok']);
		}
		for (const id of ['not-an-id', issuedBy])
			expect(said(await readRecord(visitor(), id))).toBe('sign_in_needed');
	});
});
