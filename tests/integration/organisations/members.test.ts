import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseOrganisation } from '../../../src/lib/contracts/organisations/organisation.ts';
import {
	acceptInvitation,
	declineInvitation
} from '../../../src/lib/server/app/organisations/answer-invitation.ts';
import { inviteMember, takeBackInvitation } from '../../../src/lib/server/app/organisations/invite-member.ts';
import { createOrganisation } from '../../../src/lib/server/app/organisations/create-organisation.ts';
import { editOrganisation } from '../../../src/lib/server/app/organisations/edit-organisation.ts';
import { readInvitation } from '../../../src/lib/server/app/organisations/read-invitation.ts';
import { removeMember } from '../../../src/lib/server/app/organisations/remove-member.ts';
import {
	listMembers,
	listOwnOrganisations
} from '../../../src/lib/server/app/organisations/read-organisations.ts';
import { readTasks } from '../../support/tasks.ts';
import { must, peopleWorld, said } from '../identity/people-world.ts';
import type { PeopleWorld } from '../identity/people-world.ts';

let world: PeopleWorld;
beforeAll(async () => {
	world = await peopleWorld();
});
afterAll(() => world.close());

const typed = {
	kind: 'enterprise',
	name: 'Công ty CP Mía đường Ayun Thượng',
	taxCode: '5999902750',
	repName: 'Ksor Phước',
	repTitle: 'Giám đốc',
	provinceCode: '52',
	communeCode: '24044',
	addressLine: '12 Lê Lợi',
	legacyAddress: 'Thị xã Ayun Pa, tỉnh Gia Lai (cũ)',
	sectorCode: '1072',
	sector: 'Sản xuất đường',
	employees: '480',
	revenue: '1.150.000.000.000',
	phone: '0269 3 123 456',
	email: 'info@ayun.example'
};
const form = (change: Record<string, string> = {}) => must(parseOrganisation({ ...typed, ...change }));
let codes = [
	'5999906000',
	'5999906138',
	'5999906265',
	'5999906392',
	'5999906522',
	'5999906787',
	'5999906917',
	'5999907043',
	'5999907170',
	'5999907300',
	'5999907438',
	'5999907565'
];

/** A new organisation with its representative. */
async function firm(email: string) {
	const [taxCode = '', ...rest] = codes;
	codes = rest;
	const { accountId, personId } = await world.enrol(email);
	const { id } = must(await createOrganisation(await world.as(accountId), form({ taxCode })));
	return { id, personId, rep: await world.as(accountId) };
}

const member = (email: string, role: 'representative' | 'editor' = 'editor') => ({ email, role });

/** Invited, and accepted by the person. */
async function join(
	rep: Awaited<ReturnType<PeopleWorld['as']>>,
	organisationId: string,
	email: string,
	role: 'representative' | 'editor' = 'editor'
) {
	const { accountId, personId } = await world.enrol(email);
	const { invitationId } = must(await inviteMember(rep, { organisationId, ...member(email, role) }));
	const accepted = must(await acceptInvitation(await world.as(accountId), invitationId));
	return { accountId, personId, accepted, invitationId };
}

const auditOf = async (objectId: string): Promise<string[]> => {
	const { rows } = await world.database.owner.query<{ line: string }>(
		`SELECT action || ' ' || outcome AS line FROM audit_entry WHERE object_id = $1 ORDER BY at, id`,
		[objectId]
	);
	return rows.map(({ line }) => line);
};

