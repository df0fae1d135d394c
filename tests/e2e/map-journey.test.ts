import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccountInBrowser, signUpInBrowser, verifyInBrowser } from './entering.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import {
	asksWithoutScripts,
	judgesTheRest,
	refusesABadMark,
	signsWhatChanged,
	typesAnAppraisal
} from './final-walks.ts';
import { confirmClaimInBrowser } from './confirming.ts';
import { agree, confirmIn, electCounters, fits, open, says, textOf } from './walks.ts';
import { fillDossier } from '../integration/applications/filled-dossier.ts';
import { insertCall } from '../integration/intake/world.ts';
import type { TestCall } from '../integration/intake/world.ts';
import { actsOfCouncil, COUNCIL_NAMES, enrolStaff, fundFor, rubricOf, seatWholeCouncil } from './map-cast.ts';
import type { Council, Staff } from './map-cast.ts';
import { callOnPaper } from './on-paper.ts';
import { issueInBrowser, namesNobody, pdfOffered, printsAlone } from './result-walk.ts';
import type { Issued } from './result-walk.ts';
import { marksForTotal } from '../../world/marks-for-total.ts';
import { sampleDocx, sampleJpeg, samplePdf, sampleXlsx } from '../support/sample-files.ts';

const EMAIL = 'tam.nguyen@chuan.test';
/** Of the site, as the officer brings it to the survey. */
const PHOTOGRAPH = 'Ảnh trạm cân.jpg';
const FIRM = 'Công ty TNHH Cà phê Cao nguyên Ia Hrung';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let call: TestCall;
let applicant: Page;
let staff: Staff;
let applicationId = '';
let council: Council;
let appraisal = '';
let issued: Issued;

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	staff = await enrolStaff(stage);
	call = await insertCall({ ...stage, close: () => Promise.resolve() }, 'map', 'MAP-2026-02', ['MAP']);
});

afterAll(async () => {
	await stage.close();
});

