import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../../src/lib/domain/shared/result.ts';
import { appraisalCase } from '../../../src/lib/server/app/cases/budgets/appraisal-case.ts';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import type { App } from '../../../src/lib/server/app/ports.ts';
import { issueBudgetAnnex } from '../../../src/lib/server/app/records/issue-budget-annex.ts';
import { paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import type { RecordRow } from '../../../src/lib/server/app/records/ports.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { openTypesetting } from '../../../src/lib/server/render/typesetting.ts';
import { dongInWords } from '../../../src/lib/i18n/formats/amount-in-words.ts';
import { formatDong, formatDongFigure } from '../../../src/lib/i18n/formats/figures.ts';
import { arranged } from '../../support/arranged.ts';
import { factsIn, paragraphsIn, signaturesIn, tableIn, under } from '../../support/paper-blocks.ts';
import { approveAppraisal, prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { contextOf, insertPerson } from '../intake/world.ts';
import { outsideMargins, plainText, readPaper } from '../render/read-paper.ts';
import { decidedCase, hashOf, must, openBudgetWorld, refusalOf } from './budget-world.ts';
import type { BudgetWorld } from './budget-world.ts';

const CODE = 'GL-DL-05';
let world: BudgetWorld;
beforeAll(async () => {
	world = await openBudgetWorld(900_000_000_000n);
});
afterAll(() => world.close());

/** A case that waits for its approval. */
async function verified() {
	const made = await decidedCase(world, CODE);
	const input = { appraisalId: made.appraisalId, seenHash: await hashOf(world, made.appraisalId) };
	must(await prepareAppraisal(world.as.officer, input));
	must(await verifyAppraisal(world.as.head, input));
	return { ...made, input };
}

async function annexesOf(applicationId: string): Promise<readonly RecordRow[]> {
	const all = await world.app.db.read.records.ofCall(world.call.id, 'appraisal_annex');
	return all.filter((record) => record.applicationId === applicationId);
}

const visitor = (): Context => ({ ...world.as.director, actor: { kind: 'visitor' } });

describe('the annex of an approved budget', () => {
	it('says the figures that were signed, who signed them, and the words of the total', async () => {
		const { input, applicationId, appraisalId } = await verified();
		expect(await annexesOf(applicationId)).toEqual([]);
		must(await approveAppraisal(world.as.director, input));
		const [annex] = await annexesOf(applicationId);
		if (annex === undefined) throw new Error('no annex');
		// The definition gives it no series.
		expect(annex.numberText).toBeNull();
		const { figures, hash, code } = must(await readAppraisal(world.as.officer, appraisalId));
		expect(hash).toBe(input.seenHash);
		const paper = paperOf(annex);
		const { requested, appraised, delta } = figures.totals;
		const lines = tableIn(under(paper, 'I. Dự toán chi tiết'));
		const sums = [requested.total, appraised.total, delta.total].map((sum) => formatDongFigure(sum, 'vi'));
		expect(lines?.total).toEqual(['', 'Tổng cộng', '', '', ...sums, '']);
		const shown = lines?.rows.filter(([place]) => place?.includes('.')).map((row) => [row[1], row[5]]);
		expect(shown?.length).toBe(figures.rows.length);
		for (const { requested: asked, appraised: given } of figures.rows) {
			const content = (given ?? asked)?.content;
			expect(shown).toContainEqual([content, formatDongFigure(given?.amount ?? 0n, 'vi')]);
		}
		expect(tableIn(under(paper, 'II. Tổng hợp theo khoản mục'))?.total.slice(2)).toEqual(
			[requested.total, appraised.total, appraised.state, appraised.own].map((sum) =>
				formatDongFigure(sum, 'vi')
			)
		);
		expect(paragraphsIn(under(paper, 'III. Kết luận'))[0]).toBe(
			`Ngân sách nhà nước: ${formatDong(appraised.state, 'vi')} (Bằng chữ: ${dongInWords(appraised.state)}).`
		);
		expect(signaturesIn(paper).map(({ title, name }) => [title, name])).toEqual([
			['NGƯỜI LẬP', 'Lê Thị Hồng Vân'],
			['NGƯỜI KIỂM TRA', 'Trịnh Công Danh'],
			['NGƯỜI PHÊ DUYỆT', 'Giám đốc Sở']
		]);
		expect(paper.title.subject).toContain(code);
		expect(factsIn(paper.blocks).map(({ label }) => label)).toEqual([
			'Nội dung:',
			'Tổ chức chủ trì:',
			'Đợt:'
		]);

		const printed = await readPaper(must(await world.app.typesetting.paper(annex)));
		expect(outsideMargins(printed)).toEqual([]);
		expect(plainText(printed)).toContain('phụlục');
		for (const sum of sums) expect(plainText(printed)).toContain(sum);
	});

	it('is issued once, by the approval, and stands in its audit entry', async () => {
		const { input, applicationId, appraisalId } = await verified();
		must(await approveAppraisal(world.as.director, input));
		must(await approveAppraisal(world.as.director, input));
		const issued = await annexesOf(applicationId);
		expect(issued.length).toBe(1);
		const { rows } = await world.database.owner.query<{ annex: string | null; kind: string }>(
			`SELECT d.content -> 'after' ->> 'annex' AS annex, d.content -> 'after' ->> 'kind' AS kind
			 FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.object_id = $1 AND e.action = 'sign_appraisal' AND e.outcome = 'done' ORDER BY e.at`,
			[appraisalId]
		);
		expect(rows.filter(({ kind }) => kind !== '').map(({ kind, annex }) => [kind, annex])).toEqual([
			['prepared', null],
			['verified', null],
			['approved', issued[0]?.id]
		]);
	});

	it('is read by who reads the appraisal, and found on its page', async () => {
		const { input, applicationId, appraisalId, ctx } = await verified();
		expect(must(await readAppraisal(world.as.head, appraisalId)).annex).toBeNull();
		must(await approveAppraisal(world.as.director, input));
		const id = (await annexesOf(applicationId))[0]?.id ?? '';
		const science = await contextOf(
			world,
			await insertPerson(world, 'Nguyễn Thị Kim Chi', {
				grants: [{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' }]
			})
		);
		const measurement = await contextOf(
			world,
			await insertPerson(world, 'Siu Thảo', {
				grants: [{ role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' }]
			})
		);
		for (const reader of [world.as.officer, world.as.head, world.as.director, science])
			expect(refusalOf(await readRecord(reader, id))).toBe('no refusal');
		for (const other of [ctx, measurement]) expect(refusalOf(await readRecord(other, id))).toBe('not_found');
		expect(refusalOf(await readRecord(visitor(), id))).toBe('sign_in_needed');
		expect(must(await readAppraisal(world.as.head, appraisalId)).annex?.id).toBe(id);
	});

	it('keeps the approval back when it cannot be printed: no money is committed, no state changes', async () => {
		const { input, applicationId, appraisalId } = await verified();
		const hurried = openTypesetting('https://chuan.test', 0);
		const app: App = { ...world.app, typesetting: hurried };
		expect(refusalOf(await approveAppraisal({ ...world.as.director, app }, input))).toBe(
			'paper_cannot_print'
		);
		await hurried.close();
		expect(await annexesOf(applicationId)).toEqual([]);
		const { rows } = await world.database.owner.query<{ state: string; appraisal: string; posted: number }>(
			`SELECT a.state, p.state AS appraisal, (SELECT count(*)::int FROM posting WHERE application_id = a.id) AS posted
			 FROM application a JOIN appraisal p ON p.application_id = a.id WHERE p.id = $1`,
			[appraisalId]
		);
		expect(rows).toEqual([{ state: 'in_appraisal', appraisal: 'verified', posted: 0 }]);
		must(await approveAppraisal(world.as.director, input));
	});

	it('is not issued where the definition does not name it', async () => {
		const { applicationId, appraisalId } = await verified();
		const { actor } = world.as.director;
		if (actor.kind !== 'person') throw new Error('nobody');
		const issued = await arranged(
			world.as.director,
			'issue_result',
			{ type: 'appraisal', id: appraisalId },
			async ({ tx }) => {
				const found = await appraisalCase(tx, appraisalId);
				if (found === undefined) throw new Error('no appraisal');
				const document = { ...found.definition.document, documents: [] };
				const definition = { ...found.definition, document };
				return ok((await issueBudgetAnnex(tx, { ...found, definition }, actor)) ?? null);
			}
		);
		expect(must(issued)).toBeNull();
		expect(await annexesOf(applicationId)).toEqual([]);
	});
});
