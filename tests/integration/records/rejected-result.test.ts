import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRejection } from '../../../src/lib/server/app/budgets/check-rejection.ts';
import { rejectAppraisal } from '../../../src/lib/server/app/budgets/decide-rejection.ts';
import { proposeRejection } from '../../../src/lib/server/app/budgets/propose-rejection.ts';
import { issueResult } from '../../../src/lib/server/app/records/issue-result.ts';
import { listPublishedResults } from '../../../src/lib/server/app/records/published-results.ts';
import { readCallResult } from '../../../src/lib/server/app/records/read-call-result.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { checkPdf } from '../../../src/lib/server/scan/check-pdf.ts';
import { must } from '../scoring/scoring-world.ts';
import { CODE, openResultWorld } from './result-world.ts';
import type { ResultWorld } from './result-world.ts';
import { decidedIn, paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import { articlesIn } from '../../support/paper-blocks.ts';

const REASON = 'Nguồn đối ứng không được chứng minh.';
let world: ResultWorld;
beforeAll(async () => {
	world = await openResultWorld();
	const { rows } = await world.database.owner.query<{ id: string; version: number }>(
		'SELECT id, version FROM appraisal'
	);
	const [{ id: appraisalId, version } = { id: '', version: 0 }] = rows;
	must(await proposeRejection(world.clerk, { appraisalId, version, reason: REASON }));
	must(await checkRejection(world.head, { appraisalId, version: version + 1 }));
	must(await rejectAppraisal(world.chief, { appraisalId, version: version + 2, reason: '' }));
}, 180_000);
afterAll(() => world.close());

const visitor = (): Context => ({ ...world.chief, actor: { kind: 'visitor' } });

describe('the result of a call whose chosen case got no money', () => {
	it('is ready to be issued, and shows the reason to the office', async () => {
		const view = must(await readCallResult(world.chief, CODE));
		expect(view).toMatchObject({ stage: 'ready', supported: 0, total: 0n });
		const line = view.lines.find(({ state }) => state === 'rejected');
		expect(line).toMatchObject({ reason: REASON, approved: null, unfinished: false });
		expect(view.lines.filter(({ reason }) => reason !== '').length).toBe(1);
	});

	it('says so in the decision without the reason, and in the letter with it, for no one else', async () => {
		const version = (await world.app.db.read.calls.findByCode(CODE))?.version ?? 0;
		must(await issueResult(world.chief, { callCode: CODE, version }));
		const [decision] = await world.app.db.read.records.ofCall(world.call.id, 'decision');
		if (decision === undefined) throw new Error('no decision');
		expect(decidedIn(decision)?.items).toEqual([]);
		expect(decidedIn(decision)?.rejected.length).toBe(1);
		const paper = paperOf(decision);
		expect(articlesIn(paper).length).toBe(4);
		expect(paper.recipients[0]).toBe('Như Điều 4;');
		expect(JSON.stringify(decision.content)).toContain('Không phê duyệt kinh phí đối với 1 hồ sơ');
		expect(JSON.stringify(decision.content)).not.toContain(REASON);
		expect(await checkPdf(must(await world.app.typesetting.paper(decision)))).toEqual({
			ok: true,
			value: undefined
		});

		const letters = await world.app.db.read.records.ofCall(world.call.id, 'result_letter');
		const texts = letters.map((letter) => JSON.stringify(letter.content));
		expect(texts.filter((text) => text.includes(`Lý do: ${REASON}`)).length).toBe(1);
		expect(texts.filter((text) => text.includes('không được phê duyệt kinh phí')).length).toBe(1);
	});

	it('is on the public list without an amount, and never among the supported', async () => {
		const question = { search: '', page: 1, year: undefined };
		const listed = must(await listPublishedResults(visitor(), question));
		expect(listed.rows.map(({ approved }) => approved)).toEqual([null]);
		expect(JSON.stringify(listed.rows.map(({ title }) => title))).not.toContain(REASON);
		const supported = must(await listPublishedResults(visitor(), { ...question, supportedOnly: true }));
		expect(supported.total).toBe(0);
	});
});
