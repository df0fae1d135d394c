import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgrammeDefinition, StageKey } from '#lib/domain/definitions/definition.ts';
import { parseDefinition } from '#lib/contracts/definitions/parse-definition.ts';
import { document } from '../support/definitions.ts';
import { surveyGroups } from '#lib/domain/intake/survey.ts';
import { submitApplication } from '#lib/server/app/applications/submit-application.ts';
import { storeChain } from '#lib/server/app/budgets/store-chain.ts';
import { declareConflicts } from '#lib/server/app/councils/declare-conflicts.ts';
import { signUndertaking } from '#lib/server/app/councils/sign-undertaking.ts';
import { recordSurvey } from '#lib/server/app/intake/record-survey.ts';
import { saveMarks } from '#lib/server/app/sheets/save-marks.ts';
import { submitSheet } from '#lib/server/app/sheets/submit-sheet.ts';
import { systemContext } from '#lib/server/app/system-context.ts';
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
import { issueInBrowser } from './result-walk.ts';
import type { Issued } from './result-walk.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Enrolled, Stage } from './stage.ts';
import { agree, confirmIn, electCounters, fits, open, says, textOf } from './walks.ts';

/**
 * A programme that differs from those of the product in its data alone: its council is seated before the surveys, what
 * the council recommends goes on without a selection, and its money is signed in four steps. From the call to the result.
 */

const CODE = 'GT-2026-01';
const ORDER: readonly StageKey[] = [
	'intake',
	'opening',
	'council',
	'survey',
	'session',
	'appraisal',
	'approval',
	'result'
];
const CHECK = 'Chi cục kiểm tra định mức';
const GOES_ON = 'Công ty CP Mía đường Ayun Thượng';
const ENDS = 'Công ty TNHH Cân Ia Hrung';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let staff: Staff;
let call: TestCall;
let chosen: MapApplicant;
let other: MapApplicant;
let council: Council;
let appraisalId = '';
let issued: Issued;

/** The document of the measurement programme with another workflow. */
function revised<Document extends object>(document: Document): Document {
	const { workflow } = document as unknown as ProgrammeDefinition;
	const stages = ORDER.map((key) => workflow.stages.find((one) => one.key === key));
	return {
		...document,
		workflow: { ...workflow, stages, selection: 'as_council_concludes', chain: 'bon_buoc' }
	};
}

const stateOf = async ({ applicationId }: MapApplicant) =>
	(await stage.app.db.read.applications.find(applicationId))?.state;

/** Whether the list of what waits leads this person to a page. */
async function ledTo(person: Enrolled, path: string, width?: number): Promise<boolean> {
	const page = await stage.signedIn(person, width);
	await open(page, '/viec-can-lam');
	await fits(page);
	const found = await page.locator(`main a[href^="${path}"]`).count();
	await page.context().close();
	return found > 0;
}

/** To whom the result of a case was written. */
const mailedFor = async ({ applicationId }: MapApplicant): Promise<string[]> => {
	const { rows } = await stage.database.owner.query<{ recipient: string }>(
		'SELECT recipient FROM mail_message WHERE idempotency_key LIKE $1',
		[`%result:${applicationId}%`]
	);
	return rows.map(({ recipient }) => recipient);
};

