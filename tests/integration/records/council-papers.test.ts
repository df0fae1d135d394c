import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COUNCIL_PAPERS } from '../../../src/lib/domain/papers/council-papers.ts';
import { paperProblems } from '../../../src/lib/domain/papers/paper-problems.ts';
import type { Paper } from '../../../src/lib/domain/papers/paper.ts';
import { ok } from '../../../src/lib/domain/shared/result.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import { drawCouncilPaper } from '../../../src/lib/server/app/records/council-papers/draw-council-paper.ts';
import type { AskedPaper } from '../../../src/lib/server/app/records/council-papers/draw-council-paper.ts';
import { readCouncilPapers } from '../../../src/lib/server/app/records/council-papers/read-council-papers.ts';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { factsIn, listIn, signaturesIn, tableIn, under } from '../../support/paper-blocks.ts';
import { contextOf, said } from '../intake/world.ts';
import { attend, elect, must, openScoringWorld, score, TASK_SEATS } from '../scoring/scoring-world.ts';
import type { ScoringWorld } from '../scoring/scoring-world.ts';

const LOT = 'GL-DL-06';
const CALL = 'TASK-2026-2';
const VOTERS = ['khai', 'hanh', 'duy', 'yblang', 'lan', 'tuan'] as const;

let world: ScoringWorld;
let officer: Context;
const drawnPapers: Paper[] = [];

beforeAll(async () => {
	world = await openScoringWorld({
		programme: 'task',
		code: CALL,
		envelope: 3_000_000_000n,
		seats: TASK_SEATS,
		silent: ['huong'],
		applicants: [
			{
				key: 'hydro',
				name: 'Công ty CP Thủy điện Ia Ly Hạ',
				taxCode: '5999908230',
				lot: LOT,
				asks: 850_000_000n
			}
		]
	});
	const ctx = await contextOf(world, world.officer);
	// What is set is looked at as blocks; the files themselves are read at the end.
	const { typesetting } = world.app;
	officer = {
		...ctx,
		app: {
			...ctx.app,
			typesetting: {
				...typesetting,
				draft: (paper) => {
					drawnPapers.push(paper);
					return Promise.resolve(ok(new Uint8Array([1])));
				}
			}
		}
	};
}, 120_000);
afterAll(() => world.close());

const asked = (paper: string, more: Partial<AskedPaper> = {}): AskedPaper => ({
	callCode: CALL,
	paper,
	lotId: world.call.lots[LOT],
	applicationId: world.cases['hydro']?.id,
	format: 'pdf',
	...more
});

async function draw(paper: string): Promise<Paper> {
	must(await drawCouncilPaper(officer, asked(paper)));
	const last = drawnPapers.at(-1);
	if (last === undefined) throw new Error(paper);
	expect(paperProblems(last)).toEqual([]);
	return last;
}

