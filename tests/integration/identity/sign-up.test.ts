import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeSignUp, readSignUpLink } from '../../../src/lib/server/app/identity/complete-sign-up.ts';
import { signIn } from '../../../src/lib/server/app/identity/sign-in.ts';
import { signUp } from '../../../src/lib/server/app/identity/sign-up.ts';
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
	return { fullName: 'Nguyễn Văn Thử', title: '', phone: '', email, agree: 'on', ...more };
}

function ask(
	email: string,
	more: { fullName?: string; organisation?: Record<string, string>; back?: string } = {}
) {
	const { fullName = 'Nguyễn Văn Thử', ...rest } = more;
	return signUp(world.visitor, { person: form(email, { fullName }), address: '10.0.0.1', ...rest });
}

/** Typed the second time as another keyboard sends it. */
function complete(token: string, password = PASSWORD) {
	return completeSignUp(world.visitor, { token, password, passwordAgain: password.normalize('NFD') });
}

function enter(email: string, password = PASSWORD) {
	return signIn(world.visitor, { email, password, address: '10.0.0.1' });
}

async function personOf(email: string) {
	const account = await world.app.db.read.identity.findAccountByEmail(email);
	const me = await world.as(account?.id ?? '');
	if (me.actor.kind !== 'person') throw new Error('nobody');
	return me.actor;
}

describe('signing up', () => {
	it('makes nothing before the link is used, then the account with its password, signed in, and the organisation', async () => {
		expect(said(await ask('Moi@IaHrung.example', { organisation, back: '/ho-so/moi?dot=MAP-2026-02' }))).toBe(
			'ok'
		);
		const { rows: before } = await world.database.owner.query(
			'SELECT id FROM organisation UNION ALL SELECT id FROM account UNION ALL SELECT id FROM person'
		);
		expect(before).toHaveLength(0);
		expect(said(await enter('moi@iahrung.example'))).toBe('sign_in_failed');

		const token = await world.secretFor('moi@iahrung.example');
		expect(must(await readSignUpLink(world.visitor, token))).toEqual({
			state: 'works',
			email: 'moi@iahrung.example',
			fullName: 'Nguyễn Văn Thử',
			organisation: { name: organisation.name, taxCode: organisation.taxCode }
		});
		const done = must(await complete(token));
		expect(done).toMatchObject({ organisation: 'created', back: '/ho-so/moi?dot=MAP-2026-02' });
		expect((await world.app.sessions.accountOf(done.session.token))?.person?.email).toBe(
			'moi@iahrung.example'
		);
		expect(said(await enter('moi@iahrung.example'))).toBe('ok');
		expect((await personOf('moi@iahrung.example')).grants).toMatchObject([
			{ role: 'representative', scope: { type: 'organisation' } }
		]);
		const account = await world.app.db.read.identity.findAccountByEmail('moi@iahrung.example');
		const trail = await world.app.db.read.audit.list({ objectId: account?.id ?? '', page: 1, size: 9 });
		expect(trail.rows.map(({ action, outcome }) => [action, outcome])).toContainEqual([
			'complete_sign_up',
			'done'
		]);
	});

	it('keeps what the owner typed, whatever a stranger types for the same address, before or after', async () => {
		const email = 'chu.nhan@donvi.example';
		must(await ask(email, { fullName: 'Chủ Nhân' }));
		const own = await world.secretFor(email);
		const claim = { ...organisation, taxCode: '0100109106', name: 'Công ty Kẻ Lạ' };
		must(await ask(email, { fullName: 'Kẻ Lạ', organisation: claim }));
		const foreign = await world.secretFor(email);
		expect(foreign).not.toBe(own);
		// The later letter shows what it would open, and neither kills the other.
		expect(must(await readSignUpLink(world.visitor, foreign)).fullName).toBe('Kẻ Lạ');
		expect(must(await readSignUpLink(world.visitor, own))).toMatchObject({
			state: 'works',
			fullName: 'Chủ Nhân'
		});
		const done = must(await complete(own));
		expect(done.organisation).toBe('none');
		expect((await personOf(email)).name).toBe('Chủ Nhân');
		expect((await personOf(email)).grants).toEqual([]);
		expect(must(await readSignUpLink(world.visitor, foreign)).state).toBe('used');
		expect(said(await complete(foreign, 'kẻ lạ đặt mật khẩu 5'))).toBe('link_used');
		expect(said(await enter(email))).toBe('ok');
		must(await ask(email, { fullName: 'Kẻ Lạ' }));
		expect((await personOf(email)).name).toBe('Chủ Nhân');
		expect(said(await enter(email))).toBe('ok');
	});

	it('works a link once, of two presses at the same time and of two links of one address too', async () => {
		must(await ask('mot.lan@donvi.example'));
		const first = await world.secretFor('mot.lan@donvi.example');
		must(await ask('mot.lan@donvi.example'));
		const second = await world.secretFor('mot.lan@donvi.example');
		const answers = await Promise.all([complete(first), complete(first), complete(second)]);
		expect(answers.map(said).sort()).toEqual(['link_used', 'link_used', 'ok']);
		expect(must(await readSignUpLink(world.visitor, first)).state).toBe('used');
	});

	it('refuses a link that nobody sent, one that is over, and a weak password at its field', async () => {
		expect(said(await readSignUpLink(world.visitor, 'khong-phai-duong-dan'))).toBe('link_expired');
		expect(said(await complete('khong-phai-duong-dan'))).toBe('link_expired');
		must(await ask('tre.hen@donvi.example'));
		const token = await world.secretFor('tre.hen@donvi.example');
		expect(said(await complete(token, 'ngắn'))).toEqual(['password password_too_short']);
		const differs = { token, password: PASSWORD, passwordAgain: 'x' };
		expect(said(await completeSignUp(world.visitor, differs))).toEqual([
			'passwordAgain password_again_differs'
		]);
		const mistyped = { token, password: PASSWORD, passwordAgain: 'cà phê chín do 7' };
		expect(said(await completeSignUp(world.visitor, mistyped))).toEqual([
			'passwordAgain password_again_differs'
		]);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 48 * 3600 + 1');
		expect(said(await readSignUpLink(world.visitor, token))).toBe('link_expired');
		expect(said(await complete(token))).toBe('link_expired');
	});

	it('answers alike for an address that has an account, and tells its owner', async () => {
		await world.enrol('co.roi@donvi.example');
		expect(await ask('co.roi@donvi.example')).toEqual({ ok: true, value: { email: 'co.roi@donvi.example' } });
		expect((await world.letters('co.roi@donvi.example')).map(({ subject }) => subject)).toEqual([
			'Bạn đã có tài khoản trên Cổng Chuẩn'
		]);
		expect(said(await enter('co.roi@donvi.example'))).toBe('ok');
	});

	it('sends at most five letters an hour to one address, without saying so, none with words of a stranger', async () => {
		const email = 'nhieu.thu@donvi.example';
		const name = 'Quý khách đã trúng thưởng, xem https://evil.example/x';
		for (let i = 0; i < 7; i += 1) expect(said(await ask(email, { fullName: name }))).toBe('ok');
		const letters = await world.letters(email);
		expect(letters).toHaveLength(5);
		expect(JSON.stringify(letters)).not.toMatch(/trúng thưởng|evil/);
		const { rows } = await world.database.owner.query<{ recipient_name: string; html: string }>(
			'SELECT recipient_name, html FROM mail_message WHERE recipient = $1',
			[email]
		);
		expect(rows.map(({ recipient_name, html }) => recipient_name + html).join()).not.toMatch(
			/trúng thưởng|evil/
		);
	});

	it('says everything that is wrong at once, in both halves', async () => {
		const asked = await signUp(world.visitor, {
			person: form('không phải thư', { phone: '12', fullName: '', agree: '' }),
			organisation: { ...organisation, taxCode: '5999900016-001', communeCode: '', name: '' },
			address: '10.0.0.1'
		});
		expect(said(asked)).toEqual([
			'fullName full_name_missing',
			'email email_shape',
			'phone phone_prefix',
			'organisation.taxCode tax_code_branch',
			'organisation.name organisation_name_missing',
			'organisation.communeCode commune_missing',
			'agree agreement_missing'
		]);
	});

	it('takes a tax code that is here already: the claim stands beside, and nothing is said of the other', async () => {
		const [other] = (
			await world.database.owner.query<{ id: string; full_name: string; email: string }>(
				`SELECT o.id, p.full_name, a.email FROM organisation o JOIN person p ON p.id = o.claimed_by
				 JOIN account a ON a.person_id = p.id WHERE o.tax_code = $1`,
				[organisation.taxCode]
			)
		).rows;
		const asked = must(await ask('thu.hai@iahrung.example', { organisation }));
		expect(JSON.stringify(asked)).not.toContain(other?.full_name);
		const made = must(await complete(await world.secretFor('thu.hai@iahrung.example')));
		expect(made.organisation).toBe('beside');
		const { rows } = await world.database.owner.query<{ standing: string }>(
			'SELECT standing FROM organisation WHERE tax_code = $1',
			[organisation.taxCode]
		);
		expect(rows).toEqual([{ standing: 'claimed' }, { standing: 'claimed' }]);
		const letters = JSON.stringify(await world.letters('thu.hai@iahrung.example'));
		for (const secret of [other?.full_name, other?.email]) expect(letters).not.toContain(secret);
	});

	it('does not give an invited person’s account to whoever signs up with the address', async () => {
		const { accountId } = await world.enrol('duoc.moi@so.example');
		await world.database.owner.query(
			`UPDATE account SET password_hash = '', email_verified_at = NULL WHERE id = $1`,
			[accountId]
		);
		must(await ask('duoc.moi@so.example'));
		expect(said(await enter('duoc.moi@so.example'))).toBe('sign_in_failed');
	});
});