describe('MAP: from sign-up to receipt', () => {
	it('shows a visitor what is open, without an account', async () => {
		applicant = await stage.window();
		await open(applicant, '/');
		await open(applicant, '/dot-keu-goi/MAP-2026-02');
		expect(await textOf(applicant)).toContain('MAP-2026-02');
	});

	it('signs up with an organisation, and in by the link of the letter', async () => {
		const back = '/ho-so/moi?dot=MAP-2026-02';
		const who = {
			email: EMAIL,
			fullName: 'Nguyễn Thị Thanh Tâm',
			firm: FIRM,
			taxCode: '5999900016'
		};
		await signUpInBrowser(applicant, say, who, { back });
		await openAccountInBrowser(applicant, say, await verifyInBrowser(stage, staff.admin, EMAIL), back);
		await open(applicant, '/to-chuc');
		expect(await textOf(applicant)).toContain(FIRM);
	});

	it('is confirmed by the office, from the register', async () => {
		await open(applicant, '/to-chuc');
		await says(applicant, say('standing_own_claimed_title'));
		await confirmClaimInBrowser(stage, say, staff.enterprise, FIRM);
		await open(applicant, '/to-chuc');
		await says(applicant, say('standing_state_proved'));
	});

	it('begins an application', async () => {
		await open(applicant, '/ho-so/moi?dot=MAP-2026-02');
		await applicant.getByRole('button', { name: say('applications_new_begin') }).click();
		await applicant.waitForURL(/\/ho-so\/[0-9a-f-]{36}/);
		applicationId = /[0-9a-f-]{36}/.exec(applicant.url())?.[0] ?? '';
	});

	it('keeps what is typed, also over a reload', async () => {
		await open(applicant, `/ho-so/${applicationId}/phan/company`);
		const address = applicant.getByLabel(/./).and(applicant.locator('[name*="site_address"]')).first();
		await address.fill('Làng Út 1, xã Ia Hrung');
		await address.blur();
		await applicant
			.getByText(say('ui_saved_at', { time: '' }).trim(), { exact: false })
			.first()
			.waitFor();
		await applicant.reload({ waitUntil: 'networkidle' });
		expect(await applicant.locator('[name*="site_address"]').first().inputValue()).toBe(
			'Làng Út 1, xã Ia Hrung'
		);
	});

	it('uploads real files, one of them cut off on its way', async () => {
		const account = await stage.app.db.read.identity.findAccountByEmail(EMAIL);
		await fillDossier(await stage.as({ accountId: account?.id ?? '' }), applicationId, []);
		await open(applicant, `/ho-so/${applicationId}/tai-lieu`);
		let cut = 0;
		await applicant.route('**/api/tai-len/*', (route) => {
			if (route.request().method() !== 'PATCH' || cut > 0) return route.continue();
			cut += 1;
			return route.abort('connectionreset');
		});
		const files: readonly (readonly [string, string, string, Buffer])[] = [
			['request', 'Đơn đề nghị.pdf', 'application/pdf', samplePdf('Đơn đề nghị')],
			['registration', 'Giấy đăng ký.jpg', 'image/jpeg', sampleJpeg()],
			[
				'instrument_certificates',
				'Danh mục.xlsx',
				'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
				await sampleXlsx()
			],
			['standard_certificates', 'Chuẩn.pdf', 'application/pdf', samplePdf('Giấy chứng nhận chuẩn')]
		];
		for (const [item, name, mimeType, buffer] of files) {
			await applicant.locator(`#tep-${item}`).setInputFiles({ name, mimeType, buffer });
			await applicant.locator(`#muc-${item}`).getByText(name).first().waitFor();
		}
		await expect.poll(async () => (await documents()).length, { timeout: 30_000 }).toBe(4);
		expect(cut).toBe(1);
		// What a Word file is called does not make it a PDF.
		await applicant.locator('#tep-own_commitment').setInputFiles({
			name: 'Cam kết.pdf',
			mimeType: 'application/pdf',
			buffer: await sampleDocx()
		});
		await applicant.locator('#muc-own_commitment').getByText(say('ui_file_refused')).first().waitFor();
		expect(await documents()).toHaveLength(4);
	});

	it('leads from what is missing to the place, then submits once, however often it is pressed', async () => {
		await open(applicant, `/ho-so/${applicationId}/nop`);
		await applicant.locator('main a[href*="/tai-lieu#muc-own_commitment"]').first().click();
		await applicant.waitForURL('**/tai-lieu#muc-own_commitment');
		await applicant
			.locator('#tep-own_commitment')
			.setInputFiles({ name: 'Cam kết.pdf', mimeType: 'application/pdf', buffer: samplePdf('Cam kết') });
		await expect.poll(async () => (await documents()).length, { timeout: 30_000 }).toBe(5);
		await open(applicant, `/ho-so/${applicationId}/nop`);
		const send = applicant.getByRole('button', { name: say('applications_submit_do') });
		await send.click();
		await applicant.locator('[aria-invalid=true], .error').first().waitFor();
		for (const box of await applicant.locator('[name=declaration]').all()) await box.check();
		await send.dblclick();
		await says(applicant, say('applications_received_at'));
		const row = await stage.app.db.read.applications.find(applicationId);
		expect(row?.state).toBe('submitted');
		const { rows } = await stage.database.owner.query(
			'SELECT 1 FROM application_revision WHERE application_id = $1',
			[applicationId]
		);
		expect(rows).toHaveLength(1);
		expect(await textOf(applicant)).toContain(row?.code ?? '?');
	});

	it('finds nothing to send again by the back button', async () => {
		await applicant.goBack({ waitUntil: 'networkidle' });
		expect(await textOf(applicant)).not.toContain('500');
		// Sent on to what was submitted, with its address too: the forms of that page post to it.
		await expect.poll(() => new URL(applicant.url()).pathname).toBe(`/ho-so/${applicationId}`);
		await open(applicant, `/ho-so/${applicationId}/ban-nop`);
		await fits(applicant);
	});
});

