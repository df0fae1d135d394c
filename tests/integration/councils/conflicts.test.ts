import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTied } from '../../../src/lib/domain/access/actor.ts';
import { councilStanding } from '../../../src/lib/server/app/cases/councils/council-standing.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { listMyCouncils } from '../../support/tasks.ts';
import { readCouncilRoom } from '../../../src/lib/server/app/councils/read-council-room.ts';
import { ruleConflict } from '../../../src/lib/server/app/councils/rule-conflict.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import { openCouncilWorld, seatWhole } from './council-world.ts';
import type { CouncilWorld, SeatKey } from './council-world.ts';

let world: CouncilWorld;
let councilId: string;
beforeAll(async () => {
	world = await openCouncilWorld();
	councilId = await seatWhole(world);
});
afterAll(() => world.close());

type Case = keyof CouncilWorld['cases'];

async function declare(key: SeatKey, said: Partial<Record<Case, [ground: string, note: string]>>) {
	const ctx = await contextOf(world, world.people[key]);
	const declarations = (Object.keys(world.cases) as Case[]).map((name) => {
		const [ground, note] = said[name] ?? ['', ''];
		return {
			applicationId: world.cases[name].id,
			kind: ground === '' ? ('none' as const) : ('declared' as const),
			ground,
			note
		};
	});
	return declareConflicts(ctx, { councilId, declarations });
}

async function standing(name: Case) {
	const lots = { sugar: 'GL-DL-03', water: 'GL-DL-04', hydro: 'GL-DL-06' };
	const found = await councilStanding(world.app.db.read, councilId, world.call.lots[lots[name]] ?? '');
	if (found === undefined) throw new Error('no standing');
	return found;
}

async function opens(key: SeatKey, name: Case): Promise<string | string[]> {
	const found = await standing(name);
	const member = found.members.find(({ personId }) => personId === world.people[key].personId);
	return said(found.mayOpenDossier(member?.memberId ?? '', world.cases[name].id));
}

async function personOf(key: { readonly accountId: string }) {
	const { actor } = await contextOf(world, key);
	if (actor.kind !== 'person') throw new Error('nobody');
	return actor;
}

async function declarationId(key: SeatKey, name: Case): Promise<string> {
	const { record } = await standing(name);
	const member = record.members.find(({ personId }) => personId === world.people[key].personId);
	const row = record.declarations.find(
		(one) => one.memberId === member?.memberId && one.applicationId === world.cases[name].id
	);
	return row?.id ?? '';
}

describe('before the first byte', () => {
	it('nothing opens without undertaking and declaration', async () => {
		expect(await opens('duy', 'water')).toEqual(['undertaking_missing', 'declaration_missing']);
		expect(said(await signUndertaking(await contextOf(world, world.people.duy), { councilId }))).toBe('ok');
		expect(await opens('duy', 'water')).toEqual(['declaration_missing']);
		expect(said(await declare('duy', {}))).toBe('ok');
		expect(await opens('duy', 'water')).toBe('ok');
	});

	it('the list of councils says what waits in them, as the list of tasks does', async () => {
		const ctx = await contextOf(world, world.people.chi);
		const waits = async (): Promise<string[]> => {
			const seats = await listMyCouncils(ctx);
			if (!seats.ok) throw new Error(seats.refusal.code);
			return seats.value.seats
				.flatMap(({ tasks }) => tasks.map(({ kind, code }) => `${kind} ${code}`))
				.sort();
		};
		const sessions = ['open_session GL-DL-03', 'open_session GL-DL-04', 'open_session GL-DL-06'];
		expect(await waits()).toEqual([...sessions, 'sign_undertaking TASK-2026-2']);
		await signUndertaking(ctx, { councilId });
		expect(await waits()).toEqual(['declare_interests TASK-2026-2', ...sessions]);
	});

	it('the undertaking is kept with the hash of its text, and signing again changes nothing', async () => {
		const ctx = await contextOf(world, world.people.yblang);
		const first = await signUndertaking(ctx, { councilId });
		const query = `SELECT undertaking_at, undertaking_hash FROM council_member WHERE person_id = $1`;
		const before = await world.database.owner.query(query, [world.people.yblang.personId]);
		expect(first).toEqual({
			ok: true,
			value: { hash: (before.rows[0] as { undertaking_hash: string }).undertaking_hash }
		});
		expect(said(await signUndertaking(ctx, { councilId }))).toBe('ok');
		expect((await world.database.owner.query(query, [world.people.yblang.personId])).rows).toEqual(
			before.rows
		);
	});

	it('the room names applications and nothing of their dossiers', async () => {
		const room = await readCouncilRoom(await contextOf(world, world.people.tuan), councilId);
		if (!room.ok) throw new Error(room.refusal.code);
		const [first] = room.value.lots[0]?.cases ?? [];
		expect(first).toEqual({
			applicationId: world.cases.sugar.id,
			code: 'TASK-2026-0003',
			marked: false,
			title: 'Hồ sơ TASK-2026-0003',
			organisation: 'Công ty CP Mía đường Ayun Thượng',
			cooperating: ['Trường Đại học Tây Sơn'],
			status: 'undeclared',
			detected: [],
			mayOpen: false
		});
	});

	it('strangers and officers find no room', async () => {
		const stranger = await insertPerson(world, 'Người Ngoài');
		expect(said(await readCouncilRoom(await contextOf(world, stranger), councilId))).toBe('not_found');
		expect(said(await readCouncilRoom(await contextOf(world, world.officer), councilId))).toBe('not_found');
		expect(said(await signUndertaking(await contextOf(world, stranger), { councilId }))).toBe('not_found');
		expect(said(await listMyCouncils(await contextOf(world, stranger)))).toBe('not_found');
	});
});

