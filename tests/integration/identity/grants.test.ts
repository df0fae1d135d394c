import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enrolPerson } from '../../../src/lib/server/app/identity/enrol-person.ts';
import { inviteAgain, invitePerson } from '../../../src/lib/server/app/identity/invite-person.ts';
import { setAccountDisabled } from '../../../src/lib/server/app/identity/close-account.ts';
import { grantRole, revokeRole } from '../../../src/lib/server/app/identity/manage-grants.ts';
import { listPeople, readPerson } from '../../../src/lib/server/app/identity/read-people.ts';
import { setPasswordByLink } from '../../../src/lib/server/app/identity/reset-password.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { must, PASSWORD, peopleWorld, said } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
let admin: Context;
let officer: Context;
let adminId: string;
beforeAll(async () => {
	world = await peopleWorld();
	const made = await world.enrol('quantri@so.example', {
		grants: [{ role: 'administrator', scope: { type: 'all' } }]
	});
	adminId = made.personId;
	admin = await world.as(made.accountId);
	const desk = await world.enrol('vanphong@so.example', {
		grants: [{ role: 'measurement_officer', scope: { type: 'all' } }]
	});
	officer = await world.as(desk.accountId);
});
afterAll(() => world.close());

const everything = { programme: '', from: '', to: '' };

describe('roles', () => {
	it('are given by an administrator, end the sessions of the person, and are seen at once', async () => {
		const { personId, accountId } = await world.enrol('taichinh@so.example');
		const { token } = await world.app.sessions.create(accountId);
		must(await grantRole(admin, { personId, role: 'science_officer', ...everything }));
		expect(await world.app.sessions.accountOf(token)).toBeUndefined();
		const me = await world.as(accountId);
		expect(me.actor.kind === 'person' && me.actor.grants).toEqual([
			{ role: 'science_officer', scope: { type: 'all' } }
		]);
		expect(said(await grantRole(admin, { personId, role: 'science_officer', ...everything }))).toBe(
			'grant_exists'
		);
	});

	it('that exclude each other are not held by one person at the same time, but one after the other', async () => {
		const { personId, accountId } = await world.enrol('hai.vai@so.example', {
			grants: [{ role: 'finance_officer', scope: { type: 'all' } }]
		});
		const answer = await grantRole(admin, { personId, role: 'auditor', ...everything });
		expect(answer).toMatchObject({
			ok: false,
			refusal: { code: 'roles_exclude', field: 'role', params: { held: 'finance_officer' } }
		});
		expect((await world.as(accountId)).actor).toMatchObject({ grants: [{ role: 'finance_officer' }] });
		const trail = await world.app.db.read.audit.list({
			objectId: personId,
			action: 'grant_role',
			page: 1,
			size: 9
		});
		expect(trail.rows.map(({ outcome, refusal }) => [outcome, refusal])).toEqual([
			['refused', 'roles_exclude']
		]);
		const [held] = await world.app.db.read.identity.grantsOf(personId);
		must(await revokeRole(admin, { personId, grantId: held?.id ?? '' }));
		must(await grantRole(admin, { personId, role: 'auditor', ...everything }));
	});

	it('end when they are revoked, once', async () => {
		const { personId, accountId } = await world.enrol('thoi@so.example');
		const { grantId } = must(await grantRole(admin, { personId, role: 'auditor', ...everything }));
		const both = await Promise.all([
			revokeRole(admin, { personId, grantId }),
			revokeRole(admin, { personId, grantId })
		]);
		expect(both.map(said).sort()).toEqual(['already_done', 'ok']);
		const me = await world.as(accountId);
		expect(me.actor.kind === 'person' && me.actor.grants).toEqual([]);
	});

	it('hold from the first day to the last, in Vietnam', async () => {
		const { personId, accountId } = await world.enrol('co.han@so.example');
		const now = await world.app.db.read.clock.now();
		const day = new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
		must(await grantRole(admin, { personId, role: 'auditor', programme: '', from: '', to: day }));
		expect((await world.as(accountId)).actor).toMatchObject({ grants: [{ role: 'auditor' }] });
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 86400');
		expect((await world.as(accountId)).actor).toMatchObject({ grants: [] });
	});

	it.each([
		['role_unknown', { role: 'representative' }],
		['role_unknown', { role: 'chair' }],
		['programme_unknown', { role: 'auditor', programme: 'XYZ' }],
		['grant_term_empty', { role: 'auditor', to: '01/01/2020' }],
		[['to date_not_in_calendar'], { role: 'auditor', to: '31/02/2030' }]
	])('are refused: %s', async (code, change) => {
		const { personId } = await world.enrol(`tu.choi.${Math.random().toString(36).slice(2)}@so.example`);
		expect(said(await grantRole(admin, { personId, ...everything, ...change }))).toEqual(code);
	});

	it('are given to nobody by himself, nor taken, nor by anybody else', async () => {
		expect(said(await grantRole(admin, { personId: adminId, role: 'director', ...everything }))).toBe(
			'grant_to_oneself'
		);
		expect(said(await setAccountDisabled(admin, { personId: adminId, disabled: true }))).toBe('own_account');
		expect(said(await grantRole(officer, { personId: adminId, role: 'director', ...everything }))).toBe(
			'not_found'
		);
		expect(said(await grantRole(world.visitor, { personId: adminId, role: 'director', ...everything }))).toBe(
			'sign_in_needed'
		);
		await expect(
			world.database.app.query(
				`INSERT INTO role_grant (id, person_id, role, scope_type, valid_from, granted_by) VALUES (gen_random_uuid(), $1, 'science_officer', 'all', app_now(), $1)`,
				[adminId]
			)
		).rejects.toThrow(/role_grant_not_to_oneself/);
	});
});

