import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeInGroups, codeOfHash } from '#lib/domain/shared/short-code.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { receiptContent } from '#lib/contracts/records/receipt-content.ts';
import { replaceApplication } from '#lib/server/app/applications/replace-application.ts';
import { submitApplication } from '#lib/server/app/applications/submit-application.ts';
import { withdrawApplication } from '#lib/server/app/applications/withdraw-application.ts';
import { printForm } from '#lib/server/app/prints/print-form.ts';
import { markOfPage } from '#lib/domain/prints/print-code.ts';
import { checkPaper } from '#lib/server/app/records/check-paper.ts';
import { makeDueFiles } from '#lib/server/app/records/make-record-file.ts';
import { readRecord } from '#lib/server/app/records/read-record.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { receiptMark } from '#lib/server/app/records/receipt-paper.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { arranged } from '../../support/arranged.ts';
import {
	ALL_DECLARED,
	openApplicationWorld,
	versionOf,
	wholeDraft
} from '../applications/application-world.ts';
import type { ApplicationWorld } from '../applications/application-world.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import { must } from '../applications/filled-dossier.ts';
import { oldContents } from '../render/old-samples.ts';

let world: ApplicationWorld;
let visitor: Context;
let id: string;
beforeAll(async () => {
	world = await openApplicationWorld();
	id = await wholeDraft(world);
	visitor = { app: world.app, actor: { kind: 'visitor' }, requestId: 'r', locale: 'vi' };
}, 120_000);
afterAll(() => world.close());

const check = async (text: string) => must(await checkPaper(visitor, text)).findings;

async function issue(paragraph: string, published: boolean): Promise<RecordRow> {
	const director = await insertPerson(world, 'Trần Quốc Dũng', { grants: [{ role: 'director' }] });
	const content = { ...oldContents['chuan.letter/1'], paragraphs: [paragraph] };
	const issued = await arranged(
		await contextOf(world, director),
		'issue_result',
		{ type: 'record', id: '' },
		async ({ tx }) =>
			ok(
				await tx.records.issue(
					{
						kind: 'result_letter',
						series: 'TB',
						content: JSON.parse(JSON.stringify(content)) as RecordRow['content'],
						published,
						issuedBy: director.personId
					},
					'SKHCN'
				)
			)
	);
	return must(issued);
}

describe('an issued paper', () => {
	it('is genuine by its code as people type it, by the address in its QR code, and by its files', async () => {
		const paper = await issue('Kết quả: được phê duyệt.', false);
		await makeDueFiles(world.app);
		const { rows } = await world.database.owner.query<{ sha256: string }>(
			'SELECT sha256 FROM record_file WHERE record_id = $1',
			[paper.id]
		);
		expect(rows).toHaveLength(2);
		const code = codeOfHash(paper.hash);
		for (const text of [
			code,
			` ${codeInGroups(code).toLowerCase()}`,
			`https://chuan.test/kiem-tra?ma=${code}`,
			`https://chuan.test/en/kiem-tra?x=1&ma=${code}#a`,
			paper.hash,
			...rows.map(({ sha256 }) => sha256.toUpperCase())
		])
			expect(await check(text), text).toEqual([
				{
					kind: 'result_letter',
					number: paper.numberText,
					issuedAt: paper.issuedAt,
					standing: 'issued',
					// Whom it concerns and what it says is told to nobody who only holds a code.
					publishedId: null
				}
			]);
	});

	it('leads to its text where everybody may read it', async () => {
		const paper = await issue('Công bố.', true);
		expect(await check(codeOfHash(paper.hash))).toMatchObject([{ publishedId: paper.id }]);
	});

	it('is not found by what was never issued, and a slip is told', async () => {
		const code = codeOfHash((await issue('Một.', false)).hash);
		expect(await check('0'.repeat(64))).toEqual([]);
		expect(await check(codeOfHash('f'.repeat(64)))).toEqual([]);
		const slip = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
		for (const text of [slip, '', 'x', code.slice(1), `${code}0`, 'a'.repeat(63), '%', "' OR 1=1"])
			expect(said(await checkPaper(visitor, text)), text).toEqual('paper_code_wrong');
	});
});

describe('a form printed to be signed', () => {
	it('is known by its code and by the mark of a page, and nothing is said of whose it is', async () => {
		must(await printForm(world.editor, { id, form: 'request' }));
		const { rows } = await world.database.owner.query<{ code: string; printed_at: Date }>(
			'SELECT code, printed_at FROM printed_form WHERE application_id = $1',
			[id]
		);
		const [print] = rows;
		for (const text of [codeInGroups(print?.code ?? ''), markOfPage(print?.code ?? '', 2)])
			expect(await check(text)).toEqual([
				{ kind: 'printed_form', printedAt: print?.printed_at, draft: false }
			]);
	});
});

describe('a receipt', () => {
	it('is in force, replaced by a later submission, and ended with its dossier', async () => {
		const submit = async () =>
			must(
				await submitApplication(world.representative, {
					id,
					version: await versionOf(world, id),
					declarations: ALL_DECLARED
				})
			).receiptId;
		const receipt = async (receiptId: string) => must(await readRecord(world.representative, receiptId));
		const first = await receipt(await submit());
		const content = receiptContent.parse(first.content);
		const asked = [codeOfHash(first.hash), receiptMark(content), content.contentHash];
		for (const text of asked)
			expect(await check(text), text).toEqual([
				{ kind: 'receipt', number: '', issuedAt: first.issuedAt, standing: 'in_force', publishedId: null }
			]);

		must(await replaceApplication(world.representative, { id, version: await versionOf(world, id) }));
		expect(await check(asked[0] ?? '')).toMatchObject([{ standing: 'in_force' }]);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 60');
		const second = await receipt(await submit());
		for (const text of asked) expect(await check(text), text).toMatchObject([{ standing: 'replaced' }]);
		expect(await check(codeOfHash(second.hash))).toMatchObject([{ standing: 'in_force' }]);

		must(
			await withdrawApplication(world.representative, {
				id,
				version: await versionOf(world, id)
			})
		);
		expect(await check(codeOfHash(second.hash))).toMatchObject([{ standing: 'ended' }]);
	});
});
