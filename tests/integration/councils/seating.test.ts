import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appointMember } from '../../../src/lib/server/app/councils/appoint-member.ts';
import { createCouncil } from '../../../src/lib/server/app/councils/create-council.ts';
import { dissolveCouncil } from '../../../src/lib/server/app/councils/dissolve-council.ts';
import { endMembership } from '../../../src/lib/server/app/councils/end-membership.ts';
import { planSession } from '../../../src/lib/server/app/councils/plan-session.ts';
import { readCallCouncil } from '../../../src/lib/server/app/councils/read-call-council.ts';
import { seatCouncil } from '../../../src/lib/server/app/councils/seat-council.ts';
import { vietnamDateOf } from '../../../src/lib/domain/shared/period.ts';
import { contextOf, insertPerson, said, stateOf } from '../intake/world.ts';
import { formCouncil, openCouncilWorld, SEATS, seatWhole } from './council-world.ts';
import type { CouncilWorld } from './council-world.ts';

let world: CouncilWorld;
beforeAll(async () => {
	world = await openCouncilWorld();
});
afterAll(() => world.close());

async function memberIdOf(councilId: string, name: string): Promise<string> {
	const members = await world.app.db.read.councils.members(councilId);
	return members.find((member) => member.name === name)?.memberId ?? '';
}

describe('forming', () => {
	it('is one council a call, also when two officers press at once', async () => {
		const ctx = await contextOf(world, world.officer);
		const input = { callCode: world.call.code, name: '', decisionNo: '' };
		const both = await Promise.all([createCouncil(ctx, input), createCouncil(ctx, input)]);
		expect(both.map(said).sort()).toEqual(['council_exists', 'ok']);
		const view = await readCallCouncil(ctx, { callCode: world.call.code, search: '' });
		expect(view.ok && view.value.record?.council.name).toMatch(/^Hội đồng tư vấn tuyển chọn/);
		const councils = await world.app.db.read.councils.ofCall(world.call.id);
		for (const { id: councilId, version } of councils)
			expect(said(await dissolveCouncil(ctx, { councilId, version, reason: 'Lập nhầm.' }))).toBe('ok');
	});

	it('takes people with an account, once each, in a role that exists', async () => {
		const councilId = await formCouncil(world, ['khai']);
		const ctx = await contextOf(world, world.officer);
		const add = (personId: string, role: string) => appointMember(ctx, { councilId, personId, role });
		const unknown = await insertPerson(world, 'Không Tài Khoản', { withoutAccount: true });
		expect(said(await add(unknown.personId, 'member'))).toBe('person_without_account');
		expect(said(await add(world.people.khai.personId, 'member'))).toBe('council_member_already');
		expect(said(await add(world.people.duy.personId, 'boss'))).toBe('council_role_unknown');
		const foreign = await insertPerson(world, 'Cán bộ đo lường', {
			grants: [{ role: 'measurement_officer', scopeType: 'programme', scopeId: 'MAP' }]
		});
		const other = await contextOf(world, foreign);
		const { personId } = world.people.duy;
		expect(said(await appointMember(other, { councilId, personId, role: 'member' }))).toBe('not_found');

		const view = await readCallCouncil(ctx, { callCode: world.call.code, search: 'le quang d' });
		expect(view.ok && view.value.candidates.map(({ name }) => name)).toEqual(['Lê Quang Duy']);
		expect(
			said(await endMembership(ctx, { memberId: await memberIdOf(councilId, 'Nguyễn Văn Khải'), reason: '' }))
		).toBe('ok');
		expect(said(await dissolveCouncil(ctx, { councilId, version: 1, reason: 'Lập lại.' }))).toBe('ok');
	});
});

