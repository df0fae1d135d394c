import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCouncil } from '../../../src/lib/server/app/councils/create-council.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { dissolveCouncil } from '../../../src/lib/server/app/councils/dissolve-council.ts';
import { planSession } from '../../../src/lib/server/app/councils/plan-session.ts';
import { readCallCouncil } from '../../../src/lib/server/app/councils/read-call-council.ts';
import { replaceMember } from '../../../src/lib/server/app/councils/replace-member.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import { readTasks } from '../../support/tasks.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { contextOf, insertPerson, said, stateOf } from '../intake/world.ts';
import { must, openTaskWorld, score } from '../scoring/scoring-world.ts';
import type { ScoringWorld } from '../scoring/scoring-world.ts';
import { openCouncilWorld, SEATS, seatWhole, formCouncil } from './council-world.ts';
import type { CouncilWorld } from './council-world.ts';

const REASON = 'Có quan hệ gia đình với chủ nhiệm.';

describe('a member who is recused', () => {
	let world: CouncilWorld;
	let councilId: string;
	let officer: Context;
	beforeAll(async () => {
		world = await openCouncilWorld();
		councilId = await seatWhole(world);
		officer = await contextOf(world, world.officer);
		const ctx = await contextOf(world, world.people.yblang);
		must(await signUndertaking(ctx, { councilId }));
		const declarations = [
			{ applicationId: world.cases.water.id, kind: 'declared' as const, ground: 'relative', note: 'Anh ruột' }
		];
		must(await declareConflicts(ctx, { councilId, declarations }));
	}, 120_000);
	afterAll(() => world.close());

	const memberIdOf = async (name: string): Promise<string> => {
		const members = await world.app.db.read.councils.members(councilId);
		return members.find((member) => member.name === name && member.endedAt === null)?.memberId ?? '';
	};
	const lot = async () => {
		const view = must(await readCallCouncil(officer, { callCode: world.call.code, search: '' }));
		return view.lots.find(({ code }) => code === 'GL-DL-04');
	};

	it('is replaced in the same role and in one step, and the vacancy is gone', async () => {
		expect((await lot())?.vacancies).toMatchObject([{ code: 'council_role_missing' }]);
		const newcomer = await insertPerson(world, 'Bùi Thị Sáu');
		const memberId = await memberIdOf('Y Blăng Niê');
		const input = { memberId, personId: newcomer.personId, reason: REASON };
		expect(said(await replaceMember(officer, { ...input, reason: ' ' }))).toBe('reason_missing');
		expect(said(await replaceMember(await contextOf(world, world.people.khai), input))).toBe('not_found');
		const { personId } = world.people.duy;
		expect(said(await replaceMember(officer, { ...input, personId }))).toBe('council_member_already');
		const ghost = await insertPerson(world, 'Không Tài Khoản', { withoutAccount: true });
		expect(said(await replaceMember(officer, { ...input, personId: ghost.personId }))).toBe(
			'person_without_account'
		);
		expect(await memberIdOf('Y Blăng Niê')).toBe(memberId);
		await world.database.owner.query(`UPDATE council SET state = 'forming' WHERE id = $1`, [councilId]);
		expect(said(await replaceMember(officer, input))).toBe('council_not_seated');
		await world.database.owner.query(`UPDATE council SET state = 'seated' WHERE id = $1`, [councilId]);

		const made = must(await replaceMember(officer, input));
		expect(await world.app.db.read.councils.member(made.memberId)).toMatchObject({
			role: 'reviewer',
			undertakingAt: null,
			endedAt: null
		});
		expect(said(await replaceMember(officer, input))).toBe('council_member_already');
		const other = await insertPerson(world, 'Siu Thị Nga');
		const again = { ...input, personId: other.personId };
		expect(said(await replaceMember(officer, again))).toBe('already_done');
		expect(said(await replaceMember(officer, { ...again, memberId: other.personId }))).toBe('not_found');
		expect(await lot()).toMatchObject({ vacancies: [], recused: [] });
		const { waiting } = must(await readTasks(await contextOf(world, newcomer)));
		expect(waiting.map(({ kind }) => kind)).toContain('sign_undertaking');
		const gone = await contextOf(world, world.people.yblang);
		expect(gone.actor.kind === 'person' && gone.actor.seats).toEqual([]);
		const { rows } = await world.database.owner.query<{ mails: number }>(
			`SELECT count(*)::int AS mails FROM mail_message WHERE idempotency_key LIKE 'council-invitation:' || $1 || ':%'`,
			[made.memberId]
		);
		expect(rows).toEqual([{ mails: 1 }]);
	});

	it('is not replaced while a session is under way', async () => {
		const newcomer = await insertPerson(world, 'Ksor Thị Mai');
		await world.database.owner.query(`UPDATE review_session SET state = 'open' WHERE lot_id = $1`, [
			world.call.lots['GL-DL-03']
		]);
		const input = {
			memberId: await memberIdOf('Đỗ Minh Tuấn'),
			personId: newcomer.personId,
			reason: REASON
		};
		expect(said(await replaceMember(officer, input))).toBe('session_in_progress');
		const dissolve = { councilId, version: 2, reason: REASON };
		expect(said(await dissolveCouncil(officer, dissolve))).toBe('session_in_progress');
	});
});

