import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitApplication } from '#lib/server/app/applications/submit-application.ts';
import { MAP_DOCUMENTS, must } from '../integration/applications/filled-dossier.ts';
import { insertCall } from '../integration/intake/world.ts';
import type { TestCall } from '../integration/intake/world.ts';
import { joinMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { enrolStaff } from './map-cast.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import { agree, confirmIn, fillNames, fits, open, says, textOf } from './walks.ts';

const HOLDERS = ['Trần Quốc Bình, Trưởng phòng', 'Siu H’Lan, Thanh tra', 'Đỗ Minh Anh, Văn thư'];
const CODE = 'MAP-2026-03';
const COFFEE = 'Đảm bảo đo lường trong thu mua và chế biến cà phê';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let call: TestCall;
let officer: Page;
let coffee: MapApplicant;
let sugar: MapApplicant;
const shares: string[] = [];

async function setState(state: 'draft' | 'published'): Promise<void> {
	await stage.database.owner.query(
		`UPDATE call SET state = $1, published_at = CASE WHEN $1 = 'draft' THEN NULL ELSE app_now() - interval '1 hour' END`,
		[state]
	);
}

async function submit({ applicationId, rep }: MapApplicant): Promise<void> {
	const version = (await stage.app.db.read.applications.find(applicationId))?.version ?? 0;
	const ctx = await stage.as(rep);
	must(await submitApplication(ctx, { id: applicationId, version, declarations: [0, 1, 2] }));
}

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	const staff = await enrolStaff(stage);
	call = await insertCall({ ...stage, close: () => Promise.resolve() }, 'map', CODE, ['MAP']);
	await setState('draft');
	officer = await stage.signedIn(staff.officer);
});
afterAll(async () => {
	await stage.close();
});

describe('a call that is sealed by a key', () => {
	it('gets its key while three people sit together, and shows each share once', async () => {
		await open(officer, `/van-phong/dot/${CODE}`);
		await officer.getByRole('link', { name: say('sealing_title') }).click();
		await officer.waitForURL(/niem-phong/);
		await says(officer, say('sealing_none'));
		await fillNames(officer, { holder1: HOLDERS[0] ?? '', holder2: HOLDERS[0] ?? '' });
		await officer.getByRole('button', { name: say('sealing_enrol') }).click();
		await says(officer, say('refusal_holder_repeated'));
		await says(officer, say('refusal_holder_missing'));
		expect(await officer.locator('[name="holder1"]').inputValue()).toBe(HOLDERS[0]);
		await fillNames(officer, { holder2: HOLDERS[1] ?? '', holder3: HOLDERS[2] ?? '' });
		await officer.getByRole('button', { name: say('sealing_enrol') }).click();
		await agree(officer);
		await says(officer, say('sealing_made'));
		for (const number of [1, 2, 3]) {
			const saved = officer.waitForEvent('download');
			await officer
				.getByRole('link', { name: say('sealing_share_save', { number: String(number) }) })
				.click();
			const file = await (await saved).path();
			shares.push(await readFile(file, 'utf8'));
		}
		expect(shares[1]).toContain(`${HOLDERS[1] ?? ''}\nchuan-khoa/1.${CODE}.2.`);
		await officer.setViewportSize({ width: 360, height: 900 });
		await fits(officer);
		await officer.setViewportSize({ width: 1280, height: 900 });
		await open(officer, `/van-phong/dot/${CODE}/niem-phong`);
		expect(await textOf(officer)).not.toContain('chuan-khoa/1');
		expect(await textOf(officer)).toContain(HOLDERS[2]);
	});

	it('keeps its key once it is published', async () => {
		await setState('published');
		await open(officer, `/van-phong/dot/${CODE}/niem-phong`);
		expect(await officer.getByRole('button', { name: say('sealing_give_up') }).count()).toBe(0);
		expect(await officer.locator('[name="holder1"]').count()).toBe(0);
	});

	it('takes the dossiers of two enterprises, each of which reads its own', async () => {
		const join = (key: string, name: string, taxCode: string) =>
			joinMapApplicant(stage, call, MAP_DOCUMENTS, { key, name, taxCode });
		coffee = await join('ca-phe', 'Công ty TNHH Cà phê Cao nguyên Ia Hrung', '5999900016');
		sugar = await join('mia-duong', 'Công ty CP Mía đường Ayun Thượng', '5999902750');
		await submit(coffee);
		await submit(sugar);
		const page = await stage.signedIn(coffee.rep, 360);
		await open(page, `/ho-so/${coffee.applicationId}`);
		await says(page, say('sealing_dossier_title'));
		await fits(page);
		await open(page, `/ho-so/${coffee.applicationId}/ban-nop`);
		await says(page, COFFEE);
		const foreign = await page.goto(`/ho-so/${sugar.applicationId}`);
		expect(foreign?.status()).toBe(404);
	});

	it('lets one of them replace what it submitted, with a receipt that names no file', async () => {
		const page = await stage.signedIn(coffee.rep);
		await open(page, `/ho-so/${coffee.applicationId}`);
		await confirmIn(page, 'thay');
		await page.locator('[popovertarget="bo-sua"]').first().waitFor();
		await submit(coffee);
		await open(page, `/ho-so/${coffee.applicationId}`);
		await page.getByRole('link', { name: say('applications_open_receipt') }).click();
		await page.waitForURL(/van-ban/);
		const words = await textOf(page);
		expect(words).toContain('5 tệp');
		expect(words).not.toContain('registration.pdf');
		expect(words).not.toContain('180.000.000');
	});

	it('is opened by two of the three shares, wrong ones said at their field', async () => {
		await stage.moveClock(25);
		await open(officer, `/van-phong/dot/${CODE}/mo-ho-so`);
		await fits(officer);
		const press = () => officer.locator('form[action="?/open"] button:not([type="button"])').first().click();
		// A share is kept nowhere: not in this browser either.
		await fillNames(officer, { share1: shares[2] ?? '' });
		await officer.locator('[name="share1"]').blur();
		// What a page gets back of unsent words stands there once it is at rest.
		await officer.reload({ waitUntil: 'networkidle' });
		expect(await officer.locator('[name="share1"]').inputValue()).toBe('');
		await fillNames(officer, { share1: shares[2] ?? '', share2: shares[2] ?? '' });
		await press();
		// What is refused anyway is not asked about.
		await says(officer, say('refusal_share_repeated'));
		expect(await officer.locator('dialog[open]').count()).toBe(0);
		expect(await officer.locator('[name="share1"]').inputValue()).toContain('chuan-khoa/1');
		await fillNames(officer, { share2: shares[0] ?? '' });
		await press();
		await agree(officer);
		await says(officer, COFFEE);
		await officer.getByRole('link', { name: say('office_opening_minutes') }).click();
		await officer.waitForURL(/van-ban/);
		await says(officer, `${HOLDERS[2] ?? ''}; ${HOLDERS[0] ?? ''}`);
	});
});