describe('seating', () => {
	it('names every problem of the composition and of the dossiers at once, and changes nothing', async () => {
		const councilId = await formCouncil(world, ['khai', 'duy', 'lan']);
		await world.database.owner.query(`UPDATE application SET state = 'submitted' WHERE id = $1`, [
			world.cases.water.id
		]);
		const ctx = await contextOf(world, world.officer);
		const result = await seatCouncil(ctx, { councilId, version: 1 });
		expect(said(result)).toEqual([
			'council_too_small',
			'council_role_missing',
			'council_role_missing',
			'council_role_missing',
			'applications_unchecked'
		]);
		expect(await stateOf(world, world.cases.sugar.id)).toMatchObject({ state: 'valid' });
		const shown = await readCallCouncil(ctx, { callCode: world.call.code, search: '' });
		expect(shown.ok && shown.value.problems.map(({ code }) => code)).toEqual(said(result));
		await world.database.owner.query(`UPDATE application SET state = 'valid' WHERE id = $1`, [
			world.cases.water.id
		]);
		expect(said(await dissolveCouncil(ctx, { councilId, version: 1, reason: 'Lập lại.' }))).toBe('ok');
	});

	it('moves valid applications under review, plans a session a lot and invites everybody, once', async () => {
		const councilId = await formCouncil(
			world,
			SEATS.map(([key]) => key)
		);
		const ctx = await contextOf(world, world.officer);
		expect(said(await seatCouncil(ctx, { councilId, version: 7 }))).toBe('stale_version');
		const both = await Promise.all([
			seatCouncil(ctx, { councilId, version: 1 }),
			seatCouncil(ctx, { councilId, version: 1 })
		]);
		expect(both.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { applications: 3, sessions: 3 } }]);
		for (const one of Object.values(world.cases)) {
			expect(await stateOf(world, one.id)).toMatchObject({ state: 'in_review' });
		}
		const { rows } = await world.database.owner.query(
			`SELECT count(*)::int AS mails FROM mail_message WHERE idempotency_key LIKE 'council-invitation:%'`
		);
		expect(rows).toEqual([{ mails: SEATS.length }]);
	});

	it('keeps no name of an applicant in the invitation', async () => {
		const { rows } = await world.database.owner.query<{ body: string }>(
			`SELECT body FROM mail_message WHERE idempotency_key LIKE 'council-invitation:%'`
		);
		for (const { body } of rows) expect(body).not.toMatch(/Ayun|Pleiku|Ia Ly/);
	});
});

