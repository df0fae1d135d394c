import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveBudgetLines } from '#lib/server/app/budgets/save-budget-lines.ts';
import { calendarDate } from '#lib/domain/shared/period.ts';
import { proveOrganisation } from '#lib/server/app/organisations/prove-organisation.ts';
import { attachFiles, fillAnswers } from '../../world/fill-dossier.ts';
import type { TypedRow } from '../../world/fill-dossier.ts';
import { marksForTotal } from '../../world/marks-for-total.ts';
import { linesOf } from '../../world/money.ts';
import { select } from '../../world/rounds.ts';
import { sampleBudgetOf, taskAnswers, taskFiles, taskOf } from '../../world/task-answers.ts';
import { must } from '../integration/applications/filled-dossier.ts';
import { openAccountInBrowser, signUpInBrowser, verifyInBrowser } from './entering.ts';
import { rubricOf } from './map-cast.ts';
import { issueInBrowser, namesNobody } from './result-walk.ts';
import { openStage, wordsOf } from './stage.ts';
import type { Stage } from './stage.ts';
import {
	ABSENT,
	CALL,
	LOT,
	MARKS_BY_HAND,
	officePrepares,
	openTaskCast,
	othersMark,
	rivalApplies,
	TASK_COUNCIL_NAMES
} from './task-cast.ts';
import type { TaskCast } from './task-cast.ts';
import { agree, electCounters, fits, open, says, textOf } from './walks.ts';

const EMAIL = 'hoa.le@chuan.test';
const FIRM = 'Công ty CP Mía đường Ayun Thượng';
const TASK = taskOf('gl03a');
const REQUESTED = 1_284_632_000n;
const OWN = 900_000_000n;
const APPRAISED = '1.202.947.000';

let stage: Stage;
let say: Awaited<ReturnType<typeof wordsOf>>;
let noi: Awaited<ReturnType<typeof wordsOf>>;
let cast: TaskCast;
let page: Page;
let base = '';
let id = '';
let councilId = '';

beforeAll(async () => {
	stage = await openStage();
	[say, noi] = [await wordsOf('en'), await wordsOf('vi')];
	cast = await openTaskCast(stage);
});

afterAll(async () => {
	await stage.close();
});

const applicant = async () => {
	const account = await stage.app.db.read.identity.findAccountByEmail(EMAIL);
	return stage.as({ accountId: account?.id ?? '' });
};
const storedTotals = async (): Promise<unknown> => {
	const { rows } = await stage.database.owner.query<Record<string, string>>(
		`SELECT v.state_total, v.own_total FROM budget_version v JOIN budget b ON b.id = v.budget_id
		 WHERE b.application_id = $1 ORDER BY v.number DESC LIMIT 1`,
		[id]
	);
	return rows[0];
};

