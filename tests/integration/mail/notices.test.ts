import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chooseLettersShape } from '#lib/contracts/identity/choose-letters.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { LetterChoices } from '#lib/domain/letters/delivery.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { budgetApproved, signatureWaits } from '#lib/server/app/mail/letters/budgets.ts';
import { resetPassword } from '#lib/server/app/mail/letters/accounts.ts';
import { infectedFile } from '#lib/server/app/mail/letters/dossiers.ts';
import type { Words } from '#lib/server/app/mail/letter.ts';
import { chooseLetters, listNotices, readNotices } from '#lib/server/app/mail/notices.ts';
import { sendNextDigest } from '#lib/server/app/mail/send-digests.ts';
import { tell } from '#lib/server/app/mail/tell.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { arranged } from '../../support/arranged.ts';
import { contextOf, insertPerson, openWorld, said } from '../intake/world.ts';
import type { TestPerson, World } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';

let world: World;
let head: TestPerson;
let ctx: Context;
let other: Context;

beforeAll(async () => {
	world = await openWorld();
	other = await contextOf(world, await insertPerson(world, 'Phan Kiểm', { grants: [{ role: 'auditor' }] }));
}, 120_000);
afterAll(() => world.close());
beforeEach(async () => {
	head = await insertPerson(world, 'Trần Thị Trưởng', { grants: [{ role: 'finance_head' }] });
	ctx = await contextOf(world, head);
});

const AT_ONCE: LetterChoices = { reminders: 'at_once', waiting: 'at_once', members: 'at_once' };
const choose = async (waiting: LetterChoices['waiting']) =>
	must(await chooseLetters(ctx, { ...AT_ONCE, waiting }));
const waits = (code: string): Words =>
	signatureWaits({ code, title: 'Dự toán', amount: 1n, step: () => 'kiểm tra', path: '/tham-dinh/x' });

async function told(key: string, letter: Words, email = head.email): Promise<void> {
	must(
		await arranged(ctx, 'publish_call', { type: 'call', id: '' }, async ({ tx }) => {
			await tell(ctx, tx, { to: [{ email, name: 'Trần Thị Trưởng', locale: 'vi' }], key, letter });
			return ok(true);
		})
	);
}
async function mails(email = head.email): Promise<{ subject: string; body: string; letter: string }[]> {
	const { rows } = await world.database.owner.query<{ subject: string; body: string; letter: string }>(
		'SELECT subject, body, letter FROM mail_message WHERE recipient = $1 ORDER BY created_at, id',
		[email]
	);
	return rows;
}
const notices = async (question: { search?: string; unread?: boolean } = {}, of = ctx) =>
	must(await listNotices(of, { search: '', unread: false, page: 1, ...question }));

/** To the next time that a clock in Vietnam shows this hour and a half. */
async function clockTo(hour: number): Promise<void> {
	await world.database.owner.query(
		`UPDATE app_clock SET offset_sec = offset_sec + ceil(extract(epoch FROM date_trunc('day', app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')
		   + make_interval(days => 1, hours => $1, mins => 30) - app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh'))`,
		[hour]
	);
}
async function digests(): Promise<number> {
	let sent = 0;
	while ((await sendNextDigest(world.app)) > 0) sent += 1;
	return sent;
}

describe('a notice', () => {
	it('is the same fact as the mail: both come of one letter, and of the same one once', async () => {
		await told('mot', waits('MAP-1'));
		await told('mot', waits('MAP-1'));
		expect((await mails()).map(({ subject }) => subject)).toEqual(['Dự toán MAP-1 chờ kiểm tra']);
		const { rows, total } = await notices();
		expect(total).toBe(1);
		expect(rows[0]).toMatchObject({
			words: {
				vi: { subject: 'Dự toán MAP-1 chờ kiểm tra' },
				en: { subject: 'Budget MAP-1 waits for kiểm tra' }
			},
			path: '/tham-dinh/x',
			readAt: null
		});
		expect(rows[0]?.words.vi.text).toContain('Mã hồ sơ: MAP-1\nTên: Dự toán');
	});

	it('is in Vietnamese alone where the letter is official, and is none where a link opens an account', async () => {
		await told(
			'duyet',
			budgetApproved({ code: 'MAP-2', title: 'x', requested: 2n, approved: 1n, own: 1n, path: '/x' })
		);
		await told('mat-khau', resetPassword({ path: '/dat-lai-mat-khau/bi-mat', validMinutes: 30 }));
		const { rows } = await notices();
		expect(rows.map(({ words }) => words.en.subject)).toEqual(['']);
		expect(await mails()).toHaveLength(2);
		const { rows: kept } = await world.database.owner.query(
			`SELECT 1 FROM notice WHERE path LIKE '%bi-mat%'`
		);
		expect(kept).toEqual([]);
	});

	it('goes by mail alone to an address without an account', async () => {
		await told('la', waits('MAP-3'), 'nguoi.la@donvi.example');
		expect(await mails('nguoi.la@donvi.example')).toHaveLength(1);
	});

	it('is found without accents, read once, and nobody else’s', async () => {
		await told('a', waits('MAP-4'));
		await told('b', infectedFile({ file: 'x.pdf', path: '/ho-so/x' }));
		const id = (await notices({ search: 'ma doc' })).rows[0]?.id ?? '';
		expect((await notices({ search: 'ma doc' })).total).toBe(1);
		expect(must(await readNotices(other, { id })).count).toBe(0);
		expect(said(await readNotices(ctx, { id: 'x' }))).toBe('not_found');
		expect(must(await readNotices(ctx, { id })).count).toBe(1);
		expect(must(await readNotices(ctx, { id })).count).toBe(0);
		expect((await notices({ unread: true })).total).toBe(1);
		expect(must(await readNotices(ctx, {})).count).toBe(1);
		expect((await notices({ unread: true })).total).toBe(0);
		expect((await notices({}, other)).total).toBe(0);
		const visitor: Context = { ...ctx, actor: { kind: 'visitor' } };
		expect(said(await listNotices(visitor, { search: '', unread: false, page: 1 }))).toBe('sign_in_needed');
	});

	it.each([
		[`UPDATE notice SET subject_vi = 'x'`, 'permission denied'],
		[`DELETE FROM notice`, 'permission denied'],
		[`UPDATE notice SET read_at = NULL WHERE read_at IS NOT NULL`, 'stays as it was told'],
		[`UPDATE notice SET digested_at = app_now() WHERE delivery = 'at_once'`, 'notice_delivery']
	])('stays as it was told: %s', async (statement, reason) => {
		await expect(world.database.app.query(statement)).rejects.toThrow(reason);
	});
});