describe('the sister case', () => {
	it('blocks Rơ Châm Hương from GL-DL-06 and recuses her from that lot, not from the others', async () => {
		await signUndertaking(await contextOf(world, world.people.huong), { councilId });
		const declared = await declare('huong', { hydro: ['relative', "Chị ruột của Rơ Châm H'Lan."] });
		expect(declared).toMatchObject({
			ok: true,
			value: [{ status: 'none' }, { status: 'none' }, { status: 'blocking' }]
		});
		expect(await opens('huong', 'hydro')).toEqual(['conflict_blocks']);
		expect(await opens('huong', 'water')).toBe('ok');
		const hydro = await standing('hydro');
		const name = (id: string) => hydro.members.find(({ memberId }) => memberId === id)?.name;
		expect(hydro.recusedMemberIds.map(name)).toEqual(['Rơ Châm Hương']);
		expect((await standing('water')).recusedMemberIds).toEqual([]);
	});

	it('keeps the database from a sheet of hers, whoever writes it', async () => {
		const { record } = await standing('hydro');
		const member = record.members.find(({ name }) => name === 'Rơ Châm Hương');
		await expect(
			world.database.app.query(
				`INSERT INTO score_sheet (id, member_id, application_id, state, updated_at) VALUES (gen_random_uuid(), $1, $2, 'draft', app_now())`,
				[member?.memberId, world.cases.hydro.id]
			)
		).rejects.toThrow('may not score');
	});

	it('leaves the chair nothing to rule', async () => {
		const ctx = await contextOf(world, world.people.khai);
		const result = await ruleConflict(ctx, {
			declarationId: await declarationId('huong', 'hydro'),
			ruling: 'allowed',
			note: 'Cho phép.'
		});
		expect(said(result)).toBe('ruling_blocking_ground');
	});
});

