import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CouncilStage } from '#lib/domain/flow/council-stage.ts';
import { parseDefinition } from '#lib/contracts/definitions/parse-definition.ts';
import { document } from '../support/definitions.ts';
import { SCREENING_NAME, withTwoCouncils } from '#lib/domain/flow/two-councils.fixture.ts';
import { surveyGroups } from '#lib/domain/intake/survey.ts';
import { submitApplication } from '#lib/server/app/applications/submit-application.ts';
import { declareConflicts } from '#lib/server/app/councils/declare-conflicts.ts';
import { signUndertaking } from '#lib/server/app/councils/sign-undertaking.ts';
import { recordSurvey } from '#lib/server/app/intake/record-survey.ts';
import { saveMarks } from '#lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '#lib/server/app/sheets/submit-sheet.ts';
import { vietnamDateOf } from '#lib/domain/shared/period.ts';
import { marksForTotal } from '../../world/marks-for-total.ts';
import { MAP_DOCUMENTS, must } from '../integration/applications/filled-dossier.ts';
import { insertCall } from '../integration/intake/world.ts';
import type { TestCall } from '../integration/intake/world.ts';
import { judgesTheRest } from './final-walks.ts';
import { joinMapApplicant } from './map-applicant.ts';
import type { MapApplicant } from './map-applicant.ts';
import { enrolStaff, fundFor, rubricOf, seatWholeCouncil } from './map-cast.ts';
import type { Council, Staff } from './map-cast.ts';
import { issueInBrowser, pdfOffered } from './result-walk.ts';
import type { Issued } from './result-walk.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { agree, confirmIn, electCounters, fits, open, says, textOf } from './walks.ts';

/** A programme whose data alone gives it two councils, the first of which screens. From the call to the result. */

const CODE = 'ST-2026-01';
const HERE = `/van-phong/dot/${CODE}/hoi-dong`;
const SECOND_NAME = 'Hội đồng xét chọn doanh nghiệp tham gia Chương trình đảm bảo đo lường';
const PASSES = 'Công ty CP Mía đường Ayun Thượng';
const ENDS = 'Công ty TNHH Cân Ia Hrung';
const FIRST = [
	['an', 'Lê Văn An', 'chair'],
	['binh', 'Trần Thị Bình', 'vice_chair'],
	['chau', 'Phạm Minh Châu', 'scientific_secretary']
] as const;

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let staff: Staff;
let call: TestCall;
let chosen: MapApplicant;
let other: MapApplicant;
let first: Council;
let second: Council;
let issued: Issued;

const stateOf = async ({ applicationId }: MapApplicant) =>
	(await stage.app.db.read.applications.find(applicationId))?.state;

/** Whether the list of what waits leads this person to a page. */
async function ledTo(person: Enrolled | undefined, path: string, width?: number): Promise<boolean> {
	const page = await stage.signedIn(person ?? staff.admin, width);
	await open(page, '/viec-can-lam');
	await fits(page);
	const found = await page.locator(`main a[href^="${path}"]`).count();
	await page.context().close();
	return found > 0;
}

const mailed = async (like: string): Promise<{ recipient: string; body: string }[]> => {
	const { rows } = await stage.database.owner.query<{ recipient: string; body: string }>(
		'SELECT recipient, body FROM mail_message WHERE idempotency_key LIKE $1 ORDER BY recipient',
		[like]
	);
	return rows;
};

const sessionOf = (council: Council): string => `/hoi-dong/${council.id}/phien/${call.lots['MAP'] ?? ''}`;