describe('a council that is dissolved', () => {
	let world: CouncilWorld;
	let officer: Context;
	beforeAll(async () => {
		world = await openCouncilWorld();
		officer = await contextOf(world, world.officer);
	}, 120_000);
	afterAll(() => world.close());

	it('gives its applications back, ends its seats, and lets another one be seated with nothing planned', async () => {
		const councilId = await seatWhole(world);
		const lotId = world.call.lots['GL-DL-03'] ?? '';
		const plan = { councilId, lotId, version: 1, date: '01/03/2090', time: '08:30', place: 'Phòng A' };
		must(await planSession(officer, plan));
		expect(said(await dissolveCouncil(officer, { councilId, version: 2, reason: '' }))).toBe(
			'reason_missing'
		);
		expect(said(await dissolveCouncil(officer, { councilId, version: 2, reason: 'x'.repeat(2001) }))).toBe(
			'text_too_long'
		);
		expect(said(await dissolveCouncil(officer, { councilId, version: 9, reason: REASON }))).toBe(
			'stale_version'
		);
		const chair = await contextOf(world, world.people.khai);
		expect(said(await dissolveCouncil(chair, { councilId, version: 2, reason: REASON }))).toBe('not_found');
		must(await dissolveCouncil(officer, { councilId, version: 2, reason: REASON }));
		expect(said(await dissolveCouncil(officer, { councilId, version: 3, reason: REASON }))).toBe(
			'state_forbids'
		);

		for (const { id } of Object.values(world.cases))
			expect(await stateOf(world, id)).toMatchObject({ state: 'valid' });
		const after = await contextOf(world, world.people.khai);
		expect(after.actor.kind === 'person' && after.actor.seats).toEqual([]);
		const told = await world.app.db.read.timeline.of(world.cases.sugar.id, 'applicant');
		expect(told.map(({ kind }) => kind)).toContain('council_dissolved');
		const { rows } = await world.database.owner.query<{ mails: number }>(
			`SELECT count(*)::int AS mails FROM mail_message WHERE idempotency_key LIKE 'council-dissolved:%'`
		);
		expect(rows).toEqual([{ mails: SEATS.length }]);
		const { waiting } = must(await readTasks(officer));
		expect(waiting.map(({ kind }) => kind)).toContain('form_council');

		const view = must(await readCallCouncil(officer, { callCode: world.call.code, search: '' }));
		expect(view.record).toBeUndefined();
		expect(view.dissolved).toMatchObject([{ dissolveReason: REASON }]);
		const second = await seatWhole(world);
		for (const { id } of Object.values(world.cases))
			expect(await stateOf(world, id)).toMatchObject({ state: 'in_review' });
		const lots = await world.app.db.read.councils.lots(second);
		expect(lots.map(({ scheduledAt, place }) => [scheduledAt, place])).toEqual([
			[null, ''],
			[null, ''],
			[null, '']
		]);
		expect(await world.app.db.read.councils.lots(councilId)).toEqual([]);
		expect(must(await readCallCouncil(officer, { callCode: world.call.code, search: '' })).may.dissolve).toBe(
			true
		);
	});

	it('is one a call also in SQL, and stays dissolved', async () => {
		const { app } = world.database;
		await expect(
			app.query(
				`INSERT INTO council (id, call_id, name, state, created_at) VALUES (gen_random_uuid(), $1, 'x', 'forming', app_now())`,
				[world.call.id]
			)
		).rejects.toThrow('council_one_a_stage');
		await expect(app.query(`UPDATE council SET state = 'seated' WHERE state = 'dissolved'`)).rejects.toThrow(
			'is dissolved'
		);
		await expect(
			app.query(`UPDATE council SET state = 'dissolved' WHERE state <> 'dissolved'`)
		).rejects.toThrow('council_dissolved_whole');
		const ctx = await contextOf(world, world.officer);
		const input = { callCode: world.call.code, name: '', decisionNo: '' };
		expect(said(await createCouncil(ctx, input))).toBe('council_exists');
	});

	it('may still be forming', async () => {
		const view = must(await readCallCouncil(officer, { callCode: world.call.code, search: '' }));
		const standing = view.record?.council;
		must(
			await dissolveCouncil(officer, {
				councilId: standing?.id ?? '',
				version: standing?.version ?? 0,
				reason: REASON
			})
		);
		const councilId = await formCouncil(world, ['khai']);
		must(await dissolveCouncil(officer, { councilId, version: 1, reason: REASON }));
	});
});

describe('a council that has begun to judge', () => {
	let world: ScoringWorld;
	beforeAll(async () => {
		world = await openTaskWorld();
	}, 120_000);
	afterAll(() => world.close());

	it('is never dissolved, in the verb and in SQL', async () => {
		await score(world, 'duy', 'A', 80);
		const officer = await contextOf(world, world.officer);
		const { councilId } = world;
		const version = (await world.app.db.read.councils.find(councilId))?.version ?? 0;
		// By the verb itself, which says how many; the trigger below cannot.
		expect(await dissolveCouncil(officer, { councilId, version, reason: REASON })).toMatchObject({
			refusal: { code: 'council_has_sheets', params: { count: '1' } }
		});
		await expect(
			world.database.app.query(
				`UPDATE council SET state = 'dissolved', dissolved_at = app_now(), dissolved_by = $2, dissolve_reason = 'x' WHERE id = $1`,
				[councilId, world.officer.personId]
			)
		).rejects.toThrow('has submitted sheets');
		const view = must(await readCallCouncil(officer, { callCode: world.call.code, search: '' }));
		expect(view.may.dissolve).toBe(false);
	});
});
