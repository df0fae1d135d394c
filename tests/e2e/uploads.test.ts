import { mkdtemp, open as openFile, rm, writeFile } from 'node:fs/promises';
import { createHash, randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { open } from './walks.ts';
import { sampleExe, sampleHtml, samplePdf, sampleSvg } from '../support/sample-files.ts';

const MIB = 1024 * 1024;

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let applicant: MapApplicant;
let folder = '';

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	applicant = await openMapApplicant(stage, []);
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-files-'));
});

afterAll(async () => {
	await rm(folder, { recursive: true, force: true });
	await stage.close();
});

const documentsPage = (): string => `/ho-so/${applicant.applicationId}/tai-lieu`;
const documents = () => stage.app.db.read.uploads.documents(applicant.applicationId);
const names = async (): Promise<readonly string[]> => (await documents()).map(({ fileName }) => fileName);

/** A PDF of so many bytes: a comment before its last lines, where no reader minds it. */
function bigPdf(size: number): Buffer {
	const pdf = samplePdf('Thuyết minh kèm ảnh quét');
	const tail = pdf.lastIndexOf('startxref');
	const filling = randomBytes(Math.ceil((size - pdf.length) / 2)).toString('hex');
	const comment = Buffer.from(`%${filling}`).subarray(0, size - pdf.length - 1);
	return Buffer.concat([pdf.subarray(0, tail), comment, Buffer.from('\n'), pdf.subarray(tail)]);
}

describe('a file on its way', () => {
	it('goes on from where it was after the portal was killed, and again after a reload', async () => {
		const bytes = bigPdf(5 * MIB);
		const file = path.join(folder, 'Thuyết minh đầy đủ.pdf');
		await writeFile(file, bytes);
		const page = await stage.signedIn(applicant.rep);
		const offsets: number[] = [];
		let killed = false;
		let broken = false;
		await page.route('**/api/tai-len/*', async (route) => {
			const request = route.request();
			if (request.method() !== 'PATCH') return route.continue();
			const offset = Number(await request.headerValue('upload-offset'));
			offsets.push(offset);
			// One piece meets a portal that is gone, a later one never leaves.
			if (offset >= 2 * MIB && !killed) {
				killed = true;
				await stage.kill();
			}
			if (offset >= 4 * MIB && !broken) {
				broken = true;
				return route.abort('connectionreset');
			}
			return route.continue();
		});
		await open(page, documentsPage());
		await page.locator('#tep-request').setInputFiles(file);
		await expect.poll(() => killed, { timeout: 120_000 }).toBe(true);
		await stage.start();
		await goesOn(page, () => broken);
		// Nothing that had arrived was sent a second time.
		expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);

		page.on('dialog', (dialog) => void dialog.accept());
		await open(page, documentsPage());
		await page.locator('#muc-request').getByText(say('documents_unfinished_word')).waitFor();
		await page.locator('#tep-request').setInputFiles(file);
		await expect.poll(names, { timeout: 120_000 }).toEqual(['Thuyết minh đầy đủ.pdf']);
		expect(offsets.filter((offset) => offset === 0)).toHaveLength(1);
		const [stored] = await documents();
		expect(stored?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
		await page.context().close();
	});

	it('is taken although it was chosen before the scripts of the page were there', async () => {
		const page = await stage.signedIn(applicant.rep);
		const scripts = heldBack(page);
		await page.goto(documentsPage(), { waitUntil: 'commit' });
		await page
			.locator('#tep-registration')
			.setInputFiles({ name: 'Sớm.pdf', mimeType: 'application/pdf', buffer: samplePdf('Sớm') });
		scripts.letGo();
		await expect.poll(names, { timeout: 60_000 }).toContain('Sớm.pdf');
		await page.context().close();
	});

	it('goes on while its person reads another page, and a link is followed while it settles', async () => {
		const page = await stage.signedIn(applicant.rep);
		await open(page, documentsPage());
		let asked = 0;
		let settle: () => void = () => undefined;
		const settled = new Promise<void>((resolve) => (settle = resolve));
		// The answer that the file was taken comes just when a link is being followed.
		await page.route('**/api/tai-len/*', async (route) => {
			if (route.request().method() === 'GET') {
				asked += 1;
				await settled;
			}
			return route.continue();
		});
		await page.route('**/__data.json*', async (route) => {
			settle();
			return route.continue();
		});
		await page
			.locator('#tep-quotations')
			.setInputFiles({ name: 'Báo giá.pdf', mimeType: 'application/pdf', buffer: samplePdf('Báo giá') });
		await expect.poll(() => asked, { timeout: 60_000 }).toBeGreaterThan(0);
		await page.getByRole('link', { name: say('documents_back'), exact: true }).click();
		await page.waitForURL(/\/ho-so\/[0-9a-f-]{36}$/);
		await expect.poll(names, { timeout: 60_000 }).toContain('Báo giá.pdf');
		await page.context().close();
	});
});

describe('a file that is refused', () => {
	const refused = async (
		page: Page,
		item: string,
		file: Parameters<Page['setInputFiles']>[1],
		why: string
	) => {
		await page.locator(`#tep-${item}`).setInputFiles(file);
		const place = page.locator(`#muc-${item}`);
		await place.getByText(say('ui_file_refused')).waitFor();
		await place.getByText(why).waitFor();
	};

	it('says why at its place, and leaves the dossier as it was', async () => {
		const page = await stage.signedIn(applicant.rep);
		await open(page, documentsPage());
		const before = await names();
		const pdf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });
		const notPdf = say('refusal_file_type_mismatch', { declared: 'pdf' });
		await refused(page, 'own_commitment', pdf('Trống.pdf', Buffer.alloc(0)), say('refusal_file_empty'));
		for (const [name, buffer] of [
			['cam-ket.exe.pdf', sampleExe()],
			['hinh.pdf', sampleSvg()],
			['trang.pdf', sampleHtml()]
		] as const) {
			await open(page, documentsPage());
			await refused(page, 'own_commitment', pdf(name, buffer), notPdf);
		}
		expect(await names()).toEqual(before);
		await page.context().close();
	});

	it('is not even sent when it is above the limit', async () => {
		const file = path.join(folder, 'Quá nặng.pdf');
		const handle = await openFile(file, 'w');
		await handle.truncate(51 * MIB);
		await handle.close();
		const page = await stage.signedIn(applicant.rep);
		const sent: string[] = [];
		page.on('request', (request) => {
			if (request.url().includes('/api/tai-len')) sent.push(request.method());
		});
		await open(page, documentsPage());
		await refused(page, 'own_commitment', file, say('refusal_file_too_large', { size: '51', limit: '50' }));
		expect(sent).toEqual([]);
		await page.context().close();
	});

	it('gave no fault of its own on the way', () => {
		expect(stage.faults).toEqual([]);
	});
});

/** Waits until it went on; where the page has stopped trying by itself, its button is pressed. */
async function goesOn(page: Page, arrived: () => boolean): Promise<void> {
	await expect
		.poll(
			async () => {
				const button = page.getByRole('button', { name: say('ui_file_resume') });
				if (await button.isVisible()) await button.click();
				return arrived();
			},
			{ timeout: 120_000, interval: 500 }
		)
		.toBe(true);
}

/** Keeps the scripts of the page waiting, as a slow line would. */
function heldBack(page: Page): { letGo: () => void } {
	let letGo: () => void = () => undefined;
	const gone = new Promise<void>((resolve) => (letGo = resolve));
	void page.route('**/*.js', async (route) => {
		await gone;
		await route.continue();
	});
	return { letGo };
}
