/**
 * `npm run seed`: the programmes always; with `--demo`, or on an empty embedded database, the demonstration world
 * and the table of its sign-ins. Never demonstration accounts in production mode on a real database.
 */
import pg from 'pg';
import { buildWorld } from '../../world/build-world.ts';
import { DEMONSTRATION_PASSWORD } from '../lib/server/app/identity/demonstration-sign-ins.ts';
import { signInRows } from '../../world/people.ts';
import type { App } from '../lib/server/app/ports.ts';
import { buildApp } from '../lib/server/container.ts';
import { auditEnvironment } from './audit-keys.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { readSettings } from './settings.ts';
import { storeProgrammes } from './store-programmes.ts';
import { clearUnfinished, isUnfinished } from './unfinished-world.ts';

function required(name: string): string {
	const value = process.env[name] ?? '';
	if (value !== '') return value;
	throw new CannotStart(`Hãy đặt ${name}.`, `Set ${name}.`);
}

async function ask<Row extends pg.QueryResultRow>(url: string, question: string): Promise<Row[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query<Row>(question)).rows;
	} finally {
		await client.end();
	}
}

/** The portal with the keys of the audit log that its other processes use. */
async function openApp(): Promise<App> {
	const { env } = await auditEnvironment(readSettings(process.env, [], process.cwd()));
	return buildApp({ ...process.env, ...env }, 'chuan-seed');
}

async function printSignIns(): Promise<void> {
	const rows = await signInRows();
	const widest = (column: 'role' | 'name'): number => Math.max(...rows.map((row) => [...row[column]].length));
	const pad = (text: string, width: number): string => text + ' '.repeat(width - [...text].length);
	console.log(
		`Tài khoản trình diễn, mật khẩu chung / Demonstration sign-ins, one password: ${DEMONSTRATION_PASSWORD}\n`
	);
	for (const { role, name, email } of rows) {
		console.log(`  ${pad(role, widest('role'))}  ${pad(name, widest('name'))}  ${email}`);
	}
}

async function seed(): Promise<void> {
	const args = process.argv.slice(2);
	const ifEmpty = args.includes('--if-empty');
	const demonstration = ifEmpty || args.includes('--demo');
	const embedded = process.env['CHUAN_EMBEDDED'] === '1';
	const url = required('DATABASE_URL');
	const trial = embedded || process.env['CHUAN_TRIAL'] === '1';
	if (demonstration && !trial && process.env['NODE_ENV'] === 'production') {
		throw new CannotStart(
			'Không tạo tài khoản trình diễn trong chế độ vận hành trên cơ sở dữ liệu thật.',
			'Demonstration accounts are never made in production mode on a real database.'
		);
	}
	if (embedded && (await isUnfinished(url))) await clearUnfinished(required('DATABASE_OWNER_URL'));
	const [state] = await ask<{ people: boolean; history: boolean; demonstration: boolean }>(
		url,
		`SELECT EXISTS (SELECT 1 FROM person) AS people, EXISTS (SELECT 1 FROM audit_entry) AS history,
			EXISTS (SELECT 1 FROM account WHERE demonstration) AS demonstration`
	);
	if (demonstration && state?.history === false) {
		const ownerUrl = required('DATABASE_OWNER_URL');
		const app = await openApp();
		const started = Date.now();
		try {
			await buildWorld(app, ownerUrl, {
				told: (what, at, all) => {
					process.stderr.write(`  ${String(at).padStart(3)}/${String(all)} ${what}\n`);
				}
			});
		} finally {
			await app.db.close();
		}
		process.stderr.write(`  ${String(Math.round((Date.now() - started) / 1000))} s\n`);
	} else if (demonstration && !ifEmpty) {
		throw new CannotStart(
			'Cơ sở dữ liệu đã có dữ liệu: dữ liệu trình diễn chỉ tạo được trên cơ sở dữ liệu trống.',
			'The database is not empty: demonstration data are made on an empty one only.'
		);
	} else if (!demonstration) {
		const app = await openApp();
		try {
			await storeProgrammes(app);
		} finally {
			await app.db.close();
		}
	}
	if (demonstration && (state?.history === false || state?.demonstration === true)) await printSignIns();
}

try {
	await seed();
} catch (thrown) {
	endWith(thrown);
}