describe('an organisation', () => {
	it('is made with its first representative, whose session is a new one', async () => {
		const { accountId } = await world.enrol('ayun@donvi.example');
		const { token } = await world.app.sessions.create(accountId);
		const made = must(await createOrganisation(await world.as(accountId), form()));
		expect(await world.app.sessions.accountOf(token)).toBeUndefined();
		expect(await world.app.sessions.accountOf(made.session.token)).toBeDefined();
		const own = must(await listOwnOrganisations(await world.as(accountId)));
		expect(own).toMatchObject([
			{ name: typed.name, revenue: 1_150_000_000_000n, employees: 480, phone: '+842693123456', mayEdit: true }
		]);
	});

	it('is claimed by two who register it at once, neither of them proved', async () => {
		const people = await Promise.all(
			['doi.1@donvi.example', 'doi.2@donvi.example'].map((email) => world.enrol(email))
		);
		const both = await Promise.all(
			people.map(async ({ accountId }) =>
				createOrganisation(await world.as(accountId), form({ taxCode: '5999901387' }))
			)
		);
		expect(both.map(said)).toEqual(['ok', 'ok']);
		expect(both.map((made) => must(made).beside).sort()).toEqual([false, true]);
		const [first] = people;
		const again = createOrganisation(await world.as(first?.accountId ?? ''), form({ taxCode: '5999901387' }));
		expect(said(await again)).toBe('claim_exists');
	});

	it('is changed by its representative, one change after the other, and keeps its code', async () => {
		const { id, rep } = await firm('sua@donvi.example');
		const own = must(await listOwnOrganisations(rep))[0];
		const profile = form({ taxCode: own?.taxCode ?? '', name: 'Tên mới' });
		must(await editOrganisation(rep, { id, version: 1, profile }));
		expect(said(await editOrganisation(rep, { id, version: 1, profile }))).toBe('stale_version');
		expect(
			said(await editOrganisation(rep, { id, version: 2, profile: form({ taxCode: '5999912004' }) }))
		).toBe('organisation_identity_fixed');
		const stranger = await world.as((await world.enrol('la@donvi.example')).accountId);
		expect(said(await editOrganisation(stranger, { id, version: 2, profile }))).toBe('not_found');
		expect(said(await editOrganisation(stranger, { id: 'không phải mã', version: 2, profile }))).toBe(
			'not_found'
		);
	});

	it.each([
		[{ taxCode: '5999902750-001' }, ['taxCode tax_code_branch']],
		[{ taxCode: '5999902750001' }, ['taxCode tax_code_branch']],
		[{ taxCode: '5999902751' }, ['taxCode tax_code_check_digit']],
		[{ taxCode: '064090123456' }, ['taxCode tax_code_personal_only_household']],
		[{ revenue: '-5', employees: '1,5' }, ['employees employees_shape', 'revenue money_negative']],
		[{ revenue: '10000000000000000000' }, ['revenue money_too_large']],
		[{ name: 'Đ'.repeat(301) }, ['name text_too_long']],
		[{ kind: 'ghost' }, ['kind organisation_kind_missing']]
	])('is refused at the field: %j', (change, problems) => {
		expect(said(parseOrganisation({ ...typed, ...change }))).toEqual(problems);
	});

	it('takes a long name, decomposed text, and a household’s twelve digits', () => {
		expect(form({ name: 'Đ'.repeat(300) }).name).toHaveLength(300);
		expect(form({ name: 'Cà phê Ia Hrung'.normalize('NFD') }).name).toBe('Cà phê Ia Hrung');
		expect(form({ kind: 'household_business', taxCode: '064090123456' }).taxCode).toBe('064090123456');
	});

	it('takes no object where a string belongs', () => {
		expect(said(parseOrganisation({ ...typed, name: { contains: '' } }))).toEqual(['name input_wrong_type']);
		expect(said(parseOrganisation(null))).toEqual([' input_wrong_type']);
	});
});

