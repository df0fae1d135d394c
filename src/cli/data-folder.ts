import { execFileSync } from 'node:child_process';
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CannotStart, reasonOf } from './cannot-start.ts';
import { lives, statOf } from './process-life.mjs';

export interface HeldFolder {
	/** Gives the folder back. */
	release(): Promise<void>;
}

interface Holder {
	readonly pid: number;
	/** When that process began, as the system says it: a reused number has another beginning. */
	readonly began: string;
	readonly origin: string;
	readonly host: string;
	/** The folder itself, wherever it is moved to: a copy of it is another one, and held by nobody. Empty: not recorded. */
	readonly folder: string;
}

function codeOf(thrown: unknown): unknown {
	return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}

/** The moment a process began, in whatever unit the system keeps; empty where it cannot be told. */
function beginningOf(pid: number): string {
	try {
		if (process.platform === 'linux') {
			// Field 22 of proc(5).
			return statOf(pid)?.[19] ?? '';
		}
		return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
	} catch (thrown) {
		if (!lives(pid)) return '';
		throw thrown;
	}
}

function parseHolder(text: string): Holder | null {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== 'object' || value === null) return null;
		const { pid, began, origin, host, folder } = value as Record<string, unknown>;
		if (typeof pid !== 'number' || typeof began !== 'string') return null;
		return {
			...{ pid, began, origin: String(origin), host: String(host) },
			folder: typeof folder === 'string' ? folder : ''
		};
	} catch (thrown) {
		// Cut off by a full disk: nobody can be held by it.
		if (thrown instanceof SyntaxError) return null;
		throw thrown;
	}
}

async function readHolder(file: string): Promise<Holder | null> {
	try {
		return parseHolder(await readFile(file, 'utf8'));
	} catch (thrown) {
		if (codeOf(thrown) === 'ENOENT') return null;
		throw thrown;
	}
}

/** Node's own recursive mkdir never returns where a parent refuses children with ENOENT (/proc). */
async function makeFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, { mode: 0o700 });
	} catch (thrown) {
		const parent = path.dirname(folder);
		if (codeOf(thrown) === 'EEXIST') return;
		if (codeOf(thrown) !== 'ENOENT' || existsSync(parent)) throw thrown;
		await makeFolder(parent);
		await mkdir(folder, { mode: 0o700 });
	}
}

async function makeWritable(folder: string): Promise<void> {
	try {
		await makeFolder(folder);
		const probe = path.join(folder, `.probe-${process.pid}`);
		await writeFile(probe, '');
		await rm(probe);
	} catch (thrown) {
		throw new CannotStart(
			`Không ghi được vào thư mục dữ liệu ${folder} (${reasonOf(thrown)}). Hãy cấp quyền ghi, hoặc đặt CHUAN_DATA là thư mục khác.`,
			`The data folder ${folder} cannot be written to (${reasonOf(thrown)}). Grant write access, or set CHUAN_DATA to another folder.`,
			thrown
		);
	}
}

/** Takes the data folder for this process alone, or says who holds it. */
export async function holdDataFolder(folder: string, origin: string): Promise<HeldFolder> {
	await makeWritable(folder);
	const file = path.join(folder, 'holder.json');
	const { dev, ino } = await stat(folder);
	const own: Holder = {
		...{ pid: process.pid, began: beginningOf(process.pid), origin, host: os.hostname() },
		folder: `${dev}:${ino}`
	};
	const draft = `${file}.${process.pid}`;
	await writeFile(draft, JSON.stringify(own));
	try {
		for (let attempt = 0; ; attempt++) {
			try {
				// A link appears whole and only where nothing is: two starts cannot both succeed.
				await link(draft, file);
				break;
			} catch (thrown) {
				if (codeOf(thrown) !== 'EEXIST' || attempt === 3) throw thrown;
			}
			const holder = await readHolder(file);
			const isCopy = holder !== null && holder.folder !== '' && holder.folder !== own.folder;
			if (holder && !isCopy && lives(holder.pid) && beginningOf(holder.pid) === holder.began) {
				throw new CannotStart(
					`Thư mục dữ liệu ${folder} đang do một bản Chuẩn khác giữ: tiến trình ${holder.pid}, ${holder.origin}. Hãy dừng bản đó (Ctrl-C), hoặc đặt CHUAN_DATA là thư mục khác.`,
					`The data folder ${folder} is held by another Chuẩn: process ${holder.pid}, ${holder.origin}. Stop it (Ctrl-C), or set CHUAN_DATA to another folder.`
				);
			}
			await rm(file, { force: true });
		}
	} finally {
		await rm(draft, { force: true });
	}
	return {
		release: () => rm(file, { force: true })
	};
}
