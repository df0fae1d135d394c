import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDataRequest } from '#lib/server/app/privacy/answer-data-request.ts';
import { askDataRequest } from '#lib/server/app/privacy/ask-data-request.ts';
import {
	copyOwnData,
	readDataRequest,
	readOwnRequests,
	readPrivacy
} from '#lib/server/app/privacy/read-privacy.ts';
import { recordBreach, reportBreach } from '#lib/server/app/privacy/record-breach.ts';
import { parseCalendarDate, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { readTasks } from '#lib/server/app/tasks/read-tasks.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { must, peopleWorld, said } from '../identity/people-world.ts';
import type { PeopleWorld } from '../identity/people-world.ts';

const everywhere = { type: 'all' } as const;

let world: PeopleWorld;
let asker: Context;
let admin: Context;
let second: Context;
let director: Context;
beforeAll(async () => {
	world = await peopleWorld();
	const enrolled = async (email: string, role?: 'administrator' | 'director') => {
		const grants = role === undefined ? [] : [{ role, scope: everywhere }];
		return world.as((await world.enrol(email, { grants })).accountId);
	};
	asker = await enrolled('hoi@dn.example');
	admin = await enrolled('quan.tri@so.example', 'administrator');
	second = await enrolled('quan.tri.hai@so.example', 'administrator');
	director = await enrolled('giam.doc@so.example', 'director');
}, 120_000);
afterAll(() => world.close());

const lastEntry = async () => {
	const { rows } = await world.database.owner.query<{
		action: string;
		outcome: string;
		content: Record<string, unknown> | null;
	}>(`SELECT e.action, e.outcome, e.object_type, d.content FROM audit_entry e LEFT JOIN audit_detail d ON d.entry_id = e.id
		ORDER BY e.at DESC, e.id DESC LIMIT 1`);
	return rows[0];
};
const tasksOf = async (ctx: Context) =>
	must(await readTasks(ctx)).waiting.filter(({ kind }) => /data/.test(kind));
const lettersTo = async (email: string) => (await world.letters(email)).map(({ subject }) => subject);

describe('a request about own data', () => {
	it('is told to the administrators, waits among their work, and is answered by letter', async () => {
		const { id } = must(
			await askDataRequest(asker, { kind: 'correction', words: 'Sửa số điện thoại của tôi.' })
		);
		expect(await lastEntry()).toMatchObject({
			action: 'ask_data_request',
			outcome: 'done',
			object_type: 'data_request',
			content: { after: { kind: 'correction' } }
		});
		expect(await lettersTo('quan.tri@so.example')).toContain('Yêu cầu về dữ liệu cá nhân: Sửa dữ liệu');
		expect(await tasksOf(admin)).toMatchObject([{ kind: 'answer_data_requests', count: 1 }]);
		expect(await tasksOf(director)).toEqual([]);
		const [own] = must(await readOwnRequests(asker)).requests;
		expect(own).toMatchObject({ id, outcome: null, words: 'Sửa số điện thoại của tôi.' });
		const term = (own?.dueAt.getTime() ?? 0) - (own?.askedAt.getTime() ?? 0);
		expect(Math.floor(term / 86_400_000)).toBe(15);

		expect(must(await readDataRequest(admin, id)).mayAnswer).toBe(true);
		must(await answerDataRequest(admin, { id, outcome: 'done', answer: 'Đã sửa số điện thoại.' }));
		expect(await lastEntry()).toMatchObject({
			action: 'answer_data_request',
			content: { after: { outcome: 'done' } }
		});
		const answer = (await world.letters('hoi@dn.example')).at(-1);
		expect(answer?.subject).toBe('Trả lời yêu cầu về dữ liệu cá nhân: Đã thực hiện');
		expect(answer?.body).toContain('Đã sửa số điện thoại.');
		expect(await tasksOf(admin)).toEqual([]);
		expect(said(await answerDataRequest(second, { id, outcome: 'refused', answer: 'Lại.' }))).toContain(
			' already_done'
		);
	});

	it('is answered once by two at the same time, and never by whoever asked', async () => {
		const { id } = must(await askDataRequest(asker, { kind: 'copy', words: 'Gửi bản sao.' }));
		const both = await Promise.all(
			[admin, second].map((ctx) => answerDataRequest(ctx, { id, outcome: 'done', answer: 'Đã gửi.' }))
		);
		expect(both.filter(({ ok }) => ok)).toHaveLength(1);
		const own = must(await askDataRequest(admin, { kind: 'deletion', words: 'Xóa nhật ký của tôi.' }));
		const answer = { id: own.id, outcome: 'done', answer: 'Đã xóa.' } as const;
		expect(said(await answerDataRequest(admin, answer))).toContain(' data_request_own');
		await expect(
			world.database.app.query(
				`UPDATE data_request SET answered_at = app_now(), answered_by = person_id, outcome = 'done', answer = 'x' WHERE id = $1`,
				[own.id]
			)
		).rejects.toThrow(/data_request_two_people/);
		must(await answerDataRequest(second, answer));
	});

	it('says something, and waits with few others, also when many come at once', async () => {
		expect(said(await askDataRequest(director, { kind: 'copy', words: '' }))).toContain(
			'words data_words_missing'
		);
		const all = await Promise.all(
			Array.from({ length: 5 }, () => askDataRequest(director, { kind: 'copy', words: 'Bản sao.' }))
		);
		expect(all.filter(({ ok }) => ok)).toHaveLength(3);
		expect(all.filter(({ ok }) => !ok).flatMap(said)).toEqual([' data_requests_many', ' data_requests_many']);
	});

	it('is read and answered by administrators alone', async () => {
		const [open] = must(await readPrivacy(admin, { requests: 1, breaches: 1 })).requests.rows;
		const id = open?.id ?? '';
		for (const ctx of [asker, director]) {
			expect(said(await readPrivacy(ctx, { requests: 1, breaches: 1 }))).toBe('not_found');
			expect(said(await readDataRequest(ctx, id))).toBe('not_found');
			expect(said(await answerDataRequest(ctx, { id, outcome: 'done', answer: 'x' }))).toBe('not_found');
			expect(
				said(await recordBreach(ctx, { foundAt: new Date(0), what: 'x', people: null, measures: 'y' }))
			).toBe('not_found');
		}
		expect(said(await askDataRequest(world.visitor, { kind: 'copy', words: 'x' }))).toBe('sign_in_needed');
		expect(said(await answerDataRequest(admin, { id: 'x', outcome: 'done', answer: 'x' }))).toBe('not_found');
	});

	it('stays what it was in the database', async () => {
		await expect(
			world.database.app.query(`UPDATE data_request SET words = 'khác' WHERE answered_at IS NULL`)
		).rejects.toThrow(/permission denied/);
		await expect(
			world.database.owner.query(`UPDATE data_request SET answer = 'khác' WHERE answered_at IS NOT NULL`)
		).rejects.toThrow(/answered once/);
		await expect(world.database.owner.query('DELETE FROM data_request')).rejects.toThrow(/answered once/);
	});
});

describe('the copy of own data', () => {
	it('has what is about the reader and nothing of others, nor a secret', async () => {
		const { parts } = must(await copyOwnData(asker));
		const of = (name: string) => parts.find(({ part }) => part === name)?.rows ?? [];
		expect(of('account')).toMatchObject([{ email: 'hoi@dn.example' }]);
		expect(of('requests')).toHaveLength(2);
		expect(of('acts').map(({ action }) => action)).toContain('ask_data_request');
		const text = JSON.stringify(parts);
		expect(text).toContain('Sửa số điện thoại của tôi.');
		for (const not of [
			'quan.tri@so.example',
			'giam.doc@so.example',
			'argon2',
			'password_hash',
			'Xóa nhật ký'
		])
			expect(text).not.toContain(not);
	});
});

describe('a breach', () => {
	const told = { what: 'Mất máy tính xách tay của Phòng.', people: 12, measures: 'Đã khóa tài khoản.' };

	it('is told to whoever oversees, is due in 72 hours from when it was found, and ends with its report', async () => {
		const now = await world.app.db.read.clock.now();
		const foundAt = new Date(now.getTime() - 3_600_000);
		const { id, dueAt } = must(await recordBreach(admin, { ...told, foundAt }));
		expect(dueAt.getTime() - foundAt.getTime()).toBe(72 * 3_600_000);
		expect(await lastEntry()).toMatchObject({ action: 'record_breach', content: { after: { people: 12 } } });
		for (const email of ['quan.tri.hai@so.example', 'giam.doc@so.example'])
			expect((await lettersTo(email)).some((subject) => subject.startsWith('Vụ lộ, mất dữ liệu'))).toBe(true);
		expect((await tasksOf(admin)).map(({ kind }) => kind)).toContain('report_data_breach');
		const today = vietnamDateOf(now);
		const ahead = must(parseCalendarDate('2099-01-01'));
		expect(said(await reportBreach(admin, { breachId: id, number: '1/SKHCN', day: ahead }))).toBe(
			'data_report_ahead'
		);
		const early = must(parseCalendarDate('2020-01-01'));
		expect(said(await reportBreach(admin, { breachId: id, number: '1/SKHCN', day: early }))).toBe(
			'data_report_early'
		);
		must(await reportBreach(admin, { breachId: id, number: '1/SKHCN', day: today }));
		expect(await lastEntry()).toMatchObject({
			action: 'report_breach',
			content: { after: { number: '1/SKHCN' } }
		});
		expect(said(await reportBreach(second, { breachId: id, number: '2/SKHCN', day: today }))).toBe(
			'already_done'
		);
		expect((await tasksOf(admin)).map(({ kind }) => kind)).not.toContain('report_data_breach');
		await expect(
			world.database.owner.query(`UPDATE data_breach SET what = 'khác' WHERE id = $1`, [id])
		).rejects.toThrow(/reported once/);
	});

	it('was found before now, and is told whole', async () => {
		const ahead = new Date('2099-01-01T00:00:00Z');
		expect(said(await recordBreach(admin, { foundAt: ahead, what: '', people: null, measures: '' }))).toEqual(
			['foundOn data_breach_ahead', 'what data_words_missing', 'measures data_words_missing']
		);
	});
});
