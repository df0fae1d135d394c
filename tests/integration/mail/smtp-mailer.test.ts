import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutgoingMail } from '#lib/server/app/mail/ports.ts';
import { heldMailer } from '#lib/server/mail/held-mailer.ts';
import { smtpMailer } from '#lib/server/mail/smtp-mailer.ts';
import { headers, openPostOffice } from '../../support/post-office.ts';
import type { PostOffice } from '../../support/post-office.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
	for (const cleanup of cleanups.splice(0)) cleanup();
});

async function postOffice(options: SMTPServerOptions = {}): Promise<PostOffice> {
	const office = await openPostOffice(options);
	cleanups.push(() => office.close());
	return office;
}

function mailerTo(url: string): ReturnType<typeof smtpMailer> {
	const mailer = smtpMailer({
		url,
		from: { address: 'no-reply@chuan.example', name: 'Sở Khoa học và Công nghệ' },
		patienceMs: 500
	});
	cleanups.push(() => mailer.close());
	return mailer;
}

const message: OutgoingMail = {
	id: 'm-0001',
	to: { address: 'hlan@example.vn', name: 'Rơ Châm H’Lan' },
	subject: 'Đã tiếp nhận hồ sơ MAP-2026-0001',
	text: 'Kính gửi bà H’Lan,\n\nHồ sơ đã được tiếp nhận.\n',
	html: '<p>Kính gửi</p>',
	language: 'vi'
};

describe('mail by SMTP', () => {
	it('delivers to one person, in both forms, with its Vietnamese whole', async () => {
		const { url, taken } = await postOffice();
		expect(await mailerTo(url).send(message)).toEqual({
			ok: true,
			value: { id: '<m-0001@chuan.example>', state: 'sent' }
		});
		expect(taken).toHaveLength(1);
		const [{ to, raw } = { to: [], raw: '' }] = taken;
		expect(to).toEqual(['hlan@example.vn']);
		expect(headers(raw)).toContain('Subject: Đã tiếp nhận hồ sơ MAP-2026-0001');
		expect(headers(raw)).toContain('From: Sở Khoa học và Công nghệ <no-reply@chuan.example>');
		expect(headers(raw)).toContain('Message-ID: <m-0001@chuan.example>');
		expect(headers(raw)).toContain('Auto-Submitted: auto-generated');
		expect(raw).toContain('text/plain; charset=utf-8');
		expect(raw).toContain('text/html; charset=utf-8');
	});

	it('sends a message again under the same Message-ID', async () => {
		const { url, taken } = await postOffice();
		const mailer = mailerTo(url);
		await mailer.send(message);
		await mailer.send(message);
		const ids = taken.map(({ raw }) => /Message-ID: (\S+)/i.exec(raw)?.[1]);
		expect(ids).toEqual(['<m-0001@chuan.example>', '<m-0001@chuan.example>']);
	});

	it('lets no text of a person become a header or a second recipient', async () => {
		const { url, taken } = await postOffice();
		const mailer = mailerTo(url);
		await mailer.send({
			...message,
			subject: 'Xin chào\r\nBcc: evil@example.com',
			to: { address: 'a@example.vn', name: 'An\r\nBcc: evil@example.com\r\n' }
		});
		expect(taken.map(({ to }) => to)).toEqual([['a@example.vn']]);
		expect(taken[0]?.raw).not.toMatch(/^Bcc:/im);
		for (const address of [
			'a@example.vn, evil@example.com',
			'a@example.vn\nevil@example.com',
			'<evil@example.com>',
			'not an address',
			''
		]) {
			expect(await mailer.send({ ...message, to: { address } })).toMatchObject({
				ok: false,
				refusal: { code: 'mail_address_refused' }
			});
		}
		expect(taken).toHaveLength(1);
	});

	it('writes a domain with Vietnamese letters in ASCII, as every mail server takes it', async () => {
		const { url, taken } = await postOffice();
		expect(await mailerTo(url).send({ ...message, to: { address: 'lan@đolường.vn' } })).toMatchObject({
			ok: true
		});
		expect(headers(taken[0]?.raw ?? '')).toContain('To: lan@xn--olng-zua07g270m.vn');
	});

	it('tells an address that will never take it from a server that asks to come back', async () => {
		const answers = { 'gone@example.vn': 550, 'full@example.vn': 452 } as Record<string, number>;
		const { url } = await postOffice({
			onRcptTo({ address }, _, done) {
				const code = answers[address];
				done(code === undefined ? null : Object.assign(new Error('no'), { responseCode: code }));
			}
		});
		const mailer = mailerTo(url);
		const to = async (address: string): Promise<string> => {
			const result = await mailer.send({ ...message, to: { address } });
			return result.ok ? result.value.state : result.refusal.code;
		};
		expect(await to('gone@example.vn')).toBe('mail_address_refused');
		expect(await to('full@example.vn')).toBe('mail_unavailable');
		expect(await to('fine@example.vn')).toBe('sent');
	});

	it('is unavailable when our sender, our sign-in or the message is refused: that is not the fault of the address', async () => {
		const no = (responseCode: number): Error => Object.assign(new Error('no'), { responseCode });
		const offices: SMTPServerOptions[] = [
			{ onMailFrom: (_, __, done) => done(no(550)) },
			{ onConnect: (_, done) => done(no(421)) },
			{ authOptional: false, onAuth: (_, __, done) => done(no(535)) },
			{
				onData(stream, _, done) {
					stream.resume();
					stream.on('end', () => done(no(451)));
				}
			}
		];
		for (const office of offices) {
			const { url } = await postOffice(office);
			expect(await mailerTo(url.replace('//', '//user:wrong@')).send(message)).toMatchObject({
				ok: false,
				refusal: { code: 'mail_unavailable' }
			});
		}
	});

	it('is unavailable when nobody listens', async () => {
		expect(await mailerTo('smtp://127.0.0.1:9').send(message)).toMatchObject({
			ok: false,
			refusal: { code: 'mail_unavailable' }
		});
	});
});

describe('the embedded default', () => {
	it('holds the message and sends nothing', async () => {
		expect(await heldMailer.send(message)).toEqual({ ok: true, value: { id: 'm-0001', state: 'held' } });
	});
});