describe('an invitation', () => {
	it('changes nothing before it is accepted: no role, no session that ends', async () => {
		const { id, rep } = await firm('moi.nguoi@donvi.example');
		const { accountId } = await world.enrol('da.co@donvi.example');
		const { token } = await world.app.sessions.create(accountId);
		const invited = must(await inviteMember(rep, { organisationId: id, ...member('da.co@donvi.example') }));
		expect(await world.app.sessions.accountOf(token)).toBeDefined();
		expect(must(await listOwnOrganisations(await world.as(accountId)))).toEqual([]);
		const letter = (await world.letters('da.co@donvi.example')).at(-1);
		expect(letter?.body).toContain(`/loi-moi/${invited.invitationId}`);
		expect(must(await listMembers(rep))[0]?.invitations).toMatchObject([
			{ email: 'da.co@donvi.example', state: 'waiting' }
		]);
		const tasks = must(await readTasks(await world.as(accountId))).waiting;
		expect(tasks.map(({ kind, target }) => [kind, target])).toEqual([
			['answer_invitation', invited.invitationId]
		]);

		const person = await world.as(accountId);
		expect(must(await acceptInvitation(person, invited.invitationId))).toBe('in_force');
		expect(must(await listOwnOrganisations(await world.as(accountId)))).toMatchObject([
			{ id, mayEdit: false }
		]);
		expect(await auditOf(invited.invitationId)).toEqual(['accept_invitation done']);
		expect((await world.letters('moi.nguoi@donvi.example')).at(-1)?.subject).toBe('Lời mời đã được nhận');
		expect(said(await acceptInvitation(person, invited.invitationId))).toBe('invitation_over');
	});

	it('is answered by whoever proved its address, and by nobody else', async () => {
		const { id, rep } = await firm('chi.nguoi@donvi.example');
		const invited = must(await inviteMember(rep, { organisationId: id, ...member('moi.den@donvi.example') }));
		const stranger = await world.as((await world.enrol('nguoi.khac@donvi.example')).accountId);
		for (const answer of [
			await acceptInvitation(stranger, invited.invitationId),
			await declineInvitation(stranger, invited.invitationId),
			await readInvitation(stranger, invited.invitationId),
			await acceptInvitation(rep, invited.invitationId),
			await acceptInvitation(stranger, 'không phải mã')
		]) {
			expect(said(answer)).toBe('not_found');
		}
		expect(said(await acceptInvitation(world.visitor, invited.invitationId))).toBe('sign_in_needed');
	});

	it('to an address without an account waits until it has one', async () => {
		const { id, rep } = await firm('cho.dang.ky@donvi.example');
		const invited = must(
			await inviteMember(rep, { organisationId: id, ...member('moi.tinh@donvi.example') })
		);
		expect((await world.letters('moi.tinh@donvi.example')).at(-1)?.body).toContain('Kính gửi Quý vị');
		const { accountId } = await world.enrol('moi.tinh@donvi.example');
		expect(must(await acceptInvitation(await world.as(accountId), invited.invitationId))).toBe('in_force');
	});

	it('is declined, taken back or runs out, and then is over', async () => {
		const { id, rep } = await firm('ket.thuc@donvi.example');
		const { accountId } = await world.enrol('tu.choi@donvi.example');
		const invite = async () =>
			must(await inviteMember(rep, { organisationId: id, ...member('tu.choi@donvi.example') })).invitationId;
		const first = await invite();
		expect(said(await inviteMember(rep, { organisationId: id, ...member('tu.choi@donvi.example') }))).toBe(
			'invitation_waiting'
		);
		must(await declineInvitation(await world.as(accountId), first));
		expect((await world.letters('ket.thuc@donvi.example')).at(-1)?.subject).toBe('Lời mời không được nhận');
		const second = await invite();
		must(await takeBackInvitation(rep, { organisationId: id, invitationId: second }));
		expect(said(await acceptInvitation(await world.as(accountId), second))).toBe('invitation_over');
		expect(said(await takeBackInvitation(rep, { organisationId: id, invitationId: second }))).toBe(
			'invitation_over'
		);
		const third = await invite();
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + $1', [15 * 86_400]);
		expect(said(await acceptInvitation(await world.as(accountId), third))).toBe('invitation_expired');
		expect(must(await listMembers(rep))[0]?.invitations.map(({ state }) => state)).toEqual([
			'expired',
			'taken_back',
			'declined'
		]);
		// One that ran out makes room for a new one.
		expect(must(await acceptInvitation(await world.as(accountId), await invite()))).toBe('in_force');
	});

	it('of one person, one organisation and to one address are limited by the day', async () => {
		const { id, rep } = await firm('nhieu.thu@donvi.example');
		const results = [];
		for (let count = 0; count < 21; count += 1) {
			results.push(
				said(await inviteMember(rep, { organisationId: id, ...member(`la.${count}@donvi.example`) }))
			);
		}
		expect(results.filter((result) => result === 'ok')).toHaveLength(20);
		expect(results.at(-1)).toBe('invitations_spent');
	});

	it('is the only way into an organisation for the portal’s own role in the database', async () => {
		const { id, rep } = await firm('cua.sau@donvi.example');
		const { personId } = await world.enrol('bi.gan@donvi.example');
		const { invitationId } = must(
			await inviteMember(rep, { organisationId: id, ...member('bi.gan@donvi.example') })
		);
		const grant = (grantId: string, by: string | null) =>
			world.database.app.query(
				`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from, granted_by) VALUES ($1, $2, 'editor', 'organisation', $3, app_now(), $4)`,
				[grantId, personId, id, by]
			);
		const acceptance = 'a membership needs the person';
		const some = '0198c0de-0000-7000-8000-000000000001';
		await expect(grant(some, null)).rejects.toThrow(acceptance);
		await expect(grant(some, personId)).rejects.toThrow(acceptance);
		await expect(
			world.database.app.query(
				`UPDATE membership_invitation SET state = 'in_force', grant_id = $1, person_id = (SELECT invited_by FROM membership_invitation WHERE id = $2), answered_at = app_now(), ended_at = app_now() WHERE id = $2`,
				[some, invitationId]
			)
		).rejects.toThrow('the invitation is for another address');
		const ended = await world.database.owner.query<{ id: string }>(
			`INSERT INTO role_grant (id, person_id, role, scope_type, scope_id, valid_from, valid_to) VALUES (gen_random_uuid(), $1, 'editor', 'organisation', $2, app_now() - interval '1 day', app_now()) RETURNING id`,
			[personId, id]
		);
		await expect(
			world.database.app.query('UPDATE role_grant SET valid_to = NULL WHERE id = $1', [ended.rows[0]?.id])
		).rejects.toThrow(acceptance);
	});
});

