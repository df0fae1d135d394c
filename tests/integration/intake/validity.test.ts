import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkValidity } from '../../../src/lib/server/app/intake/check-validity.ts';
import type { CheckValidityInput } from '../../../src/lib/server/app/intake/check-validity.ts';
import { readOfficeApplication } from '../../../src/lib/server/app/intake/read-office-application.ts';
import { recordExcellentTask } from '../../../src/lib/server/app/intake/record-excellent-task.ts';
import { recordSurvey } from '../../../src/lib/server/app/intake/record-survey.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import { questionOfCouncil } from '../../../src/lib/server/http/questions/office.ts';
import { checkPdf } from '../../../src/lib/server/scan/check-pdf.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission,
	moveClock,
	openWorld,
	said,
	stateOf
} from './world.ts';
import type { TestApplication, TestCall, TestPerson, World } from './world.ts';
import { paperOf } from '../../../src/lib/server/app/records/paper-of.ts';
import { factsIn, listIn, paragraphsIn, tableIn, under } from '../../support/paper-blocks.ts';

let world: World;
let officer: TestPerson;
let tied: TestPerson;
let owner: TestPerson;
let call: TestCall;
let coffee: TestApplication;
let rubber: TestApplication;

beforeAll(async () => {
	world = await openWorld();
	const coffeeId = await insertOrganisation(world, 'Công ty TNHH Cà phê Cao nguyên Ia Hrung', '5999900016');
	const rubberId = await insertOrganisation(world, 'Công ty CP Cao su Đức Cơ Xanh', '5999901387');
	const grant = { role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' };
	officer = await insertPerson(world, 'Siu Thảo', { grants: [grant] });
	tied = await insertPerson(world, 'Cán bộ có liên hệ', { employerId: rubberId, grants: [grant] });
	owner = await insertPerson(world, 'Đại diện đơn vị', {
		grants: [{ role: 'representative', scopeType: 'organisation', scopeId: rubberId }]
	});
	call = await insertCall(world, 'map', 'MAP-2026-1', ['MAP-2026-1']);
	coffee = await insertSubmission(world, call, 'MAP-2026-1', {
		code: 'MAP-2026-0001',
		organisationId: coffeeId
	});
	rubber = await insertSubmission(world, call, 'MAP-2026-1', {
		code: 'MAP-2026-0002',
		organisationId: rubberId
	});
	await moveClock(world, 25);
	await world.database.owner.query(`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`, [
		call.id
	]);
});
afterAll(() => world.close());

/** Everything that must be judged, judged valid. */
async function allValid(id: string): Promise<CheckValidityInput['items']> {
	const view = await readOfficeApplication(await contextOf(world, officer), id);
	if (!view.ok) throw new Error(view.refusal.code);
	return view.value.checklist
		.filter(({ mustJudge }) => mustJudge)
		.map(({ key }) => ({ itemKey: key, valid: true, note: '' }));
}

async function check(
	application: TestApplication,
	more: Partial<CheckValidityInput>,
	as: TestPerson = officer
): Promise<string | string[]> {
	const ctx = await contextOf(world, as);
	const { version } = await stateOf(world, application.id);
	const items = await allValid(application.id);
	const base = { applicationId: application.id, version, valid: true, items, reason: '' };
	return said(await checkValidity(ctx, { ...base, ...more }));
}

describe('validity', () => {
	it('leads from one dossier to the next that nobody has judged, and on to none', async () => {
		const beside = async (id: string, as = officer) => {
			const view = await readOfficeApplication(await contextOf(world, as), id);
			return view.ok ? view.value.unjudged : view.refusal.code;
		};
		const [first, second] = [
			{ id: coffee.id, code: 'MAP-2026-0001' },
			{ id: rubber.id, code: 'MAP-2026-0002' }
		];
		expect(await beside(coffee.id)).toEqual({ count: 1, next: second });
		expect(await beside(rubber.id)).toEqual({ count: 1, next: first });
		await world.database.owner.query(`UPDATE application SET state = 'valid' WHERE id = $1`, [rubber.id]);
		expect(await beside(coffee.id)).toEqual({ count: 0, next: null });
		await world.database.owner.query(`UPDATE application SET state = 'submitted' WHERE id = $1`, [rubber.id]);
		// Who judges nothing here is led nowhere.
		expect(await beside(rubber.id, tied)).toBeNull();
	});

	it('says everything that is missing at once', async () => {
		const [first, ...rest] = await allValid(rubber.id);
		if (first === undefined) throw new Error('nothing to judge');
		const items = [
			{ ...first, valid: false, note: ' ' },
			...rest.slice(1),
			{ itemKey: 'x', valid: true, note: '' }
		];
		expect(await check(rubber, { items })).toEqual([
			'validity_item_note_missing',
			'validity_item_unknown',
			'validity_item_unjudged',
			'validity_contradicts_items'
		]);
		expect(await stateOf(world, rubber.id)).toMatchObject({ state: 'submitted', version: 1 });
	});

	it('refuses invalid without a reason, and an officer tied to the applicant', async () => {
		expect(await check(rubber, { valid: false })).toEqual(['reason_missing']);
		expect(await check(rubber, {}, tied)).toBe('tied_to_applicant');
		expect(await check(rubber, {}, owner)).toBe('not_found');
		expect(await check(rubber, { version: 9 })).toBe('stale_version');
	});

	it('tells the applicant of an invalid dossier why: notice, mail and timeline', async () => {
		const reason = 'Số sê-ri và giấy chứng nhận trong biểu mẫu không khớp danh mục kèm theo.';
		expect(await check(rubber, { valid: false, reason })).toBe('ok');
		expect((await stateOf(world, rubber.id)).state).toBe('invalid');
		const titles = await world.app.db.read.records.titlesOfApplication(rubber.id);
		expect(titles.map(({ kind }) => kind)).toEqual(['invalid_notice']);
		const notice = await world.app.db.read.records.find(titles[0]?.id ?? '');
		expect(JSON.stringify(notice?.content)).toContain(reason);
		const mails = await world.database.owner.query<{ body: string }>(
			`SELECT body FROM mail_message WHERE recipient = $1`,
			[owner.email]
		);
		expect(mails.rows).toHaveLength(1);
		expect(mails.rows[0]?.body).toContain(reason);
		const told = await world.app.db.read.timeline.of(rubber.id, 'applicant');
		expect(told.at(-1)).toMatchObject({ kind: 'found_invalid', params: { reason } });
	});

	it('can be corrected, until a council is seated', async () => {
		expect(await check(rubber, {})).toBe('ok');
		expect((await stateOf(world, rubber.id)).state).toBe('valid');
		await world.database.owner.query(
			`INSERT INTO council (id, call_id, name, state, created_at) VALUES (gen_random_uuid(), $1, 'Hội đồng', 'seated', app_now())`,
			[call.id]
		);
		expect(await check(rubber, { valid: false, reason: 'Muộn.' })).toBe('council_seated');
		await world.database.owner.query(`DELETE FROM council WHERE call_id = $1`, [call.id]);
	});

	it('of two who check at once, one counts', async () => {
		const ctx = await contextOf(world, officer);
		const { version } = await stateOf(world, coffee.id);
		const items = await allValid(coffee.id);
		const base = { applicationId: coffee.id, version, items };
		const both = await Promise.all([
			checkValidity(ctx, { ...base, valid: true, reason: '' }),
			checkValidity(ctx, { ...base, valid: false, reason: 'Thiếu giấy.' })
		]);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await check(coffee, {})).toBe('ok');
	});

	it('is not for a dossier that is still sealed', async () => {
		await world.database.owner.query(`UPDATE call SET state = 'published' WHERE id = $1`, [call.id]);
		const ctx = await contextOf(world, officer);
		const input = { applicationId: coffee.id, version: 1, valid: true, items: [], reason: '' };
		expect(said(await checkValidity(ctx, input))).toBe('not_found');
		await world.database.owner.query(`UPDATE call SET state = 'opened' WHERE id = $1`, [call.id]);
	});
});