/** Everybody signs, declares and submits a sheet of the council's own criteria. */
async function mark(
	council: Council,
	of: CouncilStage,
	points: readonly (readonly [MapApplicant, number])[]
): Promise<void> {
	const rubric = await rubricOf(stage, call.id, 'standard', of);
	for (const person of Object.values(council.people)) {
		const ctx = await stage.as(person);
		must(await signUndertaking(ctx, { councilId: council.id }));
		const declarations = points.map(([{ applicationId }]) => ({
			applicationId,
			kind: 'none' as const,
			ground: '',
			note: ''
		}));
		must(await declareConflicts(ctx, { councilId: council.id, declarations }));
		for (const [{ applicationId }, total] of points) {
			const about = { councilId: council.id, applicationId };
			const content = marksForTotal(rubric, total);
			const saved = must(await saveMarks(ctx, { ...about, ...content, comment: '', baseVersion: 0 }));
			must(await submitSheet(ctx, { ...about, version: saved.version }));
		}
	}
}

/** From the attendance to the tally by the secretary; the page of the chair, who may close. */
async function meets(council: Council, secretaryKey: string, chairKey: string): Promise<Page> {
	const secretary = await stage.signedIn(council.people[secretaryKey] ?? staff.admin);
	await open(secretary, sessionOf(council));
	for (const box of await secretary.locator('input[name^="present."]').all()) await box.check();
	await secretary.getByRole('button', { name: say('councils_open_session') }).click();
	await agree(secretary);
	await electCounters(secretary, say);
	await secretary.getByRole('button', { name: say('councils_tally'), exact: true }).click();
	await agree(secretary);
	await says(secretary, 'Đã kiểm phiếu.');
	await secretary.context().close();
	const chair = await stage.signedIn(council.people[chairKey] ?? staff.admin, 360);
	await open(chair, sessionOf(council));
	await chair.locator('[name=conclusion]').fill('Hội đồng thống nhất kết quả chấm.');
	return chair;
}

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	staff = await enrolStaff(stage);
	call = await insertCall({ ...stage, close: () => Promise.resolve() }, 'map', CODE, ['MAP'], (read) =>
		withTwoCouncils(read)
	);
	const join = (key: string, name: string, taxCode: string) =>
		joinMapApplicant(stage, call, MAP_DOCUMENTS, { key, name, taxCode });
	chosen = await join('dai-dien', PASSES, '5999902750');
	other = await join('dai-dien-2', ENDS, '5999900016');
	for (const { rep, applicationId } of [chosen, other]) {
		const row = await stage.app.db.read.applications.find(applicationId);
		const id = applicationId;
		must(
			await submitApplication(await stage.as(rep), {
				id,
				version: row?.version ?? 0,
				declarations: [0, 1, 2]
			})
		);
	}
	await stage.moveClock(25);
	await fundFor(stage, staff.head, call, 400_000_000n);
});

afterAll(async () => {
	await stage.close();
});

