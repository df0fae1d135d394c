import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAppraisal } from '../../../src/lib/server/app/budgets/read-appraisal.ts';
import { APPRAISAL_PAPERS } from '../../../src/lib/domain/papers/appraisal-papers.ts';
import { paperProblems } from '../../../src/lib/domain/papers/paper-problems.ts';
import type { Paper } from '../../../src/lib/domain/papers/paper.ts';
import { ok } from '../../../src/lib/domain/shared/result.ts';
import { dongInWords } from '../../../src/lib/i18n/formats/amount-in-words.ts';
import { formatDong } from '../../../src/lib/i18n/formats/figures.ts';
import { drawAppraisalPaper } from '../../../src/lib/server/app/records/appraisal-papers/draw-appraisal-paper.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { listIn, signaturesIn, tableIn, under } from '../../support/paper-blocks.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import { outsideMargins, overlapping, readPaper } from '../render/read-paper.ts';
import { must, openBudgetWorld } from './budget-world.ts';
import { submittedCase } from './kept-revision.ts';
import type { BudgetWorld } from './budget-world.ts';

const CODE = 'GL-DL-05';
let world: BudgetWorld;
let id: string;
let code: string;
beforeAll(async () => {
	world = await openBudgetWorld(900_000_000_000n);
	id = (await submittedCase(world, CODE)).appraisalId;
	const appraisal = must(await readAppraisal(world.as.officer, id));
	code = appraisal.code;
}, 120_000);
afterAll(() => world.close());

async function draw(paper: string): Promise<Paper> {
	const drawn: Paper[] = [];
	const { app } = world.as.officer;
	const ctx: Context = {
		...world.as.officer,
		app: {
			...app,
			typesetting: {
				...app.typesetting,
				draft: (made) => {
					drawn.push(made);
					return Promise.resolve(ok(new Uint8Array([1])));
				}
			}
		}
	};
	must(await drawAppraisalPaper(ctx, { id, paper, format: 'pdf' }));
	const [made] = drawn;
	if (made === undefined) throw new Error(paper);
	expect(paperProblems(made)).toEqual([]);
	return made;
}

describe('papers of an appraisal', () => {
	it('are drawn for who reads the appraisal, of nothing that is not there', async () => {
		const ask = (ctx: Context, more: object = {}) =>
			drawAppraisalPaper(ctx, { id, paper: 'minutes', format: 'pdf', ...more });
		const stranger = await contextOf(world, await insertPerson(world, 'Người Lạ', { grants: [] }));
		expect(said(await ask(stranger))).toBe('not_found');
		expect(said(await ask({ ...world.as.officer, actor: { kind: 'visitor' } }))).toBe('sign_in_needed');
		for (const wrong of [{ paper: 'letter' }, { id: 'x' }, { id: '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f' }])
			expect(said(await ask(world.as.officer, wrong)), JSON.stringify(wrong)).toBe('not_found');
	});

	it('say the figures of the appraisal, in figures and words', async () => {
		const { figures } = must(await readAppraisal(world.as.officer, id));
		const { state } = figures.totals.appraised;
		const money = `Kinh phí từ ngân sách nhà nước: ${formatDong(state, 'vi')} (Bằng chữ: ${dongInWords(state)})`;
		const minutes = await draw('minutes');
		expect(listIn(under(minutes, 'IV. Kết luận'))[0]).toContain(money);
		expect(minutes.annexes).toHaveLength(1);
		expect(signaturesIn(minutes).map(({ title }) => title)).toEqual(['THƯ KÝ', 'TỔ TRƯỞNG']);
		const changed = figures.rows.filter(({ delta }) => delta !== 0n);
		const explained = tableIn((await draw('explanation')).blocks);
		expect(explained?.rows.length).toBeGreaterThanOrEqual(changed.length);
		expect(explained?.rows.every((row) => row.at(-1) === '')).toBe(true);
	});

	it('submit the five matters to the director, signed by the head of the unit', async () => {
		const paper = await draw('submission');
		const matters = listIn(paper.blocks).join('\n');
		for (const matter of [
			code,
			'Tổ chức chủ trì:',
			'Chủ nhiệm: Rơ Châm Hơ̆n',
			'Thời gian thực hiện: 24 tháng',
			'Nguồn kinh phí:'
		])
			expect(matters).toContain(matter);
		expect(paper.head?.number).toBe('……/TTr-SKHCN');
		expect(signaturesIn(paper)).toEqual([{ onBehalf: [], title: 'TRƯỞNG PHÒNG', hint: '', name: '' }]);
	});

	it('are set inside the margins, and as DOCX', async () => {
		for (const paper of APPRAISAL_PAPERS) {
			const pdf = must(await drawAppraisalPaper(world.as.officer, { id, paper, format: 'pdf' }));
			const read = await readPaper(pdf.file);
			expect(outsideMargins(read), paper).toEqual([]);
			expect(overlapping(read), paper).toEqual([]);
			const docx = must(await drawAppraisalPaper(world.as.officer, { id, paper, format: 'docx' }));
			expect(Buffer.from(docx.file.subarray(0, 2)).toString()).toBe('PK');
		}
	}, 120_000);
});