describe('MAP: from opening to the result', () => {
	it('opens what was sealed, only after the deadline', async () => {
		const page = await stage.signedIn(staff.officer);
		await open(page, '/van-phong/dot/MAP-2026-02/mo-ho-so');
		expect(await page.locator('[popovertarget=open-dossiers]').count()).toBe(0);
		await stage.moveClock(25);
		await page.reload({ waitUntil: 'networkidle' });
		await fundFor(stage, staff.head, call, 400_000_000n);
		await confirmIn(page, 'open-dossiers');
		await says(page, say('office_opened_notice', { count: '1' }));
		await page.context().close();
	});

	it('checks the dossier item by item and records the survey', async () => {
		const page = await stage.signedIn(staff.officer);
		await open(page, `/van-phong/ho-so/${applicationId}`);
		await judgesTheRest(page, say);
		await page.getByRole('button', { name: say('office_validity_save') }).click();
		await says(page, say('office_validity_saved'));
		await open(page, `/van-phong/ho-so/${applicationId}/khao-sat`);
		const now = await stage.app.db.read.clock.now();
		const today = new Intl.DateTimeFormat('vi-VN', {
			day: '2-digit',
			month: '2-digit',
			year: 'numeric',
			timeZone: 'Asia/Ho_Chi_Minh'
		}).format(now);
		await page
			.locator('#f-file')
			.setInputFiles({ name: PHOTOGRAPH, mimeType: 'image/jpeg', buffer: sampleJpeg() });
		await page.getByRole('link', { name: PHOTOGRAPH, exact: true }).waitFor();
		await page.locator('[name=heldOn]:visible').fill(today);
		await page.locator('[name=participants]').fill('Trần Thị Mai; Nguyễn Thị Thanh Tâm');
		for (const box of await page.locator('textarea[name^="findings."]').all())
			await box.fill('Đã kiểm tra tại chỗ.');
		await page.locator('[name=conclusion]').fill('Hiện trạng đúng như hồ sơ.');
		await page.getByRole('button', { name: say('office_survey_finish') }).click();
		await agree(page);
		await says(page, say('office_survey_finished'));
		await page.context().close();
	});

	it('lets a member declare, read, mark and submit', async () => {
		council = await seatWholeCouncil(stage, staff.officer, call);
		const page = await stage.signedIn(council.people['chair'] ?? staff.admin);
		await open(page, `/hoi-dong/${council.id}`);
		await page.getByRole('button', { name: say('office_sign') }).click();
		await says(page, say('office_signed'));
		await page.locator(`select[name="${applicationId}.ground"]`).selectOption('none');
		await page.getByRole('button', { name: say('office_declare') }).click();
		await page.locator(`a[href$="/cham/${applicationId}"]`).waitFor();
		await open(page, `/hoi-dong/${council.id}/ho-so/${applicationId}`);
		await page.locator('#khao-sat').getByRole('link', { name: PHOTOGRAPH, exact: true }).click();
		const arriving = page.waitForEvent('download');
		await page.locator('.viewer a[href*="/api/tai-lieu/"]').first().click();
		expect(await readFile(await (await arriving).path())).toEqual(sampleJpeg());
		await open(page, `/hoi-dong/${council.id}/ho-so/${applicationId}`);
		await page.getByRole('link', { name: say('office_survey_issued') }).click();
		await page.waitForURL('**/van-ban/*');
		await says(page, 'Hiện trạng đúng như hồ sơ.');
		expect(await pdfOffered(page, say)).toContain('Hiện trạng đúng như hồ sơ.');
		await open(page, `/hoi-dong/${council.id}/cham/${applicationId}`);
		await page.getByRole('button', { name: say('councils_submit') }).click();
		await page.locator('[aria-invalid=true], .error').first().waitFor();
		const { marks, comments } = marksForTotal(await rubricOf(stage, call.id), 88);
		await refusesABadMark(page, Object.keys(marks), say);
		for (const [slot, mark] of Object.entries(marks))
			await page.locator(`[name="mark.${slot}"]`).fill(String(mark));
		for (const [key, words] of Object.entries(comments))
			await page.locator(`[name="comment.${key}"]`).fill(words);
		await expect
			.poll(
				async () => {
					const { rows } = await stage.database.owner.query('SELECT 1 FROM score_mark');
					return rows.length;
				},
				{ timeout: 10_000 }
			)
			.toBe(Object.keys(marks).length);
		await page.getByRole('button', { name: say('councils_submit') }).click();
		await agree(page);
		await says(page, say('councils_submitted_text'));
		await page.context().close();
	});

	it('counts in the session what was marked, and closes it', async () => {
		await actsOfCouncil(stage, council, applicationId);
		const path = `/hoi-dong/${council.id}/phien/${call.lots['MAP'] ?? ''}`;
		const secretary = await stage.signedIn(council.people['secretary'] ?? staff.admin);
		await open(secretary, path);
		await secretary.getByRole('button', { name: say('councils_open_session') }).click();
		await secretary.locator('.summary[role=alert]').waitFor();
		for (const box of await secretary.locator('input[name^="present."]').all()) await box.check();
		await secretary.getByRole('button', { name: say('councils_save_attendance') }).click();
		await says(secretary, say('councils_quorum_met'));
		// What was recorded stays on the page, also when it is recorded once more.
		const saved = secretary.waitForResponse((answer) => answer.url().includes('?/attendance'));
		await secretary.getByRole('button', { name: say('councils_save_attendance') }).click();
		await (await saved).finished();
		await secretary.waitForLoadState('networkidle');
		for (const box of await secretary.locator('input[name^="present."]').all()) {
			expect(await box.isChecked()).toBe(true);
		}
		// The second saving made a new version: opening waits until the page shows it.
		const { rows } = await stage.database.owner.query<{ version: number }>(
			'SELECT version FROM review_session'
		);
		const version = secretary.locator('#attendance input[name=version]');
		await expect.poll(() => version.inputValue(), { timeout: 20_000 }).toBe(String(rows[0]?.version));
		await secretary.getByRole('button', { name: say('councils_open_session') }).click();
		// Nobody was called to any hour.
		await agree(secretary);
		await electCounters(secretary, say);
		await secretary.getByRole('button', { name: say('councils_tally'), exact: true }).click();
		await agree(secretary);
		await says(secretary, 'Đã kiểm phiếu.');
		await secretary.locator('[name=conclusion]').fill('Hội đồng thống nhất kết quả chấm.');
		await secretary.getByRole('button', { name: say('councils_conclusion_save') }).click();
		await says(secretary, 'Đã lưu kết luận.');
		expect(await secretary.locator('[name=conclusion]').inputValue()).toBe(
			'Hội đồng thống nhất kết quả chấm.'
		);
		await secretary.context().close();
		const chair = await stage.signedIn(council.people['chair'] ?? staff.admin);
		await open(chair, path);
		await chair.getByRole('button', { name: say('councils_close_session') }).click();
		await agree(chair);
		await says(chair, 'Phiên họp đã kết thúc, biên bản đã lập.');
		expect((await stage.app.db.read.sessions.of({ lotId: call.lots['MAP'] ?? '' }))?.state).toBe('closed');
		await chair.context().close();
	});

	it('selects within the envelope', async () => {
		const officer = await stage.signedIn(staff.officer);
		await open(officer, '/van-phong/dot/MAP-2026-02/lua-chon');
		await officer.getByRole('button', { name: say('councils_selection_save') }).click();
		await says(officer, say('councils_selection_saved'));
		await officer.context().close();
		const director = await stage.signedIn(staff.director);
		await open(director, '/van-phong/dot/MAP-2026-02/lua-chon');
		await confirmIn(director, 'close');
		await says(director, say('councils_selection_closed'));
		await director.context().close();
	});

	it('takes three people to approve a budget', async () => {
		const { rows } = await stage.database.owner.query<{ id: string }>('SELECT id FROM appraisal');
		appraisal = rows[0]?.id ?? '';
		const page = await stage.signedIn(staff.finance);
		await open(page, `/tham-dinh/${appraisal}`);
		await typesAnAppraisal(stage, page, appraisal);
		await page.locator('form[action="?/prepare"] button').click();
		await agree(page);
		await page.locator('form[action="?/prepare"] button').waitFor({ state: 'detached' });
		await page.context().close();
		await signsWhatChanged(stage, appraisal, staff);
		await asksWithoutScripts(stage, appraisal, staff.director);
		expect((await stage.app.db.read.applications.find(applicationId))?.state).toBe('approved');
	});

	it('is told by the director: one decision with a number, a letter, a public page', async () => {
		issued = await issueInBrowser(stage, say, staff.director, call.code);
		const visitor = await stage.window();
		await open(visitor, '/ket-qua');
		expect(await textOf(visitor)).toContain(FIRM);
		await open(visitor, issued.path);
		const said = await textOf(visitor);
		for (const words of [issued.number, FIRM, '180.000.000', 'Một trăm tám mươi triệu đồng'])
			expect(said).toContain(words);
		await printsAlone(visitor, issued.number);
		expect(await pdfOffered(visitor, say)).toContain(issued.number);
		await visitor.context().close();
		const director = await stage.signedIn(staff.director);
		await open(director, issued.path.replace('/ket-qua/', '/van-ban/'));
		const decision = await pdfOffered(director, say);
		for (const words of [issued.number, FIRM, '180.000.000', 'QUYẾT ĐỊNH']) expect(decision).toContain(words);
		await director.context().close();
	});

	it('reaches the applicant as a letter, on the screen, on paper and as PDF', async () => {
		await open(applicant, `/ho-so/${applicationId}`);
		await says(applicant, say('timeline_result_approved_applicant', { decision: issued.number }));
		await applicant.getByRole('link', { name: new RegExp(say('results_kind_result_letter')) }).click();
		await applicant.waitForURL('**/van-ban/*');
		// The mean of the council (88 and six times 82), never a ballot of it.
		await says(applicant, '82,86');
		expect(await textOf(applicant)).toContain(issued.number);
		await printsAlone(applicant, FIRM);
		const letter = await pdfOffered(applicant, say);
		for (const words of [FIRM, '82,86', '180.000.000', issued.number]) expect(letter).toContain(words);
		const officer = await stage.signedIn(staff.officer);
		await open(officer, `/van-phong/ho-so/${applicationId}`);
		await says(officer, say('timeline_result_approved_office', { decision: issued.number }));
		await officer.context().close();
	});

	it('reads well on paper, page by page', async () => {
		await callOnPaper(stage, staff, { call, council, applicant, applicationId, appraisal, issued });
	}, 240_000);

	it('names no reviewer to the applicant or to the public', async () => {
		const { rows } = await stage.database.owner.query<{ id: string }>(
			'SELECT id FROM council_member UNION ALL SELECT person_id FROM council_member'
		);
		const hidden = [
			...COUNCIL_NAMES,
			...Object.values(council.people).map(({ email }) => email),
			...rows.map(({ id }) => id)
		];
		const letter = applicant.url().replace(stage.origin, '');
		const own = `/ho-so/${applicationId}`;
		await namesNobody(applicant, [own, `${own}/ban-nop`, letter, '/viec-can-lam', '/ho-so'], hidden);
		const visitor = await stage.window();
		await namesNobody(visitor, ['/ket-qua', issued.path, '/dot-keu-goi/MAP-2026-02'], hidden);
		await visitor.context().close();
	});

	it('reported no fault of its own on the way', () => {
		expect(stage.faults).toEqual([]);
	});
});

const documents = (): Promise<readonly unknown[]> => stage.app.db.read.uploads.documents(applicationId);
