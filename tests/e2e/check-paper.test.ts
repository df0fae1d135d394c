import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeInGroups, codeOfHash } from '#lib/domain/shared/short-code.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { RecordRow } from '#lib/server/app/records/ports.ts';
import { arranged } from '../support/arranged.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import { oldContents } from '../integration/render/old-samples.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';
import { open, says } from './walks.ts';

/** Somebody who holds a paper learns whether it is genuine, without an account. */

let stage: Stage;
let paper: RecordRow;

beforeAll(async () => {
	stage = await openStage();
	const director = await stage.enrol('director', {
		fullName: 'Trần Quốc Dũng',
		grants: [{ role: 'director', scope: { type: 'all' } }]
	});
	paper = must(
		await arranged(await stage.as(director), 'issue_result', { type: 'record', id: '' }, async ({ tx }) =>
			ok(
				await tx.records.issue(
					{
						kind: 'result_letter',
						series: 'TB',
						content: JSON.parse(JSON.stringify(oldContents['chuan.letter/1'])) as RecordRow['content'],
						published: true,
						issuedBy: director.personId
					},
					'SKHCN'
				)
			)
		)
	);
});
afterAll(() => stage.close());

it('finds a paper by its code and by its file, which stays on the device; a slip stands at its box', async () => {
	const page = await stage.window({ width: 360 });
	await open(page, '/kiem-tra');
	const box = page.locator('[name=ma]');
	const code = codeInGroups(codeOfHash(paper.hash));
	await box.fill(`${code.slice(0, -1)}U`);
	await page.keyboard.press('Enter');
	await says(page, 'Mã này không đúng');
	expect(await box.inputValue()).toBe(`${code.slice(0, -1)}U`);
	await box.fill(code.toLowerCase());
	await page.keyboard.press('Enter');
	await says(page, 'Văn bản do cơ quan ban hành qua cổng này');
	await says(page, paper.numberText ?? '');

	await page.screenshot({ path: '/tmp/kt1.png', fullPage: true });
	let file = Buffer.alloc(0);
	await expect
		.poll(async () => {
			const answer = await fetch(`${stage.origin}/van-ban/${paper.id}/pdf`);
			if (answer.ok) file = Buffer.from(await answer.arrayBuffer());
			return answer.status;
		})
		.toBe(200);
	const posted: string[] = [];
	page.on('request', (request) => {
		if (request.method() !== 'GET') posted.push(request.url());
	});
	const chosen = page.locator('input[type=file]');
	const other = Buffer.concat([file, Buffer.from(' ')]);
	await chosen.setInputFiles({ name: 'in-lai.pdf', mimeType: 'application/pdf', buffer: other });
	await says(page, 'Cổng không nhận ra tệp này');
	await chosen.setInputFiles({ name: 'thong-bao.pdf', mimeType: 'application/pdf', buffer: file });
	await says(page, 'Đã ban hành');
	expect(posted).toEqual([]);
	await page.getByRole('link', { name: 'Đọc văn bản' }).click();
	await page.waitForURL(`**/van-ban/${paper.id}`);
	await page.context().close();
});

it('works without scripts, and in English', async () => {
	const page = await stage.window({ scripts: false });
	await open(page, `/en/kiem-tra?ma=${codeOfHash(paper.hash)}`);
	await says(page, 'Issued by the office through this portal');
	expect(await page.locator('input[type=file]').count()).toBe(0);
	await page.screenshot({ path: '/tmp/kt2.png', fullPage: true });
	await page.context().close();
});
