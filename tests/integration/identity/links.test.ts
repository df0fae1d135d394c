import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changePassword } from '../../../src/lib/server/app/identity/change-account.ts';
import { setAccountDisabled } from '../../../src/lib/server/app/identity/close-account.ts';
import {
	readPasswordLink,
	requestPasswordReset,
	setPasswordByLink
} from '../../../src/lib/server/app/identity/reset-password.ts';
import { signOutEverywhere } from '../../../src/lib/server/app/identity/sign-out.ts';
import type { Mailer } from '../../../src/lib/server/app/mail/ports.ts';
import { listMail, readMail } from '../../../src/lib/server/app/mail/read-outbox.ts';
import { mailRound } from '../../../src/lib/server/outbox/mail-round.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { refuse } from '../../../src/lib/domain/shared/result.ts';
import { must, PASSWORD, peopleWorld, said } from './people-world.ts';
import type { PeopleWorld } from './people-world.ts';

let world: PeopleWorld;
let admin: Context;
beforeAll(async () => {
	world = await peopleWorld();
	const administrator = { role: 'administrator', scope: { type: 'all' } } as const;
	admin = await world.as((await world.enrol('quantri@so.example', { grants: [administrator] })).accountId);
});
afterAll(() => world.close());

const FRESH = 'mưa rừng chiều 7';

async function linkFor(email: string): Promise<string> {
	must(await requestPasswordReset(world.visitor, { email, address: '10.2.0.1' }));
	return world.secretFor(email);
}

describe('a link that lets its reader choose a password', () => {
	const unusable = async (secret: string): Promise<void> => {
		expect(said(await readPasswordLink(world.visitor, secret))).toBe('link_expired');
		const chosen = { token: secret, password: FRESH, passwordAgain: FRESH };
		expect(said(await setPasswordByLink(world.visitor, chosen))).toBe('link_expired');
	};

	it('dies with a change of the password', async () => {
		const { accountId } = await world.enrol('doi.mk@so.example');
		const secret = await linkFor('doi.mk@so.example');
		expect(said(await readPasswordLink(world.visitor, secret))).toBe('ok');
		const pair = { password: FRESH, passwordAgain: FRESH };
		must(await changePassword(await world.as(accountId), { currentPassword: PASSWORD, ...pair }));
		await unusable(secret);
	});

	it('dies with signing out everywhere', async () => {
		const { accountId } = await world.enrol('ra.het@so.example');
		const secret = await linkFor('ra.het@so.example');
		must(await signOutEverywhere(await world.as(accountId)));
		await unusable(secret);
	});

	it('dies with the closing of the account, and stays dead when it is opened again', async () => {
		const { personId } = await world.enrol('dong@so.example');
		const secret = await linkFor('dong@so.example');
		must(await setAccountDisabled(admin, { personId, disabled: true }));
		must(await setAccountDisabled(admin, { personId, disabled: false }));
		await unusable(secret);
	});
});

describe('a letter with a one-time link', () => {
	const stored = async (email: string) => {
		const { rows } = await world.database.owner.query<{
			id: string;
			state: string;
			body: string;
			html: string;
		}>(
			'SELECT id, state, body, html FROM mail_message WHERE recipient = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
			[email]
		);
		const [row] = rows;
		if (row === undefined) throw new Error('no letter');
		return row;
	};
	const deliver = async (send: Mailer['send']): Promise<void> => {
		while ((await mailRound.run({ ...world.app, mailer: { send } })) > 0);
	};
	const gone: Mailer['send'] = (mail) => Promise.resolve({ ok: true, value: { id: mail.id, state: 'sent' } });

	it('is sent with it and kept without it', async () => {
		await world.enrol('nhan.thu@so.example');
		const secret = await linkFor('nhan.thu@so.example');
		const sent: string[] = [];
		await deliver((mail) => {
			sent.push(mail.text + mail.html);
			return gone(mail);
		});
		expect(sent.filter((text) => text.includes(secret))).toHaveLength(1);
		const { state, body, html } = await stored('nhan.thu@so.example');
		expect(state).toBe('sent');
		expect(body).toContain('/dat-lai-mat-khau/…');
		expect(body + html).not.toContain(secret);
		expect(said(await readPasswordLink(world.visitor, secret))).toBe('ok');
	});

	it('is kept without it as well when the address refused it for good, and with it while it is tried again', async () => {
		await world.enrol('khong.nhan@so.example');
		const secret = await linkFor('khong.nhan@so.example');
		await deliver(() => Promise.resolve(refuse('mail_unavailable', { params: { reason: 'x' } })));
		expect((await stored('khong.nhan@so.example')).body).toContain(secret);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 600');
		await deliver(() => Promise.resolve(refuse('mail_address_refused', { params: { reason: '550' } })));
		const { state, body, html } = await stored('khong.nhan@so.example');
		expect(state).toBe('failed');
		expect(body + html).not.toContain(secret);
	});

	it('shows it to the administrator of the demonstration only, and never that of a person of the office', async () => {
		await world.enrol('ben.ngoai@donvi.example');
		const head = { role: 'finance_head', scope: { type: 'all' } } as const;
		await world.enrol('truong.phong@so.example', { grants: [head] });
		await world.enrol('trinh.dien@so.example', { grants: [head], demonstration: true });
		const read = async (email: string, ctx = admin) => {
			const secret = await linkFor(email);
			const { body } = must(await readMail(ctx, (await stored(email)).id));
			return body.includes(secret);
		};
		const own = { ...admin, app: { ...world.app, config: { ...world.app.config, embedded: false } } };
		expect(await read('ben.ngoai@donvi.example')).toBe(true);
		expect(await read('trinh.dien@so.example')).toBe(true);
		expect(await read('truong.phong@so.example')).toBe(false);
		expect(await read('ben.ngoai@donvi.example', own)).toBe(false);
		const { rows } = must(await listMail(admin, { search: 'truong.phong', page: 1 }));
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain('dat-lai-mat-khau');
	});
});
