import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuse } from '../../../src/lib/domain/shared/result.ts';
import type { Mailer, OutgoingMail } from '../../../src/lib/server/app/mail/ports.ts';
import { readPerson } from '../../../src/lib/server/app/identity/read-people.ts';
import { listMail, readMail } from '../../../src/lib/server/app/mail/read-outbox.ts';
import { mailRound } from '../../../src/lib/server/outbox/mail-round.ts';
import { must, peopleWorld, said } from '../identity/people-world.ts';
import type { PeopleWorld } from '../identity/people-world.ts';

let world: PeopleWorld;
beforeEach(async () => {
	world = await peopleWorld();
});
afterEach(() => world.close());

const letter = {
	idempotencyKey: 'k1',
	recipient: 'ai@donvi.example',
	recipientName: 'Ai Đó',
	language: 'vi',
	subject: 'Giấy tiếp nhận hồ sơ',
	body: 'Mở: https://chuan.example/dat-lai-mat-khau/abcdefghijklmnopqrstuvwxyz0123456789'
} as const;

async function enqueue(
	change: { readonly idempotencyKey?: string; readonly recipient?: string } = {}
): Promise<void> {
	await world.app.db.transaction((tx) => tx.mail.enqueue({ ...letter, ...change }));
}

async function rows() {
	return (await world.app.db.read.mail.list({ search: '', page: 1, size: 50 })).rows;
}

function sending(send: Mailer['send']) {
	return { ...world.app, mailer: { send } };
}

describe('the mail round', () => {
	it('holds what cannot leave, once', async () => {
		await enqueue();
		await enqueue();
		expect([await mailRound.run(world.app), await mailRound.run(world.app)]).toEqual([1, 0]);
		expect(await rows()).toMatchObject([{ state: 'held', recipient: 'ai@donvi.example', attempts: 1 }]);
	});

	it('sends each message once, however many workers there are', async () => {
		for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await enqueue({ idempotencyKey: key });
		const sent: string[] = [];
		const app = sending((mail: OutgoingMail) => {
			sent.push(mail.id);
			return Promise.resolve({ ok: true, value: { id: mail.id, state: 'sent' } });
		});
		const worker = async () => {
			while ((await mailRound.run(app)) > 0);
		};
		await Promise.all([worker(), worker(), worker()]);
		expect(new Set(sent).size).toBe(6);
		expect(sent).toHaveLength(6);
		expect((await rows()).every(({ state }) => state === 'sent')).toBe(true);
	});

	it('tries again after a growing pause, and gives up in the end', async () => {
		await enqueue();
		const app = sending(() =>
			Promise.resolve(refuse('mail_unavailable', { params: { reason: 'ECONNREFUSED' } }))
		);
		expect([await mailRound.run(app), await mailRound.run(app)]).toEqual([1, 0]);
		expect(await rows()).toMatchObject([
			{ state: 'queued', attempts: 1, lastError: 'mail_unavailable ECONNREFUSED' }
		]);
		for (let attempt = 0; attempt < 7; attempt += 1) {
			await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 7200');
			await mailRound.run(app);
		}
		expect(await rows()).toMatchObject([{ state: 'failed', attempts: 8 }]);
	});

	it('does not try again where the address is refused for good', async () => {
		await enqueue();
		await mailRound.run(
			sending(() => Promise.resolve(refuse('mail_address_refused', { params: { reason: '550' } })))
		);
		expect(await rows()).toMatchObject([{ state: 'failed', attempts: 1 }]);
		const refusedAt = (await rows())[0]?.refusedAt;
		expect(refusedAt).toBeInstanceOf(Date);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 86400');
		expect(await mailRound.run(world.app)).toBe(0);
	});

	it('leaves the message queued when the handing over breaks', async () => {
		await enqueue();
		await expect(mailRound.run(sending(() => Promise.reject(new Error('broken'))))).rejects.toThrow('broken');
		expect(await rows()).toMatchObject([{ state: 'queued', attempts: 0 }]);
	});
});

describe('an address that a mail server refuses', () => {
	it('stands on the page of its person until a message to it is taken', async () => {
		const { personId, accountId } = await world.enrol('ai@donvi.example');
		const { accountId: adminId } = await world.enrol('quantri@so.example', {
			grants: [{ role: 'administrator', scope: { type: 'all' } }]
		});
		const admin = await world.as(adminId);
		const mark = async () => must(await readPerson(admin, personId)).account?.refusedAt;
		expect(accountId).not.toBe('');
		expect(await mark()).toBeNull();
		await enqueue();
		await mailRound.run(
			sending(() => Promise.resolve(refuse('mail_address_refused', { params: { reason: '550' } })))
		);
		expect(await mark()).toBeInstanceOf(Date);
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 60');
		await enqueue({ idempotencyKey: 'again' });
		const taken = { ok: true, value: { id: 'x', state: 'sent' } } as const;
		await mailRound.run(sending(() => Promise.resolve(taken)));
		expect(await mark()).toBeNull();
	});

	it('is not marked by a server that does not answer', async () => {
		await enqueue();
		const away = sending(() => Promise.resolve(refuse('mail_unavailable', { params: { reason: 'x' } })));
		for (let attempt = 0; attempt < 8; attempt += 1) {
			await mailRound.run(away);
			await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 7200');
		}
		expect(await rows()).toMatchObject([{ state: 'failed', refusedAt: null }]);
		await expect(
			world.database.owner.query(`UPDATE mail_message SET state = 'queued', refused_at = app_now()`)
		).rejects.toThrow('mail_message_refused');
	});
});

describe('the page of sent mail', () => {
	it('is the administrator’s, is searched without accents, and blots links out where mail really leaves', async () => {
		await enqueue();
		const { accountId } = await world.enrol('quantri@so.example', {
			grants: [{ role: 'administrator', scope: { type: 'all' } }]
		});
		const admin = await world.as(accountId);
		const found = must(await listMail(admin, { search: 'giay TIEP nhan', page: 1 })).rows;
		expect(found).toHaveLength(1);
		const id = found[0]?.id ?? '';
		expect(must(await readMail(admin, id)).body).toBe(letter.body);
		const elsewhere = { ...admin, app: { ...world.app, config: { ...world.app.config, embedded: false } } };
		expect(must(await readMail(elsewhere, id)).body).toBe('Mở: https://chuan.example/dat-lai-mat-khau/…');
		expect(said(await readMail(admin, 'không có'))).toBe('not_found');
		expect(said(await readMail(world.visitor, id))).toBe('sign_in_needed');
	});
});