describe('a seated council', () => {
	it('replaces a member with a reason, and the one who comes back signs again', async () => {
		const [council] = await world.app.db.read.councils.ofCall(world.call.id);
		const councilId = council?.id ?? '';
		const ctx = await contextOf(world, world.officer);
		const memberId = await memberIdOf(councilId, 'Lê Quang Duy');
		await world.database.owner.query(
			`UPDATE council_member SET undertaking_at = app_now(), undertaking_hash = 'x' WHERE id = $1`,
			[memberId]
		);
		expect(said(await endMembership(ctx, { memberId, reason: ' ' }))).toBe('reason_missing');
		expect(said(await endMembership(ctx, { memberId, reason: 'Đi công tác.' }))).toBe('ok');
		expect(said(await endMembership(ctx, { memberId, reason: 'Đi công tác.' }))).toBe('already_done');
		const gone = await contextOf(world, world.people.duy);
		expect(gone.actor.kind === 'person' && gone.actor.seats).toEqual([]);

		const { personId } = world.people.duy;
		expect(said(await appointMember(ctx, { councilId, personId, role: 'reviewer' }))).toBe('ok');
		const back = await world.app.db.read.councils.member(memberId);
		expect(back).toMatchObject({ role: 'reviewer', endedAt: null, undertakingAt: null });
	});

	it('warns that a recused reviewer must be replaced', async () => {
		const [council] = await world.app.db.read.councils.ofCall(world.call.id);
		const memberId = await memberIdOf(council?.id ?? '', 'Y Blăng Niê');
		await world.database.owner.query(
			`INSERT INTO conflict_declaration (id, member_id, application_id, kind, ground, note, declared_at) VALUES (gen_random_uuid(), $1, $2, 'blocking', 'relative', 'x', app_now())`,
			[memberId, world.cases.water.id]
		);
		const ctx = await contextOf(world, world.officer);
		const view = await readCallCouncil(ctx, { callCode: world.call.code, search: '' });
		const lot = view.ok ? view.value.lots.find(({ code }) => code === 'GL-DL-04') : undefined;
		expect(lot).toMatchObject({
			recused: ['Y Blăng Niê'],
			vacancies: [{ code: 'council_role_missing', params: { role: 'reviewer' } }]
		});
	});

	it('plans sessions in the future with a place, and tells the members', async () => {
		const [council] = await world.app.db.read.councils.ofCall(world.call.id);
		const councilId = council?.id ?? '';
		const ctx = await contextOf(world, world.officer);
		const lotId = world.call.lots['GL-DL-04'] ?? '';
		const plan = (date: string, time: string, place: string, version = 1) =>
			planSession(ctx, { councilId, lotId, version, date, time, place });
		expect(said(await plan('31/02/2090', '25:00', ''))).toEqual([
			'date_not_in_calendar',
			'time_format',
			'place_missing'
		]);
		expect(said(await plan('01/01/2020', '08:30', 'Phòng họp A'))).toEqual(['session_in_past']);
		expect(said(await plan('01/03/2090', '8h30', 'Phòng họp A'))).toBe('ok');
		expect(said(await plan('01/03/2090', '08:30', 'Phòng họp B'))).toBe('stale_version');
		const lots = await world.app.db.read.councils.lots(councilId);
		expect(lots.find((lot) => lot.lotId === lotId)).toMatchObject({
			scheduledAt: new Date('2090-03-01T01:30:00Z'),
			place: 'Phòng họp A'
		});
		const { rows } = await world.database.owner.query(
			`SELECT count(*)::int AS mails FROM mail_message WHERE idempotency_key LIKE 'session-plan:%'`
		);
		// Y Blăng Niê is recused from this lot.
		expect(rows).toEqual([{ mails: SEATS.length - 1 }]);
		const { rows: letters } = await world.database.owner.query<{ name: string; body: string }>(
			`SELECT recipient_name AS name, body FROM mail_message WHERE idempotency_key LIKE 'session-plan:%'`
		);
		for (const { name, body } of letters) {
			expect(body).toMatch(new RegExp(`^Kính gửi ${name},`));
			expect(body).toContain(`/hoi-dong/${councilId}`);
			expect(body).toContain('lúc 08:30 01/03/2090, tại Phòng họp A');
		}
	});

	it('warns, and does not refuse, when a session is nearer than the documents allow', async () => {
		const [council] = await world.app.db.read.councils.ofCall(world.call.id);
		const ctx = await contextOf(world, world.officer);
		const lotId = world.call.lots['GL-DL-06'] ?? '';
		const now = await world.app.db.read.clock.now();
		const tomorrow = vietnamDateOf(new Date(now.getTime() + 86_400_000));
		const input = { councilId: council?.id ?? '', lotId, place: 'Phòng họp A', time: '23:59' };
		expect(said(await planSession(ctx, { ...input, version: 1, date: tomorrow }))).toBe('ok');
		const outlook = async () => {
			const view = await readCallCouncil(ctx, { callCode: world.call.code, search: '' });
			return view.ok ? view.value.lots.find((lot) => lot.lotId === lotId) : undefined;
		};
		expect((await outlook())?.shortNotice).toMatchObject({ needed: 7, unit: 'working_days' });
		expect(said(await planSession(ctx, { ...input, version: 2, date: '01/03/2090' }))).toBe('ok');
		expect((await outlook())?.shortNotice).toBeNull();
	});

	it('changes nobody while a session is under way', async () => {
		await world.database.owner.query(`UPDATE review_session SET state = 'open' WHERE lot_id = $1`, [
			world.call.lots['GL-DL-03']
		]);
		const [council] = await world.app.db.read.councils.ofCall(world.call.id);
		const councilId = council?.id ?? '';
		const ctx = await contextOf(world, world.officer);
		const memberId = await memberIdOf(councilId, 'Hoàng Bảo Ngọc');
		expect(said(await endMembership(ctx, { memberId, reason: 'Bận.' }))).toBe('session_in_progress');
		const { personId } = await insertPerson(world, 'Người Mới');
		expect(said(await appointMember(ctx, { councilId, personId, role: 'member' }))).toBe(
			'session_in_progress'
		);
	});
});

it('two worlds do not meet: a council needs a call that has one', async () => {
	const ctx = await contextOf(world, world.officer);
	expect(said(await createCouncil(ctx, { callCode: 'TASK-0000', name: '', decisionNo: '' }))).toBe(
		'not_found'
	);
	await expect(seatWhole(world)).rejects.toThrow('council_exists');
});
