import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { openMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { open } from './walks.ts';
import { sampleJpeg, samplePng } from '../support/sample-files.ts';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let applicant: MapApplicant;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	applicant = await openMapApplicant(stage, []);
});
afterAll(() => stage.close());

const documents = () => stage.app.db.read.uploads.documents(applicant.applicationId);

async function pageSizes(objectKey: string): Promise<number[][]> {
	const object = await stage.app.store.get(objectKey);
	if (!object.ok) throw new Error(object.refusal.code);
	const bytes = new Uint8Array(await new Response(object.value.body).arrayBuffer());
	const loading = getDocument({ data: bytes, verbosity: 0 });
	const pdf = await loading.promise;
	const sizes: number[][] = [];
	for (let number = 1; number <= pdf.numPages; number += 1) {
		const { width, height } = (await pdf.getPage(number)).getViewport({ scale: 1 });
		sizes.push([Math.round(width), Math.round(height)]);
	}
	await loading.destroy();
	return sizes;
}

describe('photographs of the pages of a paper', () => {
	it('are ordered, taken away and added, and become one PDF that is received', async () => {
		const page = await stage.signedIn(applicant.rep, 360);
		await open(page, `/ho-so/${applicant.applicationId}/tai-lieu`);
		const photos = page.locator('#muc-request').locator('.photos');
		const choose = photos.locator('#anh-request-choose');
		const lying = { name: 'lying.jpg', mimeType: 'image/jpeg', buffer: sampleJpeg() };
		const square = { name: 'square.png', mimeType: 'image/png', buffer: samplePng() };
		await choose.setInputFiles([lying, square]);
		await photos.getByText(say('documents_photos_number', { number: '2' }), { exact: true }).waitFor();
		await photos.getByRole('button', { name: say('documents_photos_up') }).click();
		await choose.setInputFiles([lying]);
		await photos.getByText(say('documents_photos_number', { number: '3' }), { exact: true }).waitFor();
		await photos
			.getByRole('button', { name: say('documents_photos_remove') })
			.nth(2)
			.click();
		await photos.getByRole('button', { name: say('documents_photos_done', { count: '2' }) }).click();

		await expect.poll(async () => (await documents()).length, { timeout: 60_000 }).toBe(1);
		const [document] = await documents();
		expect(document?.mediaType).toBe('application/pdf');
		// The square one was moved before the lying one.
		expect(await pageSizes(document?.objectKey ?? '')).toEqual([
			[595, 842],
			[842, 595]
		]);
		await page.locator('#muc-request').getByText(say('documents_received'), { exact: true }).waitFor();
		await page.context().close();
	});

	it('says which one this browser cannot open, and keeps the others', async () => {
		const page = await stage.signedIn(applicant.rep, 360);
		await open(page, `/ho-so/${applicant.applicationId}/tai-lieu`);
		const photos = page.locator('#muc-registration').locator('.photos');
		const broken = { name: 'hong.heic', mimeType: 'image/heic', buffer: Buffer.from('không phải ảnh') };
		const good = { name: 'tot.jpg', mimeType: 'image/jpeg', buffer: sampleJpeg() };
		await photos.locator('#anh-registration-choose').setInputFiles([broken, good]);
		await photos.getByText(say('documents_photos_unread', { names: 'hong.heic' })).waitFor();
		await photos.getByText(say('documents_photos_number', { number: '1' }), { exact: true }).waitFor();
		await page.context().close();
	});
});