describe('members', () => {
	it('change nothing themselves, and strangers find nothing', async () => {
		const { id, rep } = await firm('quyen@donvi.example');
		const { accountId } = await join(rep, id, 'soan@donvi.example');
		const editor = await world.as(accountId);
		expect(said(await inviteMember(editor, { organisationId: id, ...member('x@donvi.example') }))).toBe(
			'not_found'
		);
		expect(said(await listMembers(editor))).toBe('not_found');
		expect(said(await inviteMember(rep, { organisationId: id, ...member('soan@donvi.example') }))).toBe(
			'member_exists'
		);
	});

	it('keep a last representative, also when two remove each other at once', async () => {
		const { id, rep, personId } = await firm('cuoi@donvi.example');
		const own = must(await listMembers(rep))[0]?.members ?? [];
		const mine = own.find((row) => row.personId === personId)?.grantId ?? '';
		expect(said(await removeMember(rep, { organisationId: id, grantId: mine }))).toBe('last_representative');
		const { invitationId } = must(
			await inviteMember(rep, { organisationId: id, ...member('cuoi@donvi.example') })
		);
		expect(said(await acceptInvitation(rep, invitationId))).toBe('last_representative');
		const joined = await join(rep, id, 'thu.hai@donvi.example', 'representative');
		const second = await world.as(joined.accountId);
		const all = must(await listMembers(rep))[0]?.members ?? [];
		const theirs = all.find((row) => row.personId === joined.personId)?.grantId ?? '';
		const both = await Promise.all([
			removeMember(rep, { organisationId: id, grantId: theirs }),
			removeMember(second, { organisationId: id, grantId: mine })
		]);
		expect(both.map(said).sort()).toEqual(['last_representative', 'ok']);
	});
});
