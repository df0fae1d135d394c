import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseAuditKeys } from '../lib/server/db/audit-keys.ts';
import { openCheckpointFolder } from '../lib/server/audit/checkpoint-folder.ts';
import { CannotStart, reasonOf } from './cannot-start.ts';
import type { AuditSettings, Settings } from './settings.ts';

/** Where the demonstration keeps its keys and its checkpoints. */
function demonstrationPlaces(dataFolder: string): Required<Omit<AuditSettings, 'key'>> {
	return {
		keyFile: path.join(dataFolder, 'audit', 'audit.keys'),
		checkpoints: path.join(dataFolder, 'audit', 'checkpoints'),
		checkpointKey: path.join(dataFolder, 'audit', 'checkpoint.pem')
	};
}

/** Makes both keys, readable by this user alone. A file that is there stays: without its key no old entry is proved. */
export async function makeAuditKeys(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const write = async (name: string, text: string): Promise<void> => {
		const file = path.join(folder, name);
		if (!existsSync(file)) await writeFile(file, text, { mode: 0o600, flag: 'wx' });
	};
	// Two keys of one day stand in one file after a change of keys.
	const day = new Date().toISOString().slice(0, 10).replaceAll('-', '');
	const name = `k${day}-${randomBytes(3).toString('hex')}`;
	await write('audit.keys', `${name}:${randomBytes(32).toString('base64')}\n`);
	if (existsSync(path.join(folder, 'checkpoint.pem'))) return;
	const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
		privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
		publicKeyEncoding: { type: 'spki', format: 'pem' }
	});
	await write('checkpoint.pem', privateKey);
	await write('checkpoint-public.pem', publicKey);
}

function missing(name: string): CannotStart {
	return new CannotStart(
		`Chế độ vận hành cần ${name}: nhật ký phải được ký bằng khóa mà cơ sở dữ liệu không giữ, và điểm kiểm tra phải nằm ngoài cơ sở dữ liệu. Tạo khóa bằng "npm run audit:keys -- <thư mục>".`,
		`Production needs ${name}: the audit log is marked with a key that the database does not hold, and its checkpoints are kept outside the database. Make keys with "npm run audit:keys -- <folder>".`
	);
}

async function checked(what: string, check: () => Promise<unknown>): Promise<void> {
	try {
		await check();
	} catch (thrown) {
		throw new CannotStart(
			`${what} không dùng được: ${reasonOf(thrown)}. Hãy kiểm tra tệp và quyền của tài khoản chạy cổng.`,
			`${what} cannot be used: ${reasonOf(thrown)}. Check the file and the rights of the account that runs the portal.`,
			thrown
		);
	}
}

/** Whether the keys that are named can be read, before anything reads by them. */
async function readable({ key, keyFile, checkpoints = '', checkpointKey }: AuditSettings): Promise<void> {
	if (key !== undefined || keyFile !== undefined)
		await checked('CHUAN_AUDIT_KEY', async () =>
			parseAuditKeys(key ?? (await readFile(keyFile ?? '', 'utf8')))
		);
	if (checkpointKey !== undefined)
		await checked('CHUAN_CHECKPOINT_KEY', async () =>
			openCheckpointFolder(checkpoints, await readFile(checkpointKey, 'utf8'))
		);
}

/** The settings as the processes of the portal read them. */
function environmentOf({ key, keyFile, checkpoints, checkpointKey }: AuditSettings): Record<string, string> {
	return {
		...(key === undefined ? {} : { CHUAN_AUDIT_KEY: key }),
		...(keyFile === undefined ? {} : { CHUAN_AUDIT_KEY_FILE: keyFile }),
		...(checkpoints === undefined ? {} : { CHUAN_CHECKPOINTS: checkpoints }),
		...(checkpointKey === undefined ? {} : { CHUAN_CHECKPOINT_KEY: checkpointKey })
	};
}

/** What is set, and what the data folder keeps for the rest. Keys that are given themselves are read from no file. */
function withKept(audit: AuditSettings, kept: AuditSettings): AuditSettings {
	const all = { ...kept, ...audit };
	if (audit.key === undefined) return all;
	const { keyFile: _keyFile, ...rest } = all;
	return rest;
}

/** Refuses production without the keys of the audit log and a place for its checkpoints, before anything is touched. */
export function requireAudit({ production, audit }: Settings): void {
	if (!production) return;
	if (audit.key === undefined && audit.keyFile === undefined) throw missing('CHUAN_AUDIT_KEY_FILE');
	if (audit.checkpointKey === undefined) throw missing('CHUAN_CHECKPOINT_KEY');
	if (audit.checkpoints === undefined) throw missing('CHUAN_CHECKPOINTS');
}

/**
 * Keys and place of the audit log for the processes of the portal. Outside production what is not set is kept in the
 * data folder; `proves` says whether somebody who can change the database lacks something here.
 */
export async function auditEnvironment(
	settings: Settings
): Promise<{ readonly env: Record<string, string>; readonly proves: boolean }> {
	const { audit, dataFolder, production } = settings;
	const own = demonstrationPlaces(dataFolder);
	const proves =
		(audit.key ?? audit.keyFile) !== undefined &&
		audit.checkpointKey !== undefined &&
		audit.checkpoints !== undefined;
	if (!proves && !production) await makeAuditKeys(path.dirname(own.keyFile));
	const used = withKept(audit, own);
	await readable(used);
	await checked('CHUAN_CHECKPOINTS', () => access(used.checkpoints ?? '', constants.R_OK | constants.W_OK));
	return { env: environmentOf(used), proves };
}

/** The same for a command that only reads: what the data folder holds, where nothing is set. */
export async function readingEnvironment({ audit, dataFolder }: Settings): Promise<Record<string, string>> {
	const own = demonstrationPlaces(dataFolder);
	const used = withKept(audit, existsSync(own.keyFile) ? own : {});
	await readable(used);
	return environmentOf(used);
}