describe('a declared interest that does not block', () => {
	it('waits for the chair, who is told, and opens by the ruling (Lan, whose spouse works at DN 5)', async () => {
		await signUndertaking(await contextOf(world, world.people.lan), { councilId });
		await declare('lan', { water: ['partiality', 'Chồng là kế toán của đơn vị.'] });
		expect(await opens('lan', 'water')).toEqual(['ruling_pending']);
		const mails = await world.database.owner.query<{ body: string }>(
			`SELECT body FROM mail_message WHERE idempotency_key LIKE 'ruling-waits:%' AND recipient = $1`,
			[world.people.khai.email]
		);
		expect(mails.rows).toHaveLength(1);
		expect(mails.rows[0]?.body).toContain(`https://chuan.test/hoi-dong/${councilId}`);

		const id = await declarationId('lan', 'water');
		const chair = await contextOf(world, world.people.khai);
		expect(said(await ruleConflict(chair, { declarationId: id, ruling: 'allowed', note: ' ' }))).toBe(
			'reason_missing'
		);
		const note = 'Không phải thành viên thực hiện.';
		expect(said(await ruleConflict(chair, { declarationId: id, ruling: 'allowed', note }))).toBe('ok');
		expect(await opens('lan', 'water')).toBe('ok');
		// Said again word for word, it keeps the ruling; said otherwise, it waits again.
		await declare('lan', { water: ['partiality', 'Chồng là kế toán của đơn vị.'] });
		expect(await opens('lan', 'water')).toBe('ok');
		await declare('lan', { water: ['partiality', 'Chồng là kế toán trưởng của đơn vị.'] });
		expect(await opens('lan', 'water')).toEqual(['ruling_pending']);
		const again = { declarationId: await declarationId('lan', 'water'), ruling: 'barred' as const, note };
		expect(said(await ruleConflict(chair, again))).toBe('ok');
		expect(await opens('lan', 'water')).toEqual(['conflict_blocks']);
		// The member reads each ruling once: what may be done, for which reason, and where.
		expect(said(await ruleConflict(chair, again))).toBe('ok');
		const letters = await world.database.owner.query<{ body: string; application_id: string | null }>(
			`SELECT body, application_id FROM mail_message
			 WHERE idempotency_key LIKE 'interest-ruled:%' AND recipient = $1 ORDER BY created_at`,
			[world.people.lan.email]
		);
		expect(
			letters.rows.map(({ body }) => /quyết định Ông\/Bà (được|không) tham gia/.exec(body)?.[1])
		).toEqual(['được', 'không']);
		for (const { body, application_id: about } of letters.rows) {
			expect(body).toContain(note);
			expect(body).toContain(`https://chuan.test/hoi-dong/${councilId}`);
			expect(about).toBe(world.cases.water.id);
		}
	});

	it('is ruled by nobody but the chair, and the chair’s own by the vice-chair', async () => {
		await declare('khai', { sugar: ['partiality', 'Từng tư vấn cho đơn vị.'] });
		const id = await declarationId('khai', 'sugar');
		const ruling = { declarationId: id, ruling: 'allowed' as const, note: 'Đã kết thúc từ lâu.' };
		expect(said(await ruleConflict(await contextOf(world, world.people.khai), ruling))).toBe(
			'ruling_own_case'
		);
		expect(said(await ruleConflict(await contextOf(world, world.people.duy), ruling))).toBe('not_found');
		const vice = await contextOf(world, world.people.hanh);
		const lans = await declarationId('lan', 'water');
		expect(said(await ruleConflict(vice, { ...ruling, declarationId: lans }))).toBe('ruling_not_yours');
		const room = await readCouncilRoom(vice, councilId);
		expect(room.ok && room.value.rulings.map(({ member }) => member)).toEqual(['Nguyễn Văn Khải']);
		expect(said(await ruleConflict(vice, ruling))).toBe('ok');
	});
});