describe('a programme with two councils', () => {
	it('passes the contract of definitions', () => {
		expect(parseDefinition(withTwoCouncils(document('map')))).toMatchObject({ ok: true });
	});

	it('is opened, checked and surveyed, then asks for its first council', async () => {
		const page = await stage.signedIn(staff.officer);
		await open(page, `/van-phong/dot/${CODE}/mo-ho-so`);
		await confirmIn(page, 'open-dossiers');
		await says(page, say('office_opened_notice', { count: '2' }));
		for (const { applicationId } of [chosen, other]) {
			await open(page, `/van-phong/ho-so/${applicationId}`);
			await judgesTheRest(page, say);
			await page.getByRole('button', { name: say('office_validity_save') }).click();
			await says(page, say('office_validity_saved'));
		}
		await page.context().close();
		expect(await ledTo(staff.officer, HERE)).toBe(true);
		const definition = await stage.app.db.read.definitions.find(call.definitionId);
		if (definition === undefined) throw new Error('no definition');
		const heldOn = vietnamDateOf(await stage.app.db.read.clock.now());
		for (const { applicationId } of [chosen, other])
			must(
				await recordSurvey(await stage.as(staff.officer), {
					applicationId,
					heldOn,
					participants: 'Trần Thị Mai',
					findings: surveyGroups(definition.document).map(({ key }) => ({
						groupKey: key,
						finding: 'Đã xem.'
					})),
					conclusion: 'Hiện trạng đúng như hồ sơ.',
					finish: true
				})
			);
	});

	it('forms the first by its name, while the second says what it waits for', async () => {
		const page = await stage.signedIn(staff.officer, 360);
		await open(page, HERE);
		await fits(page);
		await says(page, SCREENING_NAME);
		await page.getByRole('button', { name: say('office_council_create') }).waitFor();
		await page.getByRole('link', { name: SECOND_NAME }).click();
		await page.waitForURL('**hoi-dong=council');
		await page.getByRole('button', { name: say('office_council_create') }).click();
		await says(page, say('office_council_missing'));
		await says(page, say('refusal_applications_unscreened', { count: '2' }));
		expect(page.url()).toContain('hoi-dong=council');
		await fits(page);
		await confirmDissolve(page);
		await page.context().close();
		first = await seatWholeCouncil(stage, staff.officer, call, { stage: 'screening', seats: FIRST });
		expect([await stateOf(chosen), await stateOf(other)]).toEqual(['in_screening', 'in_screening']);
		const invited = await mailed('council-invitation:%');
		expect(invited.map(({ recipient }) => recipient)).toEqual(FIRST.map(([key]) => `hd-${key}@chuan.test`));
		for (const { body } of invited) expect(body).toContain(SCREENING_NAME);
	});

	/** Nothing stands in the way of another council: this one is taken back. */
	async function confirmDissolve(page: Page): Promise<void> {
		await page.locator('[popovertarget="dissolve-council"]').first().click();
		await page.locator('[name=dissolveReason]').fill('Chờ kết luận sơ tuyển.');
		await page.locator('button[form="dissolve-council-form"]').click();
		await says(page, say('office_council_dissolved', { name: SECOND_NAME }));
	}

	it('the first marks by its own criteria and threshold, and its closing says what it ends', async () => {
		expect(await ledTo(first.people['an'], `/hoi-dong/${first.id}`)).toBe(true);
		await mark(first, 'screening', [
			[chosen, 66],
			[other, 40]
		]);
		const sheet = await stage.signedIn(first.people['an'] ?? staff.admin);
		await open(sheet, `/hoi-dong/${first.id}/cham/${chosen.applicationId}`);
		await says(sheet, 'Nhu cầu đo lường');
		await sheet.context().close();
		const chair = await meets(first, 'chau', 'an');
		await says(chair, say('councils_passed_on'));
		await chair.getByRole('button', { name: say('councils_close_session') }).click();
		const question = chair.locator('#question');
		await question.waitFor();
		const asked = await question.innerText();
		expect(asked).toContain(say('councils_close_screens', { count: '1' }));
		expect(asked).toContain(say('councils_close_screens_not', { count: '1' }));
		await agree(chair);
		await says(chair, 'Phiên họp đã kết thúc, biên bản đã lập.');
		await fits(chair);
		await chair.getByRole('link', { name: say('councils_minutes') }).click();
		await chair.waitForURL('**/van-ban/*');
		await says(chair, SCREENING_NAME);
		await says(chair, 'Đạt, vào vòng sau');
		await chair.context().close();
		expect([await stateOf(chosen), await stateOf(other)]).toEqual(['screened', 'screened_out']);
	});

	it('then asks for the second, which has only what the first let pass', async () => {
		expect(await ledTo(staff.officer, HERE, 360)).toBe(true);
		const page = await stage.signedIn(staff.officer);
		await open(page, `/van-phong/ho-so/${other.applicationId}`);
		await says(page, say('timeline_screening_failed_office'));
		await page.context().close();
		second = await seatWholeCouncil(stage, staff.officer, call);
		expect([await stateOf(chosen), await stateOf(other)]).toEqual(['in_review', 'screened_out']);
		const chair = await stage.signedIn(second.people['chair'] ?? staff.admin);
		await open(chair, `/hoi-dong/${second.id}`);
		await says(chair, PASSES);
		expect(await textOf(chair)).not.toContain(ENDS);
		// Nobody of one council is let into the room of the other.
		for (const path of [`/hoi-dong/${first.id}`, sessionOf(first)])
			expect((await chair.goto(path))?.status(), path).toBe(404);
		await chair.context().close();
	});

	it('the second marks by the criteria of the programme and closes; the selection is of its dossiers', async () => {
		await mark(second, 'council', [[chosen, 82]]);
		const chair = await meets(second, 'secretary', 'chair');
		await chair.getByRole('button', { name: say('councils_close_session') }).click();
		await agree(chair);
		await says(chair, 'Phiên họp đã kết thúc, biên bản đã lập.');
		await chair.context().close();
		expect(await ledTo(staff.officer, `/van-phong/dot/${CODE}/lua-chon`)).toBe(true);
		const officer = await stage.signedIn(staff.officer);
		await open(officer, `/van-phong/dot/${CODE}/lua-chon`);
		const shown = await textOf(officer);
		expect([shown.includes(PASSES), shown.includes(ENDS)]).toEqual([true, false]);
		await officer.getByRole('button', { name: say('councils_selection_save') }).click();
		await says(officer, say('councils_selection_saved'));
		await officer.context().close();
		const director = await stage.signedIn(staff.director);
		await open(director, `/van-phong/dot/${CODE}/lua-chon`);
		await confirmIn(director, 'close');
		await says(director, say('councils_selection_closed'));
		await director.context().close();
	});

	it('is approved and told: decision, letters with the reasons of each council, mails', async () => {
		const appraisalId = (await stage.app.db.read.budgets.appraisalOf(chosen.applicationId))?.id ?? '';
		const signers = [
			[staff.finance, 'prepare'],
			[staff.head, 'verify'],
			[staff.director, 'approve']
		] as const;
		for (const [person, act] of signers) {
			const page = await stage.signedIn(person);
			await open(page, `/tham-dinh/${appraisalId}`);
			await page.locator(`form[action="?/${act}"] button`).first().click();
			await agree(page);
			await says(page, say('budgets_acted'));
			await page.context().close();
		}
		issued = await issueInBrowser(stage, say, staff.director, CODE);
		expect((await stage.app.db.read.calls.findByCode(CODE))?.state).toBe('concluded');
		for (const one of [chosen, other])
			expect((await mailed(`%result:${one.applicationId}%`)).map(({ recipient }) => recipient)).toEqual([
				one.rep.email
			]);
	});

	it.each([
		['what was approved', () => chosen, 'timeline_result_approved_applicant', ['82,00', '70 điểm']],
		[
			'what the first council ended',
			() => other,
			'timeline_result_screened_out_applicant',
			['không qua vòng sơ tuyển', '40,00', '50 điểm']
		]
	] as const)('reaches the applicant of %s as a letter', async (_, whose, kind, words) => {
		const { rep, applicationId } = whose();
		const page = await stage.signedIn(rep, 360);
		await open(page, `/ho-so/${applicationId}`);
		await fits(page);
		await says(page, say(kind, { decision: issued.number }));
		await page.getByRole('link', { name: new RegExp(say('results_kind_result_letter')) }).click();
		await page.waitForURL('**/van-ban/*');
		for (const said of words) await says(page, said);
		const pdf = await pdfOffered(page, say);
		for (const said of words) expect(pdf).toContain(said);
		await page.context().close();
	});

	it('leaves no work that reckoning everything anew would not give', async () => {
		const { rows } = await stage.database.owner.query<{ kind: string }>(
			'SELECT kind FROM work_item WHERE call_id = $1 AND closed_at IS NULL',
			[call.id]
		);
		expect(rows.map(({ kind }) => kind).sort()).toEqual(['read_result', 'read_result']);
	});
});
