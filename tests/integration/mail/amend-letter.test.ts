import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { letterWordsShape } from '#lib/contracts/mail/letter-words.ts';
import { LETTER_KEYS } from '#lib/domain/letters/kinds.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { ok } from '#lib/domain/shared/result.ts';
import { amendLetter, restoreLetter } from '#lib/server/app/mail/amend-letter.ts';
import { infectedFile } from '#lib/server/app/mail/letters/dossiers.ts';
import type { AmendedWords } from '#lib/server/app/mail/letter-ports.ts';
import { listLetters, previewLetter, readLetter } from '#lib/server/app/mail/read-letters.ts';
import { tell } from '#lib/server/app/mail/tell.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { arranged } from '../../support/arranged.ts';
import { contextOf, insertPerson, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';

let world: World;
let admin: Context;
let others: readonly Context[];

beforeAll(async () => {
	world = await openWorld();
	const of = async (name: string, role: string) =>
		contextOf(world, await insertPerson(world, name, { grants: [{ role }] }));
	admin = await of('Lê Văn Quản', 'administrator');
	others = await Promise.all(
		['auditor', 'science_officer', 'director', 'finance_head'].map((role) => of('Phan Kiểm', role))
	);
}, 120_000);
afterAll(() => world.close());

const key = 'infected_file';
const words: AmendedWords = {
	vi: { subject: 'Tệp {file} có mã độc', body: 'Sở không mở được tệp “{file}”.\n\nXin gửi lại tệp khác.' },
	en: {
		subject: 'File {file} is infected',
		body: 'The Department cannot open “{file}”.\n\nPlease send another.'
	}
};
const version = async (): Promise<number> => must(await readLetter(admin, { key, page: 1 })).version;
const amend = async (changed: AmendedWords, ctx = admin) =>
	amendLetter(ctx, { key, version: await version(), words: changed });

async function entry() {
	const { rows } = await world.database.owner.query(
		`SELECT e.action, e.outcome, e.refusal, e.object_type, e.object_id, d.content FROM audit_entry e
		 LEFT JOIN audit_detail d ON d.entry_id = e.id ORDER BY e.at DESC, e.id DESC LIMIT 1`
	);
	return rows[0] as unknown;
}

let letters = 0;
/** What a reader gets about a file of this name. */
async function written(file: string, locale: 'vi' | 'en') {
	letters += 1;
	const email = `doc${String(letters)}@donvi.example`;
	must(
		await arranged(admin, 'publish_call', { type: 'call', id: '' }, async ({ tx }) => {
			const letter = infectedFile({ file, path: '/ho-so/x/tai-lieu' });
			await tell(admin, tx, { to: [{ email, name: 'Siu Thị Hà', locale }], key: 'thu', letter });
			return ok(true);
		})
	);
	const { rows } = await world.database.owner.query<{
		subject: string;
		body: string;
		html: string;
		letter: string;
		words_version: number;
	}>('SELECT subject, body, html, letter, words_version FROM mail_message WHERE recipient = $1', [email]);
	expect(rows).toHaveLength(1);
	return rows[0] ?? { subject: '', body: '', html: '', letter: '', words_version: -1 };
}

beforeEach(async () => {
	const seen = await version();
	if (must(await readLetter(admin, { key, page: 1 })).letter.amended !== null)
		must(await restoreLetter(admin, { key, version: seen }));
});

describe('the words of a letter', () => {
	it('are read and changed by the administrator alone', async () => {
		for (const ctx of others) {
			expect(said(await listLetters(ctx, { search: '', area: '', page: 1 }))).toBe('not_found');
			expect(said(await readLetter(ctx, { key, page: 1 }))).toBe('not_found');
			expect(said(await previewLetter(ctx, { key, words }))).toBe('not_found');
			expect(said(await amendLetter(ctx, { key, version: 0, words }))).toBe('not_found');
			expect(said(await restoreLetter(ctx, { key, version: 0 }))).toBe('not_found');
		}
		const visitor: Context = { ...admin, actor: { kind: 'visitor' } };
		expect(said(await amendLetter(visitor, { key, version: 0, words }))).toBe('sign_in_needed');
		expect(said(await amendLetter(admin, { key: 'constructor', version: 0, words }))).toBe('not_found');
	});

	it('are those of the next letter, in the language of its reader, and stay with those that were written', async () => {
		const before = await written('a.pdf', 'vi');
		expect(before).toMatchObject({ letter: key, words_version: 0 });
		const { version: amended } = must(await amend(words));
		expect(await entry()).toMatchObject({
			action: 'amend_letter',
			outcome: 'done',
			object_type: 'letter',
			object_id: key,
			content: {
				before: { words: { vi: { subject: 'Tệp bạn tải lên có mã độc' } } },
				after: { version: amended, words }
			}
		});
		const vi = await written('b.pdf', 'vi');
		expect(vi).toMatchObject({ subject: 'Tệp b.pdf có mã độc', words_version: amended });
		expect(vi.body).toContain(
			'Kính gửi Siu Thị Hà,\n\nSở không mở được tệp “b.pdf”.\n\nXin gửi lại tệp khác.\n\n'
		);
		expect(vi.body).toContain('https://chuan.test/ho-so/x/tai-lieu');
		expect(vi.html).toContain('<p>Sở không mở được tệp “b.pdf”.</p>');
		const en = await written('c.pdf', 'en');
		expect(en.subject).toBe('File c.pdf is infected');
		expect(en.body).toContain('Please send another.');
		expect(en.body).toContain('https://chuan.test/en/ho-so/x/tai-lieu');
		const { rows } = await world.database.owner.query(
			`SELECT subject FROM mail_message WHERE recipient = 'doc1@donvi.example'`
		);
		expect(rows).toEqual([{ subject: before.subject }]);
	});

	it('go back to the portal’s own with one act, and every version stays', async () => {
		must(await amend(words));
		const own = (await written('a.pdf', 'vi')).subject;
		const seen = await version();
		must(await restoreLetter(admin, { key, version: seen }));
		expect(await entry()).toMatchObject({
			action: 'restore_letter',
			outcome: 'done',
			content: { before: { version: seen, words }, after: { version: seen + 1 } }
		});
		expect((await written('a.pdf', 'vi')).subject).not.toBe(own);
		expect(said(await restoreLetter(admin, { key, version: seen + 1 }))).toBe('letter_unchanged');
		const view = must(await readLetter(admin, { key, page: 1 }));
		expect(view.letter.amended).toBeNull();
		expect(view.history.rows.slice(0, 2)).toMatchObject([
			{ version: seen + 1, words: null, by: 'Lê Văn Quản' },
			{ version: seen, words, by: 'Lê Văn Quản' }
		]);
	});

	it('are refused with every problem at its field, and nothing changes', async () => {
		const wrong = {
			vi: { subject: '', body: 'Tệp {tep} {file}' },
			en: { subject: 'A file {', body: 'It is infected.' }
		};
		const refused = await amend(wrong);
		expect(refused).toMatchObject({
			refusal: {
				code: 'form_incomplete',
				causes: [
					{ code: 'letter_subject_missing', field: 'subjectVi' },
					{ code: 'letter_variable_unknown', field: 'bodyVi', params: { names: '{tep}' } },
					{ code: 'letter_brace_stray', field: 'subjectEn' },
					{ code: 'letter_variable_missing', field: 'bodyEn', params: { names: '{file}' } }
				]
			}
		});
		expect(await entry()).toMatchObject({
			action: 'amend_letter',
			outcome: 'refused',
			refusal: 'form_incomplete'
		});
		expect(must(await readLetter(admin, { key, page: 1 })).letter.amended).toBeNull();
		must(await amend(words));
		expect(said(await amend(words))).toBe('letter_unchanged');
	});

	it('of two administrators at once are those of one; the other is told', async () => {
		const seen = await version();
		const both = await Promise.all([
			amendLetter(admin, { key, version: seen, words }),
			amendLetter(admin, {
				key,
				version: seen,
				words: { ...words, vi: { ...words.vi, subject: 'Tệp {file}' } }
			})
		]);
		expect(both.map((one) => one.ok).sort()).toEqual([false, true]);
		expect(both.flatMap((one) => (one.ok ? [] : [one.refusal.code]))).toEqual(['stale_version']);
		expect(await version()).toBe(seen + 1);
	});

	it('amended while a letter is written are not in it', async () => {
		const seen = await version();
		const email = 'dang-viet@donvi.example';
		must(
			await arranged(admin, 'publish_call', { type: 'call', id: '' }, async ({ tx }) => {
				const letter = infectedFile({ file: 'x.pdf', path: '/ho-so/x' });
				await tell(admin, tx, { to: [{ email, name: '', locale: 'vi' }], key: 'mot', letter });
				must(await amendLetter(admin, { key, version: seen, words }));
				return ok(true);
			})
		);
		const { rows } = await world.database.owner.query(
			'SELECT words_version FROM mail_message WHERE recipient = $1',
			[email]
		);
		expect(rows).toEqual([{ words_version: 0 }]);
		expect((await written('y.pdf', 'vi')).words_version).toBe(seen + 1);
	});

	it('with hostile values and words are text, and start no header', async () => {
		must(await amend({ ...words, vi: { subject: '{file}', body: '<img src=x onerror=alert(1)> {file}' } }));
		const mail = await written('x\r\nBcc: ai@do.example {file} <script>', 'vi');
		expect(mail.subject).toBe('x Bcc: ai@do.example {file} <script>');
		expect(mail.html).not.toMatch(/<script|<img/);
		expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
	});
});

describe('the list of letters', () => {
	it('is searched without accents, by area, page by page, and says what is amended', async () => {
		must(await amend(words));
		const find = async (search: string, area: '' | 'council' = '', page = 1) =>
			must(await listLetters(admin, { search, area, page }));
		expect((await find('tep co ma doc')).rows).toMatchObject([
			{ key, subject: 'Tệp {file} có mã độc', mandatory: true, amended: await version() }
		]);
		const all = await find('');
		expect(all.rows).toHaveLength(20);
		expect(all.total).toBe(LETTER_KEYS.length);
		const pages = Math.ceil(LETTER_KEYS.length / 20);
		expect((await find('', '', pages)).rows).toHaveLength(LETTER_KEYS.length - 20 * (pages - 1));
		expect((await find('', '', pages + 1)).rows).toEqual([]);
		expect((await find('', 'council')).total).toBe(6);
		expect((await find('khong co thu nao nhu the')).total).toBe(0);
		const english = must(
			await listLetters({ ...admin, locale: 'en' }, { search: 'malware', area: '', page: 1 })
		);
		expect(english.rows).toMatchObject([
			{ key, subject: 'File {file} is infected', area: 'Applications and proposals' }
		]);
	});

	it('shows words that are not saved as they would be read', async () => {
		const { preview, problems } = must(
			await previewLetter(admin, { key, words: { ...words, en: { subject: '{nobody}', body: '' } } })
		);
		expect(preview.vi.subject).toBe('Tệp Giấy chứng nhận hiệu chuẩn.pdf có mã độc');
		expect(preview.vi.html).toContain('Kính gửi Siu Thị Hà');
		expect(preview.en.subject).toBe('{nobody}');
		expect(problems.map(({ code, field }) => [code, field])).toEqual([
			['letter_variable_unknown', 'subjectEn'],
			['letter_body_missing', 'bodyEn']
		]);
	});
});

describe('the form of a letter', () => {
	const typed = {
		version: '0',
		subjectVi: words.vi.subject,
		bodyVi: words.vi.body,
		subjectEn: words.en.subject,
		bodyEn: words.en.body
	};
	it.each([
		['a subject of two lines', { subjectVi: 'Một\nhai {file}' }, 'letter_subject_lines'],
		['a subject with a line separator', { subjectEn: 'One\u2028two {file}' }, 'letter_subject_lines'],
		['a subject too long', { subjectVi: 'ắ'.repeat(151) }, 'text_too_long'],
		['a body too long', { bodyEn: 'x'.repeat(4001) }, 'text_too_long'],
		['no version', { version: '' }, 'stale_version']
	])('is refused with %s', (_name, change, code) => {
		expect(parseInput(letterWordsShape, { ...typed, ...change })).toMatchObject({
			refusal: { causes: [{ code, field: Object.keys(change)[0] }] }
		});
	});

	it('loses signs that turn or hide text', () => {
		const read = must(
			parseInput(letterWordsShape, { ...typed, subjectVi: 'Tệp \u202e{file}\u200b', bodyVi: 'a\u2066{file}' })
		);
		expect([read.subjectVi, read.bodyVi]).toEqual(['Tệp {file}', 'a{file}']);
	});
});

describe('the table of versions', () => {
	it.each([
		[`UPDATE letter_words SET subject_vi = 'x'`, 'permission denied'],
		[`DELETE FROM letter_words`, 'permission denied'],
		[insert(`'infected_file', 99, false, 'a', 'b', 'c', 'd'`), 'follows the last one'],
		[insert(`'result_letter', 1, false, E'a\\nb', 'b', 'c', 'd'`), 'letter_words_whole'],
		[insert(`'result_letter', 1, false, 'a', 'b', 'c', ''`), 'letter_words_whole'],
		[insert(`'result_letter', 1, true, 'a', '', '', ''`), 'letter_words_whole'],
		[insert(`'Result', 1, true, '', '', '', ''`), 'letter_words_named']
	])('refuses: %s', async (statement, reason) => {
		await expect(world.database.app.query(statement)).rejects.toThrow(reason);
	});

	it('is append-only for its owner too', async () => {
		must(await amend(words));
		await expect(world.database.owner.query(`UPDATE letter_words SET body_vi = 'x'`)).rejects.toThrow(
			/append-only/
		);
	});
});

function insert(values: string): string {
	return `INSERT INTO letter_words (letter, version, own, subject_vi, body_vi, subject_en, body_en, id, amended_at, amended_by)
		VALUES (${values}, gen_random_uuid(), app_now(), gen_random_uuid())`;
}