describe('two administrators', () => {
	const second = async (email: string): Promise<{ personId: string; grantId: string; ctx: Context }> => {
		const { personId, accountId } = await world.enrol(email, {
			grants: [{ role: 'administrator', scope: { type: 'all' } }]
		});
		const [grant] = await world.app.db.read.identity.grantsOf(personId);
		return { personId, grantId: grant?.id ?? '', ctx: await world.as(accountId) };
	};

	it('who end each other at once leave one', async () => {
		const one = await second('quantri.1@so.example');
		const two = await second('quantri.2@so.example');
		const both = await Promise.all([
			revokeRole(one.ctx, { personId: two.personId, grantId: two.grantId }),
			revokeRole(two.ctx, { personId: one.personId, grantId: one.grantId })
		]);
		expect(both.map(said).sort()).toEqual(['not_found', 'ok']);
	});

	it('of whom one closes the account and one ends the role leave one', async () => {
		const one = await second('quantri.3@so.example');
		const two = await second('quantri.4@so.example');
		const both = await Promise.all([
			setAccountDisabled(one.ctx, { personId: two.personId, disabled: true }),
			revokeRole(two.ctx, { personId: one.personId, grantId: one.grantId })
		]);
		expect(both.map(said).sort()).toEqual(['not_found', 'ok']);
	});

	it('one of whom has ended: what the other began to do as administrator does not happen', async () => {
		const one = await second('quantri.5@so.example');
		must(await revokeRole(admin, { personId: one.personId, grantId: one.grantId }));
		const { personId } = await world.enrol('ai.do@so.example');
		expect(said(await grantRole(one.ctx, { personId, role: 'auditor', ...everything }))).toBe('not_found');
		expect(said(await setAccountDisabled(one.ctx, { personId, disabled: true }))).toBe('not_found');
	});
});

describe('invitations', () => {
	const expert = {
		fullName: 'PGS.TS Trần Văn Chuyên',
		title: 'Phó giáo sư',
		phone: '',
		employerTaxCode: '',
		employerText: 'Trường Đại học Quy Nhơn'
	};

	it('make an account that opens by the link in the letter', async () => {
		const { personId } = must(await invitePerson(officer, { ...expert, email: 'chuyengia@dh.example' }));
		const page = must(await readPerson(admin, personId));
		expect(page.account?.state).toBe('invited');
		must(await inviteAgain(admin, personId));
		const token = await world.secretFor('chuyengia@dh.example');
		must(await setPasswordByLink(world.visitor, { token, password: PASSWORD, passwordAgain: PASSWORD }));
		expect(must(await readPerson(admin, personId)).account?.state).toBe('active');
		expect(said(await inviteAgain(admin, personId))).toBe('state_forbids');
	});

	it('are refused for an address in use, an unknown employer, and to applicants', async () => {
		expect(said(await invitePerson(officer, { ...expert, email: 'quantri@so.example' }))).toBe('email_taken');
		const nowhere = { ...expert, email: 'x@dh.example', employerTaxCode: '5999900016' };
		expect(said(await invitePerson(officer, nowhere))).toBe('employer_unknown');
		const { accountId } = await world.enrol('nguoi.ngoai@donvi.example');
		expect(said(await invitePerson(await world.as(accountId), { ...expert, email: 'y@dh.example' }))).toBe(
			'not_found'
		);
	});

	it('are not the only way in for the system', async () => {
		expect(said(await enrolPerson(admin, { fullName: 'x', email: 'z@so.example', password: PASSWORD }))).toBe(
			'not_found'
		);
	});
});

describe('the list of people', () => {
	it('is found without accents, by name or address, and paged', async () => {
		await world.enrol('huong.sieu@so.example', { fullName: 'Siu Hường Đặc Biệt' });
		const byName = must(await listPeople(admin, { search: 'HUONG dac', sort: 'name', page: 1 }));
		expect(byName.rows.map(({ fullName }) => fullName)).toEqual(['Siu Hường Đặc Biệt']);
		const byRole = must(
			await listPeople(admin, { search: '', role: 'administrator', sort: 'newest', page: 1 })
		);
		expect(byRole.rows.map(({ id }) => id)).toContain(adminId);
		expect(must(await listPeople(admin, { search: '100%_', sort: 'name', page: 1 })).rows).toEqual([]);
		expect(said(await listPeople(officer, { search: '', sort: 'name', page: 1 }))).toBe('not_found');
	});
});