describe('the record of an excellent task', () => {
	it('is kept by compare-and-set, and refused to the tied', async () => {
		const ctx = await contextOf(world, officer);
		const { version } = await stateOf(world, rubber.id);
		const input = { applicationId: rubber.id, version, excellent: true };
		expect(said(await recordExcellentTask(await contextOf(world, tied), input))).toBe('tied_to_applicant');
		expect(said(await recordExcellentTask(ctx, input))).toBe('ok');
		expect(said(await recordExcellentTask(ctx, input))).toBe('stale_version');
		expect((await world.app.db.read.applications.find(rubber.id))?.excellentTask).toBe(true);
	});
});

describe('the site survey', () => {
	const draft = { heldOn: '', participants: '', findings: [], conclusion: '', finish: false };

	async function survey(more: Partial<Parameters<typeof recordSurvey>[1]>, as: TestPerson = officer) {
		return said(
			await recordSurvey(await contextOf(world, as), { applicationId: coffee.id, ...draft, ...more })
		);
	}
	async function today(days: number): Promise<string> {
		const now = await world.app.db.read.clock.now();
		return new Date(now.getTime() + (days * 24 + 7) * 3_600_000).toISOString().slice(0, 10);
	}

	/** What seating a council is asked about dossiers without minutes. */
	async function seatingSays(): Promise<string | undefined> {
		const about = { callCode: call.code, act: 'seat' } as const;
		return (await questionOfCouncil(await contextOf(world, officer), about, {}))?.follows[1];
	}

	it('is missed by who seats the council: the valid dossiers by their codes, no other', async () => {
		expect(await seatingSays()).toContain(`: ${coffee.code}, ${rubber.code}. `);
		expect((await stateOf(world, rubber.id)).state).toBe('valid');
		await world.database.owner.query(`UPDATE application SET state = 'invalid' WHERE id = $1`, [rubber.id]);
		expect(await seatingSays()).toContain(`: ${coffee.code}. `);
		await world.database.owner.query(`UPDATE application SET state = 'valid' WHERE id = $1`, [rubber.id]);
	});

	it('has a day that has come, not before the opening', async () => {
		expect(await survey({ heldOn: '31/02/2026' })).toEqual(['date_not_in_calendar']);
		expect(await survey({ heldOn: await today(1) })).toEqual(['date_in_future']);
		expect(await survey({ heldOn: await today(-1) })).toEqual(['survey_before_opening']);
	});

	it('is saved as a draft by version, and finished whole', async () => {
		const heldOn = await today(0);
		const first = { heldOn, findings: [{ groupKey: 'khong_co', finding: 'x' }] };
		expect(await survey(first)).toEqual(['survey_group_unknown']);
		expect(await survey({ heldOn, participants: 'Siu Thảo' })).toBe('ok');
		expect(await survey({ heldOn })).toBe('stale_version');
		expect(await seatingSays()).toContain(coffee.code);
		const view = await readOfficeApplication(await contextOf(world, officer), coffee.id);
		const groups = view.ok ? view.value.surveyGroups : [];
		expect(groups).toHaveLength(9);
		const findings = groups.map(({ key }) => ({ groupKey: key, finding: 'Không có vấn đề.' }));
		const whole = {
			heldOn,
			participants: 'Siu Thảo',
			findings,
			conclusion: 'Đề nghị xem xét.',
			finish: true
		};
		expect(await survey({ ...whole, version: 1, findings: findings.slice(1), conclusion: ' ' })).toEqual([
			'survey_finding_missing',
			'survey_conclusion_missing'
		]);
		expect(await survey({ ...whole, version: 1 })).toBe('ok');
		expect(await seatingSays()).not.toContain(coffee.code);
		expect(await seatingSays()).toContain(rubber.code);
		expect(await survey({ ...whole, version: 2 })).toBe('survey_finished');
		expect(await world.app.db.read.intake.survey(coffee.id)).toMatchObject({
			version: 2,
			finishedAt: expect.any(Date) as unknown
		});
	});

	it('is issued once as minutes, on paper, for the office and not for the applicant', async () => {
		const records = (await world.app.db.read.records.ofCall(call.id)).filter(
			({ kind }) => kind === 'survey_minutes'
		);
		expect(records.map(({ applicationId }) => applicationId)).toEqual([coffee.id]);
		const [minutes] = records;
		if (minutes === undefined) throw new Error('no minutes');
		const paper = paperOf(minutes);
		expect(listIn(under(paper, 'I. Thành phần'))).toEqual(['Siu Thảo']);
		expect(factsIn(under(paper, 'I. Thành phần'))).toEqual([]);
		expect(paragraphsIn(under(paper, 'III. Kết luận'))[0]).toBe('Đề nghị xem xét.');
		expect(tableIn(under(paper, 'II. Kết quả khảo sát'))?.rows.length).toBe(9);
		const pdf = await world.app.typesetting.paper(minutes);
		expect(pdf.ok && (await checkPdf(pdf.value))).toEqual({ ok: true, value: undefined });
		expect(said(await readRecord(await contextOf(world, officer), minutes.id))).toBe('ok');
		expect(said(await readRecord(await contextOf(world, owner), minutes.id))).toBe('not_found');
	});

	it('is for officers who are not tied, and for dossiers found valid', async () => {
		const heldOn = await today(0);
		expect(await survey({ applicationId: rubber.id, heldOn }, tied)).toBe('tied_to_applicant');
		expect(await survey({ applicationId: rubber.id, heldOn }, owner)).toBe('not_found');
		await world.database.owner.query(`UPDATE application SET state = 'submitted' WHERE id = $1`, [rubber.id]);
		expect(await survey({ applicationId: rubber.id, heldOn })).toBe('state_forbids');
	});
});