describe('what the records show', () => {
	it('binds: the applicant’s own employee cannot declare nothing', async () => {
		await world.database.owner.query(`UPDATE person SET employer_id = $1 WHERE id = $2`, [
			world.organisations.water,
			world.people.chi.personId
		]);
		expect(await opens('chi', 'water')).toContain('conflict_blocks');
		expect(await declare('chi', {})).toMatchObject({
			ok: false,
			refusal: {
				code: 'declarations_wrong',
				causes: [{ code: 'conflict_detected', field: `${world.cases.water.id}.ground` }]
			}
		});
	});

	it('sends the employee of whom a dossier calls cooperating to the chair: its writer excludes nobody', async () => {
		await world.database.owner.query(`UPDATE person SET employer_id = $1 WHERE id = $2`, [
			world.organisations.university,
			world.people.ngoc.personId
		]);
		await signUndertaking(await contextOf(world, world.people.ngoc), { councilId });
		expect(await declare('ngoc', {})).toMatchObject({
			ok: true,
			value: [{ status: 'needs_ruling' }, { status: 'none' }, { status: 'none' }]
		});
		expect(await opens('ngoc', 'sugar')).toEqual(['ruling_pending']);
		expect((await standing('sugar')).recusedMemberIds).toEqual([]);
		const note = 'Giảng viên của Trường.';
		expect(await declare('ngoc', { sugar: ['cooperating_staff', note] })).toMatchObject({
			ok: true,
			value: [{ status: 'blocking' }, { status: 'none' }, { status: 'none' }]
		});
	});

	it('reaches back twelve months before the call opened, and no further', async () => {
		const { tuan } = world.people;
		const left = (before: string) =>
			world.database.owner.query(
				`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from, valid_to)
				 SELECT gen_random_uuid(), $1, 'editor', 'organisation', $2, opens_at - interval '3 years', opens_at - $4::interval FROM call WHERE id = $3`,
				[tuan.personId, world.organisations.hydro, world.call.id, before]
			);
		const recused = async () => {
			const { members } = await standing('hydro');
			return members.find(({ personId }) => personId === tuan.personId)?.recusedFrom.length;
		};
		await left('13 months');
		expect(await recused()).toBe(0);
		await left('11 months');
		expect(await recused()).toBe(1);
		expect(isTied(await personOf(tuan), world.organisations.hydro, world.call.id)).toBe(true);
		await world.database.owner.query('DELETE FROM role_grant WHERE person_id = $1', [tuan.personId]);
		expect(await recused()).toBe(0);
		expect(isTied(await personOf(tuan), world.organisations.hydro, world.call.id)).toBe(false);
	});

	it('sends a namesake among the participants to the chair, whatever is declared', async () => {
		expect(await declare('long', {})).toMatchObject({
			ok: true,
			value: [{}, {}, { status: 'needs_ruling' }]
		});
		await signUndertaking(await contextOf(world, world.people.long), { councilId });
		expect(await opens('long', 'hydro')).toEqual(['ruling_pending']);
		const chair = await contextOf(world, world.people.khai);
		const id = await declarationId('long', 'hydro');
		const note = 'Trùng tên, hai người khác nhau.';
		expect(said(await ruleConflict(chair, { declarationId: id, ruling: 'allowed', note }))).toBe('ok');
		expect(await opens('long', 'hydro')).toBe('ok');
	});
});

describe('a declaration', () => {
	it('says everything that is wrong at once, at its application', async () => {
		const result = await declare('tuan', { sugar: ['relative', ' '], hydro: ['friend', 'x'] });
		expect(result.ok ? [] : result.refusal.causes?.map(({ code, field }) => [code, field])).toEqual([
			['conflict_note_missing', `${world.cases.sugar.id}.note`],
			['conflict_ground_unknown', `${world.cases.hydro.id}.ground`]
		]);
		expect(await declarationId('tuan', 'water')).toBe('');
	});

	it('is made on applications of this council, once each', async () => {
		const ctx = await contextOf(world, world.people.tuan);
		const none = { kind: 'none' as const, ground: '', note: '' };
		const foreign = [{ ...none, applicationId: councilId }];
		expect(said(await declareConflicts(ctx, { councilId, declarations: foreign }))).toBe('not_found');
		const twice = [world.cases.water.id, world.cases.water.id].map((applicationId) => ({
			...none,
			applicationId
		}));
		expect(said(await declareConflicts(ctx, { councilId, declarations: twice }))).toBe('not_found');
	});

	it('stands once the session on the lot has opened', async () => {
		await world.database.owner.query(`UPDATE review_session SET state = 'open' WHERE lot_id = $1`, [
			world.call.lots['GL-DL-03']
		]);
		const ctx = await contextOf(world, world.people.tuan);
		const one = { applicationId: world.cases.sugar.id, kind: 'none' as const, ground: '', note: '' };
		const result = await declareConflicts(ctx, { councilId, declarations: [one] });
		expect(said(result)).toEqual(['conflict_not_withdrawable']);
		const khais = await declarationId('khai', 'sugar');
		const vice = await contextOf(world, world.people.hanh);
		const late = { declarationId: khais, ruling: 'barred' as const, note: 'Muộn.' };
		expect(said(await ruleConflict(vice, late))).toBe('session_in_progress');
	});
});
