import { cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdDataFolder } from '../../../src/cli/data-folder.ts';
import { startEmbeddedPostgres } from '../../../src/cli/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../../src/cli/embedded-postgres.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'chuan-copied-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (...names: string[]): string => path.join(folder, ...names);
const start = (name: string): Promise<EmbeddedPostgres> =>
	startEmbeddedPostgres({ clusterFolder: at(name, 'postgres'), logFile: at(name, 'log') });

async function marks(server: EmbeddedPostgres, sql?: string): Promise<number[]> {
	const client = new pg.Client({ connectionString: server.url('postgres', 'postgres') });
	await client.connect();
	if (sql !== undefined) await client.query(sql);
	const { rows } = await client.query<{ mark: number }>('SELECT mark FROM marks ORDER BY 1');
	await client.end();
	return rows.map(({ mark }) => mark);
}

it('a copy of a folder that is in use starts beside it, and each goes its own way', async () => {
	await mkdir(at('data'));
	const held = await holdDataFolder(at('data'), 'http://localhost:1');
	const server = await start('data');
	await marks(server, 'CREATE TABLE marks (mark int); INSERT INTO marks VALUES (1); CHECKPOINT');
	await cp(at('data'), at('copy'), { recursive: true });
	const heldToo = await holdDataFolder(at('copy'), 'http://localhost:2');
	const second = await start('copy');
	expect(await marks(second, 'INSERT INTO marks VALUES (2)')).toEqual([1, 2]);
	expect(await marks(server)).toEqual([1]);
	await second.stop();
	await server.stop();
	await heldToo.release();
	await held.release();
});

it('a folder that was moved starts where it is, and one that is in use stays held under its new name', async () => {
	await mkdir(at('data'));
	const held = await holdDataFolder(at('data'), 'http://localhost:1');
	const server = await start('data');
	await marks(server, 'CREATE TABLE marks (mark int); INSERT INTO marks VALUES (1)');
	await server.stop();
	await rename(at('data'), at('moved'));
	await expect(holdDataFolder(at('moved'), 'http://localhost:2')).rejects.toThrow('is held by another Chuẩn');
	const moved = await start('moved');
	expect(await marks(moved)).toEqual([1]);
	await moved.stop();
	await rename(at('moved'), at('data'));
	await held.release();
});

it('a number that is that of any other program still is refused', async () => {
	await mkdir(at('data'));
	await (await start('data')).stop();
	await writeFile(at('data/postgres/postmaster.pid'), `${process.pid}\n${at('data/postgres')}\n0\n5432\n\n`);
	await expect(start('data')).rejects.toThrow('now is another program');
});
