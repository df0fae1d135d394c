import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '../../../src/cli/embedded-postgres.ts';
import type { EmbeddedPostgres } from '../../../src/cli/embedded-postgres.ts';
import type { App } from '../../../src/lib/server/app/ports.ts';
import { archiveSettings } from '../../../src/cli/backup/archiving.ts';
import { actOn, actsOf, backedUpPortal, openAppOn, switchWal } from '../../support/backed-up-portal.ts';
import type { BackedUpPortal } from '../../support/backed-up-portal.ts';
import { sealOnce } from '../../support/seal.ts';

let portal: BackedUpPortal;
/** Acts before the instant, after it, and after the last base. */
let before: string;
let after: string;
let instant: string;
let file: Awaited<ReturnType<BackedUpPortal['addFile']>>;
let gone: Awaited<ReturnType<BackedUpPortal['addFile']>>;

beforeAll(async () => {
	portal = await backedUpPortal({ encrypted: true });
	file = await portal.addFile();
	gone = await portal.addFile();
	const taken = await portal.run('backup.ts');
	expect(taken).toMatchObject({ code: 0 });
	before = await portal.act();
	const { rows } = await portal.client.query<{ now: Date }>(
		`SELECT clock_timestamp() AS now FROM (SELECT pg_sleep(1.1)) AS waited`
	);
	instant = rows[0]?.now.toISOString() ?? '';
	after = await portal.act();
	await portal.archived();
});
afterAll(() => portal.close());

/** Restores into a folder of its own and looks at what is there. */
async function restored(
	name: string,
	args: readonly string[],
	look: (app: App, folder: string, server: EmbeddedPostgres) => Promise<void>
): Promise<string> {
	const target = path.join(portal.folder, name);
	const { code, said } = await portal.run('restore.ts', args, { CHUAN_DATA: target });
	expect(code, said).toBe(0);
	const server = await startEmbeddedPostgres({
		clusterFolder: path.join(target, 'postgres'),
		logFile: path.join(target, 'postgres.log'),
		settings: { ...archiveSettings(portal.backup), archive_timeout: '3600s' }
	});
	try {
		const app = await openAppOn(server, target);
		try {
			await look(app, target, server);
		} finally {
			await app.db.close();
		}
	} finally {
		await server.stop();
	}
	return said;
}

const acted = (ids: readonly string[]) => async (_app: App, _target: string, server: EmbeddedPostgres) => {
	expect(await actsOf(server, ids)).toEqual(ids.map(() => true));
};

const copyOf = (sha256: string): string => path.join(portal.place.objects, sha256.slice(0, 2), sha256);

describe('a restored portal', () => {
	it('has what was acknowledged before the instant, and nothing of after it', async () => {
		await restored('at-instant', ['--to', instant], async (app, _target, server) => {
			expect(await actsOf(server, [before, after])).toEqual([true, false]);
			const read = await app.verifier.check({ objectKey: file.key, size: 70_000, sha256: file.sha256 });
			expect(read).toEqual({ ok: true, value: true });
		});
	});

	it('is refused for an instant that the archive does not reach, with the last one that it does', async () => {
		const { rows } = await portal.client.query<{ now: Date }>('SELECT clock_timestamp() AS now');
		const { code, said } = await portal.run('restore.ts', ['--to', rows[0]?.now.toISOString() ?? ''], {
			CHUAN_DATA: path.join(portal.folder, 'too-late')
		});
		expect(code).toBe(1);
		expect(said).toMatch(/The WAL does not reach that instant; its last transaction is of 20\d\d-/);
		expect(existsSync(path.join(portal.folder, 'too-late/postgres'))).toBe(false);
	});

	it('is refused with the list of files that are lost, and restored without them when that is accepted', async () => {
		await rename(copyOf(gone.sha256), `${copyOf(gone.sha256)}.away`);
		try {
			const target = path.join(portal.folder, 'lacking');
			const { code, said } = await portal.run('restore.ts', [], { CHUAN_DATA: target });
			expect(code).toBe(1);
			expect(said).toContain(`${gone.key} (thiếu / missing)`);
			expect(said).not.toContain(file.key);
			const accepted = await restored('accepted', ['--to', instant, '--accept-missing'], acted([before]));
			expect(accepted).toContain(`${gone.key} (thiếu / missing)`);
		} finally {
			await rename(`${copyOf(gone.sha256)}.away`, copyOf(gone.sha256));
		}
	});

	it('is tried without a trace, checked, and told to the portal', async () => {
		const places = await readdir(portal.place.wal);
		const drilled = await portal.run('backup-drill.ts');
		expect(drilled.code, drilled.said).toBe(0);
		expect(drilled.said).toContain('✔ nhật ký / audit log');
		expect(drilled.said).toContain('✔ bảng và chỉ mục / tables and indexes');
		expect(await portal.app.db.read.upkeep.last('drill')).toMatchObject({
			sound: true,
			facts: { violations: [], reached: expect.stringMatching(/^20\d\d-/) as string }
		});
		expect(await readdir(portal.place.wal)).toEqual(places);
		await sealOnce(portal.app.db);
		const verified = await portal.run('verify.ts');
		expect(verified.code, verified.said).toBe(0);
	});

	it('goes on where it was, and what it does then can be restored again', async () => {
		let later = '';
		await restored('latest', ['--timeline', '1'], async (app, target, server) => {
			expect(await actsOf(server, [before, after])).toEqual([true, true]);
			later = await actOn(app);
			await switchWal(server, portal.place);
			expect(existsSync(path.join(target, 'audit/audit.keys'))).toBe(true);
		});
		await restored('again', [], acted([before, after, later]));
	});
});
