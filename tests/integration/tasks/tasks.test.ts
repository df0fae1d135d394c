import { prepareAppraisal, verifyAppraisal } from '../../support/sign-appraisal.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countTasks, readTasks } from '../../support/tasks.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import {
	contextOf,
	insertCall,
	insertOrganisation,
	insertPerson,
	insertSubmission
} from '../intake/world.ts';
import { sayTask } from '../../../src/lib/server/http/say-tasks.ts';
import type { TestPerson } from '../intake/world.ts';
import {
	attend,
	elect,
	BALLOTS_A,
	BALLOTS_B,
	must,
	openTaskWorld,
	PRESENT,
	score
} from '../scoring/scoring-world.ts';
import type { ScoringWorld } from '../scoring/scoring-world.ts';
import { decidedCase, hashOf, openBudgetWorld } from '../budgets/budget-world.ts';
import type { BudgetWorld } from '../budgets/budget-world.ts';

describe('what waits for whom, around a council', () => {
	let world: ScoringWorld;
	let applicant: TestPerson;
	beforeAll(async () => {
		world = await openTaskWorld({ silent: ['long'] });
		const found = await world.database.owner.query<{ organisation_id: string }>(
			'SELECT organisation_id FROM application WHERE id = $1',
			[world.cases['A']?.id]
		);
		applicant = await insertPerson(world, 'Ksor Thị Mai', {
			grants: [
				{
					role: 'representative',
					scopeType: 'organisation',
					scopeId: found.rows[0]?.organisation_id ?? ''
				}
			]
		});
	}, 120_000);
	afterAll(() => world.close());

	const tasksOf = async (person: TestPerson) => must(await readTasks(await contextOf(world, person)));
	const kindsOf = async (person: TestPerson) =>
		(await tasksOf(person)).waiting.map(({ kind, count }) => `${kind} ${String(count)}`);
	const member = (key: string): TestPerson => world.people[key] ?? applicant;

	it('follows a member from the undertaking over the declaration to the sheets', async () => {
		expect(await kindsOf(member('long'))).toEqual(['sign_undertaking 1']);
		must(await signUndertaking(await world.as('long'), { councilId: world.councilId }));
		expect(await kindsOf(member('long'))).toEqual(['declare_interests 2']);
		expect(await kindsOf(member('duy'))).toEqual(['submit_sheets 2']);
		await score(world, 'duy', 'A', BALLOTS_A[2]);
		expect(await kindsOf(member('duy'))).toEqual(['submit_sheets 1']);
		await score(world, 'duy', 'B', BALLOTS_B[2]);
		expect(await kindsOf(member('duy'))).toEqual([]);
	});

	it('asks the administrative secretary for no sheet, only for the session', async () => {
		expect(await kindsOf(member('chi'))).toEqual(['open_session 1']);
	});

	it('tells the applicant whose turn it is, and who holds it by office only', async () => {
		const { waiting, held, withoutRole } = await tasksOf(applicant);
		expect(waiting).toEqual([]);
		expect(held.map(({ kind }) => kind)).toEqual(['held_council']);
		expect(withoutRole).toBe(false);
		const bytes = JSON.stringify(held);
		for (const seat of Object.values(world.people)) expect(bytes).not.toContain(seat.personId);
	});

	it('moves the session from the secretary to the chair', async () => {
		for (const [at, key] of PRESENT.entries()) {
			if (key === 'duy') continue;
			await score(world, key, 'A', BALLOTS_A[at] ?? 0);
			await score(world, key, 'B', BALLOTS_B[at] ?? 0);
		}
		await attend(world, 'lan', 'GL-DL-03', PRESENT);
		const lotId = world.call.lots['GL-DL-03'] ?? '';
		const planned = await world.session('GL-DL-03');
		const opened = await openSession(await world.as('lan'), { lotId, version: planned.version });
		must(opened);
		expect(await kindsOf(member('lan'))).toEqual(['tally_session 1']);
		expect(await kindsOf(member('huong'))).toEqual([]);
		await elect(world, 'lan', 'GL-DL-03', PRESENT);
		const open = await world.session('GL-DL-03');
		must(await tallySession(await world.as('lan'), { lotId, version: open.version }));
		expect(await kindsOf(member('khai'))).toEqual(['close_session 1']);
		expect(await kindsOf(member('lan'))).toEqual([]);
		expect((await tasksOf(world.officer)).held.map(({ kind }) => kind)).toEqual(['held_session']);
	});

	it('says to a person without any role that nothing is theirs yet', async () => {
		const nobody = await insertPerson(world, 'Người mới');
		expect(await tasksOf(nobody)).toMatchObject({ waiting: [], held: [], withoutRole: true });
	});

	it('refuses a visitor', async () => {
		const officer = await contextOf(world, world.officer);
		const visitor = { ...officer, actor: { kind: 'visitor' as const } };
		expect(await readTasks(visitor)).toMatchObject({ ok: false, refusal: { code: 'sign_in_needed' } });
	});

	it('leads an officer through opening, validity and the council, and shuts out the other office', async () => {
		const { owner } = world.database;
		const organisationId = await insertOrganisation(world, 'Công ty Đo đạc Chư Sê', '5999907771');
		const call = await insertCall(world, 'map', 'MAP-2026-9', ['MAP-9']);
		const measurement = await insertPerson(world, 'Lê Văn Bình', {
			grants: [{ role: 'measurement_officer' }]
		});
		const scoped = await insertPerson(world, 'Phan Văn Tài', {
			grants: [{ role: 'science_officer', scopeType: 'programme', scopeId: 'TASK' }]
		});
		await insertSubmission(world, call, 'MAP-9', { code: 'MAP-2026-9-0001', organisationId });
		await insertSubmission(world, call, 'MAP-9', { code: 'MAP-2026-9-0002', organisationId });
		const own = async (person: TestPerson) =>
			(await tasksOf(person)).waiting
				.filter(({ code }) => code === 'MAP-2026-9')
				.map((row) => [row.kind, row.count]);
		expect(await own(measurement)).toEqual([]);
		await owner.query(`UPDATE call SET closes_at = app_now() - interval '1 minute' WHERE id = $1`, [call.id]);
		expect(await own(measurement)).toEqual([['open_dossiers', 2]]);
		await owner.query(`UPDATE call SET state = 'opened', opened_at = app_now() WHERE id = $1`, [call.id]);
		expect(await own(measurement)).toEqual([['check_validity', 2]]);
		// Of several it leads to the list, of the last one to its own page.
		const ways = async () =>
			(await tasksOf(measurement)).waiting
				.filter(({ code }) => code === 'MAP-2026-9')
				.map((row) => sayTask(row)?.href);
		expect(await ways()).toEqual(['/van-phong/ho-so?dot=MAP-2026-9&trang-thai=submitted']);
		await owner.query(`UPDATE application SET state = 'valid' WHERE code = 'MAP-2026-9-0001'`);
		const { rows } = await owner.query<{ id: string; state: string }>(
			'SELECT id, state FROM application WHERE call_id = $1',
			[call.id]
		);
		const idOf = (state: string): string => rows.find((row) => row.state === state)?.id ?? '';
		expect((await ways()).sort()).toEqual(
			[`/van-phong/ho-so/${idOf('submitted')}`, `/van-phong/ho-so/${idOf('valid')}/khao-sat`].sort()
		);
		await owner.query(`UPDATE application SET state = 'submitted' WHERE code = 'MAP-2026-9-0001'`);
		expect(await own(scoped)).toEqual([]);
		const tied = await insertPerson(world, 'Nguyễn Văn Thân', {
			employerId: organisationId,
			grants: [{ role: 'measurement_officer' }]
		});
		expect(await own(tied)).toEqual([]);
		await owner.query(`UPDATE application SET state = 'valid' WHERE call_id = $1`, [call.id]);
		expect((await own(measurement)).map(([kind]) => kind)).toContain('form_council');
		const counts = must(await countTasks(await contextOf(world, measurement)));
		const { waiting } = await tasksOf(measurement);
		expect(counts.tasks).toBe(waiting.length);
	});

	it('sorts a draft of an applicant by its deadline and drops it when the window has closed', async () => {
		const { owner } = world.database;
		const call = await insertCall(world, 'proposal', 'DX-2026-8', ['DX-8']);
		const found = await owner.query<{ organisation_id: string }>(
			'SELECT organisation_id FROM application WHERE id = $1',
			[world.cases['A']?.id]
		);
		await owner.query(
			`INSERT INTO application (id, call_id, lot_id, organisation_id, created_by, title, state, created_at, updated_at)
			 VALUES (gen_random_uuid(), $1, $2, $3, $4, 'Bản nháp', 'draft', app_now(), app_now())`,
			[call.id, call.lots['DX-8'], found.rows[0]?.organisation_id, applicant.personId]
		);
		const [task] = (await tasksOf(applicant)).waiting;
		expect(task).toMatchObject({ kind: 'finish_draft', code: 'DX-2026-8', titleVi: 'Bản nháp' });
		expect(task?.due).toBeInstanceOf(Date);
		await owner.query(`UPDATE call SET closes_at = app_now() WHERE id = $1`, [call.id]);
		expect((await tasksOf(applicant)).waiting).toEqual([]);
	});

	it('tells the administrator of mail that failed, and the auditor of entries that stay unsealed', async () => {
		const { owner } = world.database;
		const keeper = await insertPerson(world, 'Quản trị', { grants: [{ role: 'administrator' }] });
		await owner.query(
			`INSERT INTO mail_message (id, idempotency_key, recipient, subject, body, state, due_at, created_at)
			 VALUES (gen_random_uuid(), 'k1', 'a@b.vn', 's', 'b', 'failed', app_now(), app_now())`
		);
		expect(await kindsOf(keeper)).toContain('failed_mail 1');
		const auditor = await insertPerson(world, 'Thanh tra', { grants: [{ role: 'auditor' }] });
		await owner.query(`UPDATE app_clock SET offset_sec = offset_sec + 3600`);
		expect((await kindsOf(auditor)).some((kind) => kind.startsWith('unsealed_audit'))).toBe(true);
	});
});

