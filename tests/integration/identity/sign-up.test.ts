import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '../../../src/lib/server/app/identity/sign-in.ts';
import { signUp } from '../../../src/lib/server/app/identity/sign-up.ts';
import { readVerificationLink, verifyEmail } from '../../../src/lib/server/app/identity/verify-email.ts';
import { must, PASSWORD, peopleWorld, said } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
beforeAll(async () => {
	world = await peopleWorld();
});
afterAll(() => world.close());

const organisation = {
	kind: 'enterprise',
	name: 'Công ty TNHH Cà phê Cao nguyên Ia Hrung',
	taxCode: '5999900016',
	repName: 'Nguyễn Thị Hạnh',
	provinceCode: '52',
	communeCode: '23767'
};

function form(email: string, more: Record<string, string> = {}) {
	return {
		fullName: 'Nguyễn Văn Thử',
		title: '',
		phone: '',
		email,
		password: PASSWORD,
		passwordAgain: PASSWORD,
		agree: 'on',
		...more
	};
}

function enter(email: string, password = PASSWORD) {
	return signIn(world.visitor, { email, password, address: '10.0.0.1' });
}

describe('signing up', () => {
	it('needs the address proved before the first sign-in, and makes the organisation then', async () => {
		const asked = await signUp(world.visitor, {
			person: form('Moi@IaHrung.example'),
			organisation,
			address: '10.0.0.1'
		});
		expect(said(asked)).toBe('ok');
		expect(said(await enter('moi@iahrung.example'))).toBe('email_not_verified');
		const { rows: before } = await world.database.owner.query('SELECT id FROM organisation');
		expect(before).toHaveLength(0);

		const verified = await verifyEmail(world.visitor, await world.secretFor('moi@iahrung.example'));
		expect(verified).toEqual({ ok: true, value: { organisation: 'created' } });
		const { device } = must(await enter('moi@iahrung.example'));
		expect(device).toMatch(/^[\w-]{40,}$/);
		const account = await world.app.db.read.identity.findAccountByEmail('moi@iahrung.example');
		const me = await world.as(account?.id ?? '');
		expect(me.actor.kind === 'person' && me.actor.grants).toMatchObject([
			{ role: 'representative', scope: { type: 'organisation' } }
		]);
	});

	it('works a link once, and says to a second press that the address is proved', async () => {
		must(await signUp(world.visitor, { person: form('mot.lan@donvi.example'), address: '10.0.0.1' }));
		const secret = await world.secretFor('mot.lan@donvi.example');
		expect(await readVerificationLink(world.visitor, secret)).toEqual({ ok: true, value: 'works' });
		const both = await Promise.all([verifyEmail(world.visitor, secret), verifyEmail(world.visitor, secret)]);
		expect(both.map((each) => must(each).organisation).sort()).toEqual(['before', 'none']);
		expect(await readVerificationLink(world.visitor, secret)).toEqual({ ok: true, value: 'done' });
	});

	it('refuses a link that another one replaced before the address was proved, and one that nobody sent', async () => {
		must(await signUp(world.visitor, { person: form('hai.thu@donvi.example'), address: '10.0.0.1' }));
		const first = await world.secretFor('hai.thu@donvi.example');
		expect(said(await enter('hai.thu@donvi.example'))).toBe('email_not_verified');
		expect(said(await readVerificationLink(world.visitor, first))).toBe('link_expired');
		expect(said(await verifyEmail(world.visitor, first))).toBe('link_expired');
		expect(said(await verifyEmail(world.visitor, 'khong-phai-duong-dan'))).toBe('link_expired');
	});

	it('answers alike for an address that has an account, and tells its owner', async () => {
		await world.enrol('co.roi@donvi.example');
		const asked = await signUp(world.visitor, { person: form('co.roi@donvi.example'), address: '10.0.0.1' });
		expect(asked).toEqual({ ok: true, value: { email: 'co.roi@donvi.example' } });
		expect((await world.letters('co.roi@donvi.example')).map(({ subject }) => subject)).toEqual([
			'Bạn đã có tài khoản trên Cổng Chuẩn'
		]);
		expect(said(await enter('co.roi@donvi.example'))).toBe('ok');
	});

	it('says everything that is wrong at once, in both halves', async () => {
		const asked = await signUp(world.visitor, {
			person: form('không phải thư', { password: 'ngắn', phone: '12', fullName: '', agree: '' }),
			organisation: { ...organisation, taxCode: '5999900016-001', communeCode: '', name: '' },
			address: '10.0.0.1'
		});
		expect(said(asked)).toEqual([
			'fullName full_name_missing',
			'email email_shape',
			'phone phone_prefix',
			'password password_too_short',
			'organisation.taxCode tax_code_branch',
			'organisation.name organisation_name_missing',
			'organisation.communeCode commune_missing',
			'agree agreement_missing'
		]);
	});

	it('sends to the representative when the tax code is here, without saying who', async () => {
		const asked = await signUp(world.visitor, {
			person: form('thu.hai@iahrung.example'),
			organisation,
			address: '10.0.0.1'
		});
		expect(asked).toEqual({
			ok: false,
			refusal: { code: 'organisation_exists', field: 'organisation.taxCode' }
		});
		expect(await world.letters('thu.hai@iahrung.example')).toEqual([]);
	});

	it('does not give an invited person’s account to whoever signs up with the address', async () => {
		const { accountId } = await world.enrol('duoc.moi@so.example');
		await world.database.owner.query(
			`UPDATE account SET password_hash = '', email_verified_at = NULL WHERE id = $1`,
			[accountId]
		);
		must(await signUp(world.visitor, { person: form('duoc.moi@so.example'), address: '10.0.0.1' }));
		expect(said(await enter('duoc.moi@so.example'))).toBe('sign_in_failed');
	});
});
