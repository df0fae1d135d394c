import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAuditKeys } from '../../../src/cli/audit-keys.ts';
import { APP_ROLE, OWNER_ROLE } from '../../../src/cli/postgres/provision.ts';
import { emptyDatabase } from '../../support/database.ts';
import { openPostOffice } from '../../support/post-office.ts';
import { freePort } from '../../support/server-process.ts';
import { root } from '../../support/source-files.ts';

/** Several runs of the command, each a process of its own, on a machine that has other work. */
const RUNS_MS = 240_000;
const PASSWORD = 'mật-khẩu-thư-81';
let folder: string;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let post: Awaited<ReturnType<typeof openPostOffice>>;
let owner: pg.Client;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
	folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-setup-'));
	database = await emptyDatabase();
	post = await openPostOffice({
		authOptional: false,
		onAuth: ({ username, password }, _session, done) => {
			if (username === 'cong' && password === PASSWORD) done(null, { user: 'cong' });
			else done(Object.assign(new Error(`535 ${String(password)} is wrong`), { responseCode: 535 }));
		}
	});
	const keys = path.join(folder, 'keys');
	await makeAuditKeys(keys);
	for (const name of ['checkpoints', 'backup']) await mkdir(path.join(folder, name));
	owner = new pg.Client({ connectionString: database.ownerUrl });
	await owner.connect();
	const port = String(await freePort());
	env = {
		PATH: process.env['PATH'],
		DATABASE_URL: database.ownerUrl.replace(OWNER_ROLE, APP_ROLE),
		DATABASE_OWNER_URL: database.ownerUrl,
		CHUAN_DATA: path.join(folder, 'data'),
		PORT: port,
		ORIGIN: `http://localhost:${port}`,
		SMTP_URL: smtpUrl(PASSWORD),
		CHUAN_AUDIT_KEY_FILE: path.join(keys, 'audit.keys'),
		CHUAN_CHECKPOINT_KEY: path.join(keys, 'checkpoint.pem'),
		CHUAN_CHECKPOINTS: path.join(folder, 'checkpoints'),
		CHUAN_BACKUP: path.join(folder, 'backup')
	};
}, 120_000);
afterAll(async () => {
	await owner.end();
	await database.close();
	post.close();
	await rm(folder, { recursive: true, force: true });
});

function smtpUrl(password: string): string {
	return post.url.replace('smtp://', `smtp://cong:${encodeURIComponent(password)}@`);
}

/** The command as somebody without a terminal runs it. */
async function setUp(flags: readonly string[] = [], more: NodeJS.ProcessEnv = {}) {
	const child = spawn(
		path.join(root, 'node_modules/.bin/node'),
		[path.join(root, 'src/cli/set-up.ts'), ...flags],
		{ cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...env, ...more } }
	);
	let said = '';
	child.stdout.on('data', (part: Buffer) => (said += part.toString()));
	child.stderr.on('data', (part: Buffer) => (said += part.toString()));
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	for (const secret of [PASSWORD, encodeURIComponent(PASSWORD)]) expect(said).not.toContain(secret);
	return { code, said };
}

const one = async <Row extends object>(sql: string): Promise<Row | undefined> =>
	(await owner.query<Row>(sql)).rows[0];
const count = async (from: string): Promise<number> =>
	(await one<{ n: number }>(`SELECT count(*)::int AS n FROM ${from}`))?.n ?? -1;

const TWO = [
	'--admin-1-name=Lê Văn Quản',
	'--admin-1-title=Chánh Văn phòng',
	'--admin-1-email=quan@skhcn.test',
	'--admin-2-name=Trần Thị Trị',
	'--admin-2-title=',
	'--admin-2-email=tri@skhcn.test'
];