describe('an account of an earlier release that nobody proved', () => {
	const unproved = async (email: string): Promise<string> => {
		const { accountId } = await world.enrol(email, { fullName: 'Tên Cũ' });
		await world.database.owner.query('UPDATE account SET email_verified_at = NULL WHERE id = $1', [
			accountId
		]);
		return accountId;
	};

	it('opens by the letter that a sign-in brings, with a password of its reader', async () => {
		await unproved('cu.mot@donvi.example');
		expect(said(await enter('cu.mot@donvi.example'))).toBe('email_not_verified');
		expect((await world.letters('cu.mot@donvi.example')).at(-1)?.body).toMatch(/\/dat-lai-mat-khau\//);
	});

	it('is taken over by whoever signs up and opens the link, and the former password is dead', async () => {
		const accountId = await unproved('cu.hai@donvi.example');
		const { token: session } = await world.app.sessions.create(accountId);
		must(await ask('cu.hai@donvi.example', { fullName: 'Tên Mới' }));
		must(await complete(await world.secretFor('cu.hai@donvi.example'), 'mưa rừng chiều 7'));
		expect((await personOf('cu.hai@donvi.example')).name).toBe('Tên Mới');
		expect(said(await enter('cu.hai@donvi.example'))).toBe('sign_in_failed');
		expect(await world.app.sessions.accountOf(session)).toBeUndefined();
	});
});