describe('papers of a council', () => {
	it('are drawn for the officer of the programme, for nobody else, of nothing that is not there', async () => {
		for (const key of ['khai', 'lan'])
			expect(said(await drawCouncilPaper(await world.as(key), asked('establishment')))).toBe('not_found');
		for (const wrong of [
			asked('letter'),
			asked('establishment', { callCode: 'TASK-2026-9' }),
			asked('establishment', { stage: 'screening' }),
			asked('ballot', { applicationId: undefined }),
			asked('minutes', { lotId: undefined, applicationId: undefined }),
			asked('ballot', { applicationId: 'x' }),
			asked('invitation', { lotId: 'x', applicationId: undefined })
		])
			expect(said(await drawCouncilPaper(officer, wrong)), JSON.stringify(wrong)).toBe('not_found');
	});

	it('offer the tasks and dossiers, and name the texts that nobody checked', async () => {
		const view = must(await readCouncilPapers(officer, { callCode: CALL }));
		expect(view.lots.map(({ code, closed, cases }) => [code, closed, cases.length])).toEqual([
			[LOT, false, 1]
		]);
		expect(view.unverified).toContain('TT 20/2023/TT-BKHCN');
		expect(said(await readCouncilPapers(await world.as('khai'), { callCode: CALL }))).toBe('not_found');
	});

	it('are of the first task or dossier where none is named', async () => {
		for (const paper of ['invitation', 'ballot'])
			expect(
				said(await drawCouncilPaper(officer, asked(paper, { lotId: undefined, applicationId: undefined })))
			).toBe('ok');
	});

	it('establish the council with its members and bases', async () => {
		const paper = await draw('establishment');
		expect(paper.head?.number).toBe('……/QĐ-SKHCN');
		expect(paper.head?.day).toMatch(/^ngày …… tháng …… năm \d{4}$/);
		const text = JSON.stringify(paper);
		expect(text).toContain('Căn cứ Thông tư số 20/2023/TT-BKHCN ngày 12 tháng 10 năm 2023');
		expect(text).toContain('Nguyễn Văn Khải');
		expect(text).toContain('Theo đề nghị của Trưởng Phòng Quản lý khoa học.');
		expect(signaturesIn(paper)).toEqual([{ onBehalf: [], title: 'GIÁM ĐỐC', hint: '', name: '' }]);
	});

	it('invite whoever judges to the hour and place, in the order of the meeting', async () => {
		const paper = await draw('invitation');
		const facts = factsIn(paper.blocks);
		expect(facts.map(({ label }) => label)).toEqual(['Chủ trì:', 'Thời gian:', 'Địa điểm:']);
		expect(facts[0]?.text).toContain('Nguyễn Văn Khải');
		expect(listIn(under(paper, 'Nội dung phiên họp')).join(' ')).toContain('bầu ban kiểm phiếu 3 người');
		expect(tableIn(under(paper, 'Hồ sơ đưa ra Hội đồng'))?.rows).toHaveLength(1);
	});

	it('leave each mark of the rubric to the pen, with its maximum', async () => {
		const table = tableIn(under(await draw('ballot'), 'I. Đánh giá'));
		expect(table?.columns.map(({ title }) => title)).toEqual([
			'TT',
			'Tiêu chí đánh giá',
			'Mức đánh giá (4, 3, 2, 1, 0)',
			'Hệ số',
			'Điểm tối đa',
			'Điểm đánh giá'
		]);
		expect(table?.total[4]).toBe('100');
		expect(table?.rows.every((row) => row[5] === '')).toBe(true);
		await draw('remarks');
		await draw('questions');
		await draw('authorisation');
		await draw('undertaking');
		expect((await draw('fees')).landscape).toBe(true);
	});

	it('tell of a meeting only once it is closed, with what was counted and concluded', async () => {
		expect(said(await drawCouncilPaper(officer, asked('minutes')))).toBe('session_not_closed');
		expect(said(await drawCouncilPaper(officer, asked('explanation')))).toBe('session_not_closed');
		const huong = await world.as('huong');
		must(await signUndertaking(huong, { councilId: world.councilId }));
		const declarations = Object.values(world.cases).map(({ id }) => ({
			applicationId: id,
			kind: 'none' as const,
			ground: '',
			note: ''
		}));
		must(await declareConflicts(huong, { councilId: world.councilId, declarations }));
		await attend(world, 'lan', LOT, VOTERS);
		const lotId = world.call.lots[LOT] ?? '';
		const version = async (): Promise<number> => (await world.session(LOT)).version;
		must(await openSession(await world.as('lan'), { lotId, version: await version() }));
		for (const key of VOTERS) await score(world, key, 'hydro', 80);
		await elect(world, 'lan', LOT, ['duy', 'yblang', 'tuan']);
		must(await tallySession(await world.as('lan'), { lotId, version: await version() }));
		const conclusion = 'Hội đồng kiến nghị giao chủ trì.\nBổ sung phương án đối ứng.';
		must(await closeSession(await world.as('khai'), { lotId, version: await version(), conclusion }));

		const minutes = await draw('minutes');
		expect(tableIn(under(minutes, 'III. Kết quả đánh giá'))?.rows[0]?.[0]).toBe('1');
		expect(JSON.stringify(under(minutes, 'IV. Kết luận và kiến nghị của Hội đồng'))).toContain(
			'Bổ sung phương án đối ứng.'
		);
		expect(signaturesIn(minutes).map(({ title }) => title)).toEqual(['THƯ KÝ KHOA HỌC', 'CHỦ TỊCH HỘI ĐỒNG']);
		const explained = await draw('explanation');
		expect(tableIn(explained.blocks)?.rows.map((row) => row[1])).toEqual(conclusion.split('\n'));
	}, 120_000);

	it('are set as PDF and as DOCX', async () => {
		const ctx = await contextOf(world, world.officer);
		for (const paper of Object.keys(COUNCIL_PAPERS)) {
			const pdf = must(await drawCouncilPaper(ctx, asked(paper)));
			expect(Buffer.from(pdf.file.subarray(0, 4)).toString(), paper).toBe('%PDF');
			const docx = must(await drawCouncilPaper(ctx, asked(paper, { format: 'docx' })));
			expect(Buffer.from(docx.file.subarray(0, 2)).toString(), paper).toBe('PK');
			expect(docx.fileName).toMatch(/^[A-Za-z0-9-]+\.docx$/);
		}
	}, 120_000);
});