describe('what waits for whom, along the chain of an appraisal', () => {
	let world: BudgetWorld;
	beforeAll(async () => {
		world = await openBudgetWorld();
	}, 120_000);
	afterAll(() => world.close());

	it('passes from preparer to verifier to approver, and shows each what the others hold', async () => {
		const { appraisalId } = await decidedCase(world, 'GL-DL-01');
		const input = { appraisalId, seenHash: await hashOf(world, appraisalId) };
		const seen = async () =>
			Object.fromEntries(
				await Promise.all(
					(['officer', 'head', 'director'] as const).map(async (who) => {
						const { waiting, held } = must(await readTasks(world.as[who]));
						return [who, [...waiting, ...held].map(({ kind }) => kind)] as const;
					})
				)
			);
		expect(await seen()).toEqual({
			officer: ['appraise'],
			head: ['held_preparer'],
			director: ['held_preparer']
		});
		must(await prepareAppraisal(world.as.officer, input));
		expect(await seen()).toEqual({
			officer: ['held_verifier'],
			head: ['verify_appraisal'],
			director: ['held_verifier']
		});
		must(await verifyAppraisal(world.as.head, input));
		expect(await seen()).toEqual({
			officer: ['held_approver'],
			head: ['held_approver'],
			director: ['approve_appraisal']
		});
	});
});
