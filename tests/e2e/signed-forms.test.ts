import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScans } from '#lib/server/app/prints/read-scans.ts';
import { scanOf } from '../support/scan-paper.ts';
import { openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { open } from './walks.ts';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let applicant: MapApplicant;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	applicant = await openMapApplicant(stage, []);
});
afterAll(() => stage.close());

describe('a form that is printed, signed and brought back', () => {
	it('is printed from the page of all answers, on a telephone', async () => {
		const page = await stage.signedIn(applicant.rep, 360);
		const home = `/ho-so/${applicant.applicationId}`;
		await open(page, `${home}/nop`);
		await page.getByRole('link', { name: say('applications_preview_open') }).click();
		await page.getByRole('heading', { level: 1, name: say('applications_preview_title') }).waitFor();
		const title = 'Phiếu khảo sát, tự đánh giá thực trạng đo lường';
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: title }).click()
		]);
		expect(download.suggestedFilename()).toMatch(/^phieu-khao-sat(-[a-z0-9-]+)?\.pdf$/);
		const printed = await readFile(await download.path());
		expect(printed.subarray(0, 5).toString()).toBe('%PDF-');

		await open(page, `${home}/tai-lieu`);
		await page
			.locator('#muc-survey_form')
			.locator('input[type=file]')
			.first()
			.setInputFiles({
				name: 'ban-ky.pdf',
				mimeType: 'application/pdf',
				buffer: Buffer.from(await scanOf(printed, { dpi: 150, askew: 2, upsideDown: true }))
			});
		await page
			.locator('#muc-survey_form')
			.getByText(say('documents_scan_waiting'))
			.waitFor({ timeout: 60_000 });
		expect(await readScans(stage.app)).toBe(1);
		await page
			.locator('#muc-survey_form')
			.getByText(/Nội dung in khớp với nội dung đang có/)
			.waitFor({ timeout: 60_000 });
	}, 180_000);

	it('is printed by a browser without scripts', async () => {
		const page = await stage.window({ width: 360, scripts: false });
		const { token } = await stage.app.sessions.create(applicant.rep.accountId);
		await page.context().addCookies([{ name: 'chuan_session', value: token, url: stage.origin }]);
		await open(page, `/ho-so/${applicant.applicationId}/xem`);
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'Đơn đề nghị hỗ trợ' }).click()
		]);
		expect(download.suggestedFilename()).toMatch(/^don-de-nghi(-[a-z0-9-]+)?\.pdf$/);
	});
});