describe('TASK in English on a telephone: the applicant', () => {
	it('signs up and in', async () => {
		page = await stage.window({ width: 360 });
		const who = { email: EMAIL, fullName: 'Lê Văn Hòa', firm: FIRM, taxCode: '5999902750' };
		const back = `/en/ho-so/moi?dot=${CALL}`;
		await signUpInBrowser(page, say, who, { under: '/en', back });
		await fits(page);
		await openAccountInBrowser(page, say, await verifyInBrowser(stage, cast.person('admin'), EMAIL), back);
		expect(await page.locator('html').getAttribute('lang')).toBe('en');
		await fits(page);
	});

	it('chooses a task of the call, and is told when none is chosen', async () => {
		await open(page, `/en/ho-so/moi?dot=${CALL}`);
		await page.getByRole('button', { name: say('applications_new_begin') }).click();
		await page.locator('[aria-invalid=true], .error').first().waitFor();
		await page.locator('[name=lotId]').first().check();
		await page.getByRole('button', { name: say('applications_new_begin') }).click();
		await page.waitForURL(/\/en\/ho-so\/[0-9a-f-]{36}/);
		base = /\/en\/ho-so\/[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
		id = base.split('/').at(-1) ?? '';
		await fits(page);
		const { rows } = await stage.database.owner.query<{ id: string }>(
			'SELECT organisation_id AS id FROM application WHERE id = $1',
			[id]
		);
		cast.world.known.organisations.set('dn3', { id: rows[0]?.id ?? '', name: FIRM });
		// It may draft before the office has ruled; the rest of the journey needs the ruling.
		const proof = {
			basis: 'register',
			kind: 'business',
			number: '5999902750',
			on: calendarDate('2026-01-01')
		} as const;
		const officer = await stage.as(cast.person('enterprise'));
		must(await proveOrganisation(officer, { organisationId: rows[0]?.id ?? '', version: 1, proof }));
		cast.world.known.applications.set('gl03a', id);
	});

	it('is led from the list of what is missing to the place', async () => {
		await open(page, `${base}/nop`);
		await fits(page);
		expect(await textOf(page)).toContain(LOT);
		await page.locator('main a[href*="/phan/people"]').first().click();
		await page.waitForURL('**/phan/people**');
		await fits(page);
		await open(page, `${base}/tai-lieu`);
		await fits(page);
	});

	it('writes labour and lines, and reads at once the totals that the server keeps', async () => {
		const all = linesOf(sampleBudgetOf(TASK));
		const last = all.find(({ content }) => content.startsWith('Kỹ thuật viên'));
		must(
			await saveBudgetLines(await applicant(), {
				applicationId: id,
				lines: all.filter((line) => line !== last),
				baseVersion: 0
			})
		);
		await open(page, `${base}/du-toan`);
		await page
			.getByRole('button', { name: say('budgets_add_line') })
			.first()
			.click();
		const row = page
			.locator('fieldset')
			.filter({ has: page.locator('[name$="/persons"]') })
			.last();
		await row.locator('[name$="/content"]').fill(last?.content ?? '');
		await row.locator('select[name$="/labour/roleKey"]').selectOption('technician');
		await row.locator('[name$="/persons"]').fill('2');
		await row.locator('[name$="/effort"]').fill('8');
		const kind = row.locator('select[name$="/subKind"]');
		if ((await kind.count()) > 0) await kind.selectOption('personnel');
		await says(page, '1,284,632,000');
		await says(page, '900,000,000');
		await expect
			.poll(storedTotals, { timeout: 40_000 })
			.toEqual({ state_total: String(REQUESTED), own_total: String(OWN) });
		await fits(page);
		await page.reload({ waitUntil: 'networkidle' });
		expect(await textOf(page)).toContain('1,284,632,000');
	});

	it('fills the table of people, where a row half filled says what it lacks', async () => {
		const totals = { state: REQUESTED, own: OWN, total: REQUESTED + OWN };
		const answers = taskAnswers(cast.world, TASK, FIRM, totals);
		const members = (answers['people']?.['members'] ?? []) as readonly TypedRow[];
		const ctx = await applicant();
		await fillAnswers(ctx, id, {
			...answers,
			people: { ...answers['people'], members: members.slice(0, -1) }
		});
		await attachFiles(ctx, id, taskFiles(cast.world, TASK, FIRM, OWN));
		await open(page, `${base}/phan/people`);
		await page.locator('button[name=act][value="add:members"]').click();
		const cell = (key: string) => page.locator(`[name$="/${key}"]:visible`).last();
		const lastMember = members.at(-1);
		await cell('full_name').fill(String(lastMember?.['full_name']));
		await cell('degree').selectOption('college');
		await says(page, say('ui_saved_at', { time: '' }).trim());
		await open(page, `${base}/nop`);
		await page.locator('main a[href*="members"]').first().click();
		await page.waitForURL('**/phan/people**');
		await cell('organisation').fill(FIRM);
		await cell('role').selectOption('technician');
		await cell('work').fill(String(lastMember?.['work']));
		// The line breaks before the last cell, and stays away until the page of submission has been read.
		await page.route('**/api/ho-so/**', (route) => route.abort('internetdisconnected'));
		await cell('effort').fill('8');
		await cell('effort').blur();
		await expect
			.poll(async () => {
				const sections = await stage.app.db.read.applications.sections(id);
				const people = sections.find(({ sectionKey }) => sectionKey === 'people')?.content.values['members'];
				return Array.isArray(people) ? people.length : 0;
			})
			.toBe(members.length);
		await fits(page);
	});

	it('submits and gets the receipt', async () => {
		await open(page, `${base}/nop`);
		expect(await page.locator('[name=declaration]').count()).toBe(0);
		// Opened once: the page follows when the last words have arrived.
		await page.unroute('**/api/ho-so/**');
		await expect
			.poll(() => page.locator('[name=declaration]').count(), { timeout: 40_000 })
			.toBeGreaterThan(0);
		for (const box of await page.locator('[name=declaration]').all()) await box.check();
		await page.getByRole('button', { name: say('applications_submit_do') }).click();
		await says(page, say('applications_received_at'));
		await fits(page);
		const row = await stage.app.db.read.applications.find(id);
		expect([row?.state, row?.requested, row?.own]).toEqual(['submitted', REQUESTED, OWN]);
	});
});

describe('TASK: the council', () => {
	it('lets a member sign, declare and rate, in English on a telephone', async () => {
		await rivalApplies(stage, cast);
		councilId = await officePrepares(stage, cast);
		const room = `/en/hoi-dong/${councilId}`;
		const member = await stage.signedIn(cast.person(MARKS_BY_HAND), 360);
		await open(member, room);
		await fits(member);
		await member.getByRole('button', { name: say('office_sign') }).click();
		await says(member, say('office_signed'));
		for (const choice of await member.locator('select[name$=".ground"]').all())
			await choice.selectOption('none');
		await member.getByRole('button', { name: say('office_declare') }).click();
		await member.locator(`a[href$="/cham/${id}"]`).waitFor();
		await open(member, `${room}/ho-so/${id}`);
		await fits(member);
		await open(member, `${room}/cham/${id}`);
		await fits(member);
		const rubric = await rubricOf(stage, cast.call.id, 'applied_research');
		const { marks, comments } = marksForTotal(rubric, 85);
		for (const [slot, mark] of Object.entries(marks))
			await member.locator(`[name="mark.${slot}"][value="${String(mark)}"]`).check();
		for (const [key, words] of Object.entries(comments))
			await member.locator(`[name="comment.${key}"]`).fill(words);
		// 0-4 times the coefficient: the sum on the page is that of the sheet.
		const of = String(Object.keys(marks).length);
		await says(member, say('councils_total_said', { points: '85', marked: of, of }));
		await member.getByRole('button', { name: say('councils_submit') }).click();
		await agree(member);
		await says(member, say('councils_submitted_title', { total: '85' }));
		await fits(member);
		await member.context().close();
	});

	it('counts: a ballot too far off is dropped, the proposer gets the bonus, zeros fail the other', async () => {
		await othersMark(cast);
		const path = `/hoi-dong/${councilId}/phien/${cast.call.lots[LOT] ?? ''}`;
		const secretary = await stage.signedIn(cast.person('lan'));
		await open(secretary, path);
		for (const box of await secretary.locator('input[name^="present."]').all()) await box.check();
		for (const name of ABSENT) await secretary.getByRole('checkbox', { name: new RegExp(name) }).uncheck();
		await secretary.getByRole('button', { name: noi('councils_save_attendance') }).click();
		await says(secretary, noi('councils_quorum_met'));
		await secretary.getByRole('button', { name: noi('councils_open_session') }).click();
		// Nobody was called to any hour.
		await agree(secretary);
		await electCounters(secretary, noi);
		await secretary.getByRole('button', { name: noi('councils_tally'), exact: true }).click();
		await agree(secretary);
		await says(secretary, '89,65');
		const said = await textOf(secretary);
		for (const words of ['81,50', '541', '885', noi('councils_dropped'), '83,00', noi('councils_failed')])
			expect(said, words).toContain(words);
		await secretary.context().close();
		const chair = await stage.signedIn(cast.person('khai'));
		await open(chair, path);
		await chair.locator('[name=conclusion]').fill('Đề nghị giao chủ trì cho đơn vị xếp thứ nhất.');
		await chair.getByRole('button', { name: noi('councils_close_session') }).click();
		await agree(chair);
		await says(chair, 'Phiên họp đã kết thúc, biên bản đã lập.');
		await chair.context().close();
	});
});

describe('TASK: the money and the result', () => {
	it('is appraised line by line, each difference with its reason', async () => {
		await select(cast.world, 'science', CALL, {});
		const appraisal = (await stage.app.db.read.budgets.appraisalOf(id))?.id ?? '';
		const finance = await stage.signedIn(cast.person('finance'));
		await open(finance, `/tham-dinh/${appraisal}`);
		const decisions = sampleBudgetOf(TASK).decisions ?? [];
		const at = (key: string, part: string) => finance.locator(`[name="lines/${key}/${part}"]`);
		const openLine = async (key: string): Promise<void> => {
			if (await at(key, 'reason').isVisible()) return;
			await finance
				.locator('details')
				.filter({ has: at(key, 'reason') })
				.locator('summary')
				.click();
		};
		for (const { key, labour, unitPrice } of decisions) {
			await finance
				.locator('details')
				.filter({ has: at(key, 'reason') })
				.locator('summary')
				.click();
			if (unitPrice !== undefined) await at(key, 'unitPrice').fill(unitPrice);
			if (labour !== undefined)
				await at(key, 'labour/persons').fill(String((labour as { persons: number }).persons));
		}
		// Before any reason is given the figures are there, and the lines that want one are named.
		await says(finance, APPRAISED);
		// Kept as it is typed, it cannot be put forward.
		const forward = finance.locator('form[action="?/prepare"]:not(#question-form)');
		await expect.poll(() => forward.count(), { timeout: 40_000 }).toBe(0);
		expect(await textOf(finance)).toContain(noi('budgets_reason_missing'));
		expect((await stage.app.db.read.budgets.appraisalOf(id))?.state).toBe('preparing');
		for (const { key, reason, note } of decisions) {
			await openLine(key);
			await at(key, 'reason').selectOption(reason);
			await at(key, 'note').fill(note);
		}
		const prepare = finance.locator('form[action="?/prepare"] button:not([disabled])');
		await prepare.click();
		await says(finance, noi('refusal_khoan_council_missing'));
		await finance.locator('[name=proposes][value=yes]').check();
		await finance.getByRole('button', { name: noi('budgets_khoan_council_save') }).click();
		// Once it is kept, the sentence of the refusal goes.
		await expect
			.poll(() => textOf(finance), { timeout: 40_000 })
			.not.toContain(noi('refusal_khoan_council_missing'));
		await prepare.click();
		await agree(finance);
		await forward.waitFor({ state: 'detached' });
		await finance.context().close();
		for (const [who, act] of [
			['head', 'verify'],
			['director', 'approve']
		] as const) {
			const signer = await stage.signedIn(cast.person(who));
			await open(signer, `/tham-dinh/${appraisal}`);
			expect(await textOf(signer)).toContain(APPRAISED);
			await signer.locator(`form[action="?/${act}"] button`).click();
			await agree(signer);
			await signer.locator(`form[action="?/${act}"]:not(#question-form)`).waitFor({ state: 'detached' });
			await signer.context().close();
		}
	});

	it('commits exactly that on the source', async () => {
		const head = await stage.signedIn(cast.person('head'));
		await open(head, '/nguon-kinh-phi');
		await says(head, APPRAISED);
		await head.context().close();
		const { rows } = await stage.database.owner.query('SELECT committed FROM fund_balance');
		expect(rows).toEqual([{ committed: APPRAISED.replaceAll('.', '') }]);
	});

	it('is told to everybody, each in their terms, and to nobody who assessed', async () => {
		const issued = await issueInBrowser(stage, noi, cast.person('director'), CALL);
		await open(page, base);
		await says(page, say('timeline_result_approved_applicant', { decision: issued.number }));
		await fits(page);
		const letter = await page
			.getByRole('link', { name: new RegExp(say('results_kind_result_letter')) })
			.getAttribute('href');
		await open(page, letter ?? '');
		await fits(page);
		expect(await textOf(page)).toContain('89,65');
		await namesNobody(page, [base, `${base}/ban-nop`, letter ?? '', issued.path], TASK_COUNCIL_NAMES);
	});

	it('gave no fault of its own on the way', () => {
		expect(stage.faults).toEqual([]);
	});
});