describe('the set-up of an empty database', () => {
	it(
		'refuses what production needs and is not set, in both languages',
		async () => {
			const without = async (name: string) => setUp([], { [name]: '' });
			expect((await without('DATABASE_URL')).said).toContain('Set DATABASE_URL: a set-up is of a PostgreSQL');
			expect((await without('SMTP_URL')).said).toContain('Production needs a mail server: set SMTP_URL.');
			expect((await without('CHUAN_AUDIT_KEY_FILE')).said).toContain('npm run audit:keys -- <thư mục>');
			expect((await setUp(['--admin=x'])).said).toContain('"--admin=x" is not understood.');
			expect((await setUp([], { CHUAN_DEMO: '1' })).said).toContain('Unset CHUAN_DEMO.');
		},
		RUNS_MS
	);

	it(
		'ends at the first question that nobody answers, and keeps what is done',
		async () => {
			const { code, said } = await setUp();
			expect(code).toBe(1);
			expect(said).toContain('✔ MAP, PROPOSAL, TASK');
			expect(said).toContain('Hãy thêm --letterhead=…');
			expect(said).toContain('Add --letterhead=…');
			expect(await count('programme_definition')).toBe(3);
			expect(await count('set_up_step')).toBe(0);
		},
		RUNS_MS
	);

	it(
		'goes on from there, with other letters at the head of papers from today on',
		async () => {
			const wrong = await setUp([
				'--letterhead=change',
				'--superior=UBND TỈNH GIA LAI',
				'--office=SỞ KH&CN',
				'--office-in-text=Sở KH&CN tỉnh Gia Lai',
				'--office-in-english=Department of S&T of Gia Lai',
				'--place=Quy Nhơn',
				'--letters=sở'
			]);
			expect(wrong.said).toContain('Capital letters without accents (and Đ) only');
			const { said } = await setUp([
				'--letterhead=change',
				'--superior=UBND TỈNH GIA LAI',
				'--office=SỞ KH&CN',
				'--office-in-text=Sở KH&CN tỉnh Gia Lai',
				'--office-in-english=Department of S&T of Gia Lai',
				'--place=Quy Nhơn',
				'--letters=SKHCN'
			]);
			expect(said).toContain(
				'✔ UBND TỈNH GIA LAI · SỞ KH&CN · Sở KH&CN tỉnh Gia Lai · Department of S&T of Gia Lai · Quy Nhơn · SKHCN'
			);
			expect(said).toContain('Add --admin-1-name=…');
			expect(await count('programme_definition')).toBe(3);
		},
		RUNS_MS
	);

	it(
		'invites two people or nobody',
		async () => {
			const alone = await setUp([...TWO.slice(0, 5), '--admin-2-email=quan@skhcn.test']);
			expect(alone.said).toContain('Two administrators are two people');
			const wrong = await setUp([...TWO.slice(0, 5), '--admin-2-email=tri']);
			expect(wrong.code).toBe(1);
			expect(await count('person')).toBe(0);
			const { said } = await setUp(TWO);
			expect(said).toContain('the letters for their passwords leave once the portal runs');
			expect(await count(`role_grant WHERE role = 'administrator'`)).toBe(2);
			const letters = await owner.query<{ recipient: string; body: string }>(
				'SELECT recipient, body FROM mail_message ORDER BY recipient'
			);
			expect(letters.rows.map(({ recipient }) => recipient)).toEqual(['quan@skhcn.test', 'tri@skhcn.test']);
			for (const { body } of letters.rows) {
				expect(body).toContain(`${String(env['ORIGIN'])}/dat-lai-mat-khau/`);
				expect(body).toContain('Sở KH&CN tỉnh Gia Lai');
			}
			const told = await one<{ actor_id: string; outcome: string }>(
				`SELECT actor_id, outcome FROM audit_entry WHERE action = 'invite_first_administrators' AND outcome = 'done'`
			);
			expect(told).toEqual({ actor_id: '', outcome: 'done' });
			expect(said).toContain('Add --calendar=…');
		},
		RUNS_MS
	);

	it(
		'confirms each year whose Tết is listed, in the name of an administrator',
		async () => {
			const { rows } = await owner.query<{ year: number }>(
				`SELECT extract(year FROM app_now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::int AS year`
			);
			const year = rows[0]?.year ?? 0;
			const part = await setUp([`--calendar=${year}`]);
			const listed = year === 2026 ? [2026, 2027] : [2027];
			if (listed.length > 1) expect(part.said).toContain(`The calendar of ${year + 1} is not confirmed.`);
			const { said } = await setUp([`--calendar=${listed.join(',')}`]);
			expect(said).toContain(`confirmed ${listed.join(', ')}`);
			const confirmed = await owner.query(
				`SELECT c.year FROM calendar_confirmation c JOIN role_grant g ON g.person_id = c.by WHERE c.confirmed ORDER BY 1`
			);
			expect(confirmed.rows).toEqual(listed.map((one) => ({ year: one })));
			expect(said).toContain('Add --letter-to=…');
		},
		RUNS_MS
	);

	it(
		'says that the password of the mail server is wrong, without saying it',
		async () => {
			const { code, said } = await setUp(['--letter-to=quan@skhcn.test'], {
				SMTP_URL: smtpUrl('sai-hoàn-toàn')
			});
			expect(code).toBe(1);
			expect(said).toContain('Máy chủ thư từ chối tên hoặc mật khẩu trong SMTP_URL.');
			expect(said).toContain('The mail server refuses the user or the password in SMTP_URL.');
			for (const secret of ['sai-hoàn-toàn', encodeURIComponent('sai-hoàn-toàn')])
				expect(said).not.toContain(secret);
			const away = await setUp(['--letter-to=quan@skhcn.test'], { SMTP_URL: 'smtp://cong:x@127.0.0.1:1' });
			expect(away.said).toContain('Check its name, its port and the network.');
			expect(post.taken).toEqual([]);
		},
		RUNS_MS
	);

	it(
		'takes a letter for arrived when its code comes back',
		async () => {
			const sent = await setUp(['--letter-to=quan@skhcn.test']);
			expect(sent.said).toContain('Add --letter-code=…');
			expect(post.taken.map(({ to }) => to)).toEqual([['quan@skhcn.test']]);
			const code = /M=C3=A3: (\d{6})\b/.exec(post.taken[0]?.raw ?? '')?.[1] ?? '';
			expect(code).toHaveLength(6);
			expect(sent.said).not.toContain(code);
			const other = code === '000000' ? '111111' : '000000';
			expect((await setUp([`--letter-code=${other}`])).said).toContain(
				'The code is not the one of the last letter.'
			);
			const { code: ended, said } = await setUp([`--letter-code=${code}`]);
			expect(said).toContain('✔ đã đến nơi / arrived');
			expect(said).toContain(`✔ ${String(env['CHUAN_BACKUP'])}`);
			expect(said).toContain('The set-up is complete.');
			expect(ended).toBe(0);
			expect(await readdir(path.join(folder, 'backup'))).toEqual([]);
			expect(await readdir(path.join(folder, 'checkpoints'))).toEqual([]);
		},
		RUNS_MS
	);

	it(
		'finds all done when it is run again, and does nothing twice',
		async () => {
			const before = [await count('set_up_step'), await count('mail_message'), await count('person')];
			const { code, said } = await setUp();
			expect(code).toBe(0);
			expect(said.match(/✔/g)).toHaveLength(10);
			expect([await count('set_up_step'), await count('mail_message'), await count('person')]).toEqual(
				before
			);
			expect(post.taken).toHaveLength(1);
		},
		RUNS_MS
	);

	it(
		'wants a letter anew where the settings of mail have changed',
		async () => {
			const { said } = await setUp([], { MAIL_FROM: 'cong@skhcn.test' });
			expect(said).toContain('Add --letter-to=…');
		},
		RUNS_MS
	);

	it(
		'says what is wrong with an address or a place',
		async () => {
			const gone = await setUp([], { TRUSTED_PROXIES: '10.0.0.0/8' });
			expect(gone.said).toContain('the proxy sends no X-Forwarded-For');
			const nowhere = await setUp([], { CHUAN_BACKUP: path.join(folder, 'nowhere') });
			expect(nowhere.said).toContain('cannot be written and read back: ENOENT');
			expect((await setUp([], { CHUAN_BACKUP: '' })).said).toContain('set CHUAN_BACKUP to a folder');
		},
		RUNS_MS
	);

	it(
		'refuses a demonstration',
		async () => {
			await owner.query('UPDATE app_clock SET offset_sec = 60');
			const { code, said } = await setUp();
			expect(code).toBe(1);
			expect(said).toContain('A demonstration database does not serve production');
		},
		RUNS_MS
	);
});