describe('the choice of a person', () => {
	it('holds for its group and for no mandatory letter, and leaves an entry', async () => {
		await choose('none');
		const { rows } = await world.database.owner.query(
			`SELECT e.action, d.content FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id WHERE e.actor_id = $1`,
			[head.personId]
		);
		expect(rows).toEqual([
			{ action: 'choose_letters', content: { before: AT_ONCE, after: { ...AT_ONCE, waiting: 'none' } } }
		]);
		await told('a', waits('MAP-5'));
		await told('b', infectedFile({ file: 'x.pdf', path: '/ho-so/x' }));
		expect((await mails()).map(({ letter }) => letter)).toEqual(['infected_file']);
		expect((await notices()).total).toBe(2);
		await clockTo(8);
		await digests();
		expect(await mails()).toHaveLength(1);
	});

	it.each([
		[{ ...AT_ONCE, waiting: 'never' }, 'waiting'],
		[{ reminders: 'none', waiting: 'none' }, 'members']
	])('is one of three for each group', (posted, field) => {
		expect(parseInput(chooseLettersShape, posted)).toMatchObject({
			refusal: { causes: [{ code: 'letter_delivery_missing', field }] }
		});
	});
});

describe('the digest', () => {
	it('is one letter at its hour for all of a day, once, with nothing in it twice', async () => {
		await choose('digest');
		await clockTo(5);
		await told('a', waits('MAP-6'));
		await told('b', waits('MAP-7'));
		expect(await mails()).toEqual([]);
		expect(await digests()).toBe(0);
		await world.database.owner.query(`UPDATE app_clock SET offset_sec = offset_sec + 4 * 3600`);
		await told('c', waits('MAP-8'));
		expect(await digests()).toBe(1);
		expect(await digests()).toBe(0);
		const [digest] = await mails();
		expect(digest?.letter).toBe('daily_digest');
		expect(digest?.subject).toMatch(/^Tổng hợp ngày \d\d\/\d\d\/\d{4}: 2 thông báo$/);
		expect(digest?.body).toMatch(/MAP-6[^]*MAP-7/);
		expect(digest?.body).not.toContain('MAP-8');
		expect(digest?.body).toContain('https://chuan.test/thong-bao');
		await clockTo(8);
		expect(await digests()).toBe(1);
		expect((await mails()).at(-1)?.body).toContain('MAP-8');
		expect((await notices()).total).toBe(3);
	});

	it('after days without a worker tells everything in one letter', async () => {
		await choose('digest');
		for (const code of ['MAP-10', 'MAP-11', 'MAP-12']) {
			await clockTo(9);
			await told(code, waits(code));
		}
		await clockTo(15);
		expect(await digests()).toBe(1);
		expect((await mails()).map(({ body }) => /MAP-10[^]*MAP-11[^]*MAP-12/.test(body))).toEqual([true]);
	});

	it('of several workers at once is sent once', async () => {
		await choose('digest');
		await clockTo(9);
		await told('x', waits('MAP-13'));
		await clockTo(9);
		const sent = await Promise.all([digests(), digests(), digests()]);
		expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
		expect(await mails()).toHaveLength(1);
	});

	it('loses nothing when the choice changes while it waits: what was promised to it is in it', async () => {
		await choose('digest');
		await clockTo(9);
		await told('x', waits('MAP-14'));
		await choose('at_once');
		await told('y', waits('MAP-15'));
		await clockTo(9);
		expect(await digests()).toBe(1);
		const all = await mails();
		expect(all.map(({ letter }) => letter)).toEqual(['signature_waits', 'daily_digest']);
		expect(all[1]?.body).toContain('MAP-14');
		expect(all[1]?.body).not.toContain('MAP-15');
	});

	it('is in the language of the account, and none for a closed one', async () => {
		await choose('digest');
		await clockTo(9);
		await told('x', waits('MAP-16'));
		await world.database.owner.query(
			`UPDATE account SET locale = 'en', disabled_at = app_now() WHERE id = $1`,
			[head.accountId]
		);
		await clockTo(9);
		expect(await digests()).toBe(0);
		await world.database.owner.query(`UPDATE account SET disabled_at = NULL WHERE id = $1`, [head.accountId]);
		expect(await digests()).toBe(1);
		expect((await mails())[0]).toMatchObject({
			subject: expect.stringMatching(/^Digest of .*, notices: 1$/) as string
		});
	});
});