beforeAll(async () => {
	stage = await openStage();
	say = await wordsOf('vi');
	staff = await enrolStaff(stage);
	must(
		await storeChain(systemContext(stage.app), {
			key: 'bon_buoc',
			title: { vi: 'Bốn bước' },
			validFrom: new Date(Date.now() + 3_600_000),
			steps: (
				[
					['prepared', 'finance_officer', 'Chuyên viên tài chính lập'],
					['verified', 'measurement_officer', CHECK],
					['verified', 'finance_head', 'Trưởng phòng tài chính kiểm tra'],
					['approved', 'director', 'Giám đốc Sở phê duyệt']
				] as const
			).map(([kind, role, label], step) => ({ step, turn: step, kind, role, label: { vi: label } }))
		})
	);
	call = await insertCall({ ...stage, close: () => Promise.resolve() }, 'map', CODE, ['MAP'], (document) =>
		revised(document)
	);
	const join = (key: string, name: string, taxCode: string) =>
		joinMapApplicant(stage, call, MAP_DOCUMENTS, { key, name, taxCode });
	chosen = await join('dai-dien', GOES_ON, '5999902750');
	other = await join('dai-dien-2', ENDS, '5999900016');
	for (const { rep, applicationId } of [chosen, other]) {
		const row = await stage.app.db.read.applications.find(applicationId);
		must(
			await submitApplication(await stage.as(rep), {
				id: applicationId,
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

describe('a programme without a selection', () => {
	it('passes the contract of definitions', () => {
		expect(parseDefinition(revised(document('map')))).toMatchObject({ ok: true });
	});

	it('shows the places of its own stages, and no others', async () => {
		const page = await stage.signedIn(staff.officer);
		await open(page, `/van-phong/dot/${CODE}`);
		const links = await page
			.locator(`main a[href^="/van-phong/dot/${CODE}/"]`)
			.evaluateAll((all) => all.map((link) => link.getAttribute('href')?.split('/').at(-1)));
		expect(new Set(links)).toEqual(new Set(['thay-doi', 'niem-phong', 'mo-ho-so', 'hoi-dong', 'ket-qua']));
		expect((await page.goto(`/van-phong/dot/${CODE}/lua-chon`))?.status()).toBe(404);
		await open(page, `/van-phong/dot/${CODE}/ket-qua`);
		await says(page, say('results_issue_sealed_text'));
		await open(page, `/van-phong/dot/${CODE}/mo-ho-so`);
		await confirmIn(page, 'open-dossiers');
		await says(page, say('office_opened_notice', { count: '2' }));
		await page.context().close();
	});

	it('is checked, then asks for its council before its surveys', async () => {
		const page = await stage.signedIn(staff.officer);
		for (const { applicationId } of [chosen, other]) {
			await open(page, `/van-phong/ho-so/${applicationId}`);
			await judgesTheRest(page, say);
			await page.getByRole('button', { name: say('office_validity_save') }).click();
			await says(page, say('office_validity_saved'));
		}
		await page.context().close();
		expect(await ledTo(staff.officer, `/van-phong/dot/${CODE}/hoi-dong`)).toBe(true);
		council = await seatWholeCouncil(stage, staff.officer, call);
		expect(await ledTo(staff.officer, '/van-phong/ho-so', 360)).toBe(true);
		const definition = await stage.app.db.read.definitions.find(call.definitionId);
		const ctx = await stage.as(staff.officer);
		for (const { applicationId } of [chosen, other]) {
			if (definition === undefined) throw new Error('no definition');
			must(
				await recordSurvey(ctx, {
					applicationId,
					heldOn: vietnamDateOf(await stage.app.db.read.clock.now()),
					participants: 'Trần Thị Mai',
					findings: surveyGroups(definition.document).map(({ key }) => ({
						groupKey: key,
						finding: 'Đã xem.'
					})),
					conclusion: 'Hiện trạng đúng như hồ sơ.',
					finish: true
				})
			);
		}
	});

	it('goes on from the session: the chair is told what the closing decides', async () => {
		const rubric = await rubricOf(stage, call.id);
		const both = [
			[chosen.applicationId, 82],
			[other.applicationId, 55]
		] as const;
		for (const person of Object.values(council.people)) {
			const ctx = await stage.as(person);
			must(await signUndertaking(ctx, { councilId: council.id }));
			must(
				await declareConflicts(ctx, {
					councilId: council.id,
					declarations: both.map(([applicationId]) => ({ applicationId, kind: 'none', ground: '', note: '' }))
				})
			);
			for (const [applicationId, points] of both) {
				const about = { councilId: council.id, applicationId };
				const saved = must(
					await saveMarks(ctx, { ...about, ...marksForTotal(rubric, points), comment: '', baseVersion: 0 })
				);
				must(await submitSheet(ctx, { ...about, version: saved.version }));
			}
		}
		const path = `/hoi-dong/${council.id}/phien/${call.lots['MAP'] ?? ''}`;
		const secretary = await stage.signedIn(council.people['secretary'] ?? staff.admin);
		await open(secretary, path);
		for (const box of await secretary.locator('input[name^="present."]').all()) await box.check();
		await secretary.getByRole('button', { name: say('councils_open_session') }).click();
		await agree(secretary);
		await electCounters(secretary, say);
		await secretary.getByRole('button', { name: say('councils_tally'), exact: true }).click();
		await agree(secretary);
		await says(secretary, 'Đã kiểm phiếu.');
		await secretary.context().close();
		const chair = await stage.signedIn(council.people['chair'] ?? staff.admin, 360);
		await open(chair, path);
		await chair.locator('[name=conclusion]').fill('Hội đồng thống nhất kết quả chấm.');
		await chair.getByRole('button', { name: say('councils_close_session') }).click();
		const question = chair.locator('#question');
		await question.waitFor();
		const asked = await question.innerText();
		expect(asked).toContain(say('councils_close_settles', { count: '1' }));
		expect(asked).toContain(say('councils_close_settles_not', { count: '1' }));
		expect(await stateOf(chosen)).toBe('in_review');
		await agree(chair);
		await says(chair, 'Phiên họp đã kết thúc, biên bản đã lập.');
		await chair.context().close();
		expect([await stateOf(chosen), await stateOf(other)]).toEqual(['in_appraisal', 'not_recommended']);
		const { rows } = await stage.database.owner.query<{ recommended: string[] }>(
			`SELECT d.content -> 'after' -> 'recommended' AS recommended FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.action = 'close_session' AND e.outcome = 'done'`
		);
		expect(rows).toEqual([{ recommended: [chosen.applicationId] }]);
	});

	it('says so to the office and nothing yet to the applicants', async () => {
		const officer = await stage.signedIn(staff.officer);
		await open(officer, `/van-phong/ho-so/${other.applicationId}`);
		await says(officer, say('timeline_council_not_recommended_office'));
		await open(officer, `/van-phong/dot/${CODE}/ket-qua`);
		await says(officer, say('results_issue_unfinished_text'));
		await officer.context().close();
		const applicant = await stage.signedIn(other.rep, 360);
		await open(applicant, `/ho-so/${other.applicationId}`);
		await says(applicant, say('timeline_session_closed_applicant'));
		expect(await textOf(applicant)).not.toContain(say('timeline_council_not_recommended_office'));
		await fits(applicant);
		await applicant.context().close();
		expect(await ledTo(staff.director, `/van-phong/dot/${CODE}/ket-qua`)).toBe(false);
	});

	it('is signed in four steps, each of which waits for its signer alone', async () => {
		appraisalId = (await stage.app.db.read.budgets.appraisalOf(chosen.applicationId))?.id ?? '';
		const signers = [
			[staff.finance, 'prepare'],
			[staff.officer, 'verify'],
			[staff.head, 'verify'],
			[staff.director, 'approve']
		] as const;
		for (const [at, [person, act]] of signers.entries()) {
			for (const [place, [reader]] of signers.entries())
				expect(await ledTo(reader, `/tham-dinh/${appraisalId}`), `step ${at}, signer ${place}`).toBe(
					place === at
				);
			const page = await stage.signedIn(person);
			await open(page, `/tham-dinh/${appraisalId}`);
			if (at === 1) await says(page, CHECK);
			await page.locator(`form[action="?/${act}"] button`).first().click();
			await agree(page);
			await says(page, say('budgets_acted'));
			await page.context().close();
		}
		expect(await stateOf(chosen)).toBe('approved');
	});

	it('is told by the director: decision, letters, mails, and the call is concluded', async () => {
		expect(await ledTo(staff.director, `/van-phong/dot/${CODE}/ket-qua`)).toBe(true);
		issued = await issueInBrowser(stage, say, staff.director, CODE);
		expect((await stage.app.db.read.calls.findByCode(CODE))?.state).toBe('concluded');
		expect(await ledTo(staff.director, `/van-phong/dot/${CODE}/ket-qua`)).toBe(false);
		const visitor = await stage.window({ width: 360 });
		await open(visitor, issued.path);
		for (const words of [issued.number, GOES_ON, '180.000.000']) await says(visitor, words);
		await fits(visitor);
		await visitor.context().close();
		for (const one of [chosen, other]) expect(await mailedFor(one)).toEqual([one.rep.email]);
	});

	it.each([
		['what was recommended', () => chosen, 'timeline_result_approved_applicant', '180.000.000'],
		['what was not', () => other, 'timeline_result_not_recommended_applicant', ENDS]
	] as const)('reaches the applicant of %s as a letter', async (_, whose, kind, words) => {
		const { rep, applicationId } = whose();
		const page = await stage.signedIn(rep);
		await open(page, `/ho-so/${applicationId}`);
		await says(page, say(kind, { decision: issued.number }));
		await page.getByRole('link', { name: new RegExp(say('results_kind_result_letter')) }).click();
		await page.waitForURL('**/van-ban/*');
		await says(page, words);
		await page.context().close();
	});

	it('leaves no work that reckoning everything anew would not give', async () => {
		const { rows } = await stage.database.owner.query(
			'SELECT kind FROM work_item WHERE call_id = $1 AND closed_at IS NULL',
			[call.id]
		);
		expect(rows.map(({ kind }: { kind: string }) => kind).sort()).toEqual(['read_result', 'read_result']);
	});
});
