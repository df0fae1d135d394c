import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseOrganisation } from '../../../src/lib/contracts/organisations/organisation.ts';
import { setPasswordByLink } from '../../../src/lib/server/app/identity/reset-password.ts';
import { addMember, removeMember } from '../../../src/lib/server/app/organisations/manage-members.ts';
import {
	createOrganisation,
	editOrganisation
} from '../../../src/lib/server/app/organisations/manage-organisation.ts';
import {
	listMembers,
	listOwnOrganisations
} from '../../../src/lib/server/app/organisations/read-organisations.ts';
import { must, PASSWORD, peopleWorld, said } from '../identity/people-world.ts';
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
let codes = ['5999904123', '5999905494', '5999906868', '5999908230', '5999909604'];

/** A new organisation with its representative. */
async function firm(email: string) {
	const [taxCode = '', ...rest] = codes;
	codes = rest;
	const { accountId, personId } = await world.enrol(email);
	const { id } = must(await createOrganisation(await world.as(accountId), form({ taxCode })));
	return { id, personId, rep: await world.as(accountId) };
}

const member = (email: string, role: 'representative' | 'editor' = 'editor') => ({
	email,
	role,
	fullName: 'Đinh Thị Mây'
});

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

	it('exists once, also when two register it at once', async () => {
		const people = await Promise.all(
			['doi.1@donvi.example', 'doi.2@donvi.example'].map((email) => world.enrol(email))
		);
		const both = await Promise.all(
			people.map(async ({ accountId }) =>
				createOrganisation(await world.as(accountId), form({ taxCode: '5999901387' }))
			)
		);
		expect(both.map(said).sort()).toEqual(['ok', 'organisation_exists']);
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

describe('members', () => {
	it('without an account are invited, and act once they have a password', async () => {
		const { id, rep } = await firm('moi.nguoi@donvi.example');
		must(await addMember(rep, { organisationId: id, ...member('may@donvi.example') }));
		const token = await world.secretFor('may@donvi.example');
		must(await setPasswordByLink(world.visitor, { token, password: PASSWORD, passwordAgain: PASSWORD }));
		const account = await world.app.db.read.identity.findAccountByEmail('may@donvi.example');
		const own = must(await listOwnOrganisations(await world.as(account?.id ?? '')));
		expect(own).toMatchObject([{ id, mayEdit: false }]);
	});

	it('with an account are told, and the answer to the representative is the same', async () => {
		const { id, rep } = await firm('co.san@donvi.example');
		const { accountId } = await world.enrol('da.co@donvi.example');
		const { token } = await world.app.sessions.create(accountId);
		expect(await addMember(rep, { organisationId: id, ...member('da.co@donvi.example') })).toEqual({
			ok: true,
			value: { email: 'da.co@donvi.example' }
		});
		expect(await world.app.sessions.accountOf(token)).toBeUndefined();
		expect((await world.letters('da.co@donvi.example')).at(-1)?.subject).toMatch(/^Bạn được thêm vào/);
		expect(said(await addMember(rep, { organisationId: id, ...member('da.co@donvi.example') }))).toBe(
			'member_exists'
		);
	});

	it('change nothing themselves, and strangers find nothing', async () => {
		const { id, rep } = await firm('quyen@donvi.example');
		const { accountId } = await world.enrol('soan@donvi.example');
		must(await addMember(rep, { organisationId: id, ...member('soan@donvi.example') }));
		const editor = await world.as(accountId);
		expect(said(await addMember(editor, { organisationId: id, ...member('x@donvi.example') }))).toBe(
			'not_found'
		);
		expect(said(await listMembers(editor))).toBe('not_found');
	});

	it('keep a last representative, also when two remove each other at once', async () => {
		const { id, rep, personId } = await firm('cuoi@donvi.example');
		const own = must(await listMembers(rep))[0]?.members ?? [];
		const mine = own.find((row) => row.personId === personId)?.grantId ?? '';
		expect(said(await removeMember(rep, { organisationId: id, grantId: mine }))).toBe('last_representative');
		expect(said(await addMember(rep, { organisationId: id, ...member('cuoi@donvi.example') }))).toBe(
			'last_representative'
		);
		const { accountId, personId: secondId } = await world.enrol('thu.hai@donvi.example');
		must(await addMember(rep, { organisationId: id, ...member('thu.hai@donvi.example', 'representative') }));
		const second = await world.as(accountId);
		const all = must(await listMembers(rep))[0]?.members ?? [];
		const theirs = all.find((row) => row.personId === secondId)?.grantId ?? '';
		const both = await Promise.all([
			removeMember(rep, { organisationId: id, grantId: theirs }),
			removeMember(second, { organisationId: id, grantId: mine })
		]);
		expect(both.map(said).sort()).toEqual(['last_representative', 'ok']);
	});
});
