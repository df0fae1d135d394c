/**
 * `npm run restore -- [--to <instant>] [--base <id>] [--timeline <n>] [--accept-missing] [--list]`: out of CHUAN_BACKUP into
 * the empty data folder of CHUAN_DATA, up to the last archived transaction or to an instant. `--list` tells what there is.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { applyMigrations } from '../lib/server/db/migrate.ts';
import { baseIds, readManifest } from '../lib/server/backup/manifest.ts';
import { openPlace, readBackupKey } from '../lib/server/backup/place.ts';
import type { BackupPlace } from '../lib/server/backup/place.ts';
import { knownMigrations, parseInstant, planRestore } from '../lib/server/backup/plan-restore.ts';
import { BackupRefused } from '../lib/server/backup/refused.ts';
import {
	checkReplayed,
	checkTarget,
	compareObjects,
	giveAll,
	replay,
	settle
} from './backup/restore-portal.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { openPortal } from './portal-database.ts';
import { POSTGRES_MAJOR } from './postgres/binaries.ts';
import { APP_ROLE, DATABASE, OWNER_ROLE } from './postgres/provision.ts';
import { readSettings } from './settings.ts';

const say = (vi: string, en: string): void => {
	console.log(`→ ${vi} / ${en}`);
};

function readArguments() {
	try {
		return parseArgs({
			options: {
				to: { type: 'string' },
				base: { type: 'string' },
				timeline: { type: 'string' },
				'accept-missing': { type: 'boolean', default: false },
				list: { type: 'boolean', default: false }
			}
		}).values;
	} catch (thrown) {
		throw new CannotStart(
			'Cách dùng: npm run restore -- [--to 2026-11-30T10:15:07+07:00] [--base <bản>] [--timeline <số>] [--accept-missing] [--list]',
			'Usage: npm run restore -- [--to 2026-11-30T10:15:07+07:00] [--base <id>] [--timeline <number>] [--accept-missing] [--list]',
			thrown
		);
	}
}

async function list(place: BackupPlace): Promise<void> {
	const ids = await baseIds(place);
	if (ids.length === 0) throw new BackupRefused('no_base', place.root);
	for (const id of ids) {
		const { endedAt, bytes, objects, timeline } = await readManifest(place, id);
		const mib = Math.ceil(bytes / 2 ** 20);
		console.log(
			`${id}  từ / from ${endedAt}  ${mib} MiB  ${objects.length} đối tượng / objects  timeline ${timeline}`
		);
	}
}

async function restore(): Promise<void> {
	const began = performance.now();
	const wanted = readArguments();
	const settings = readSettings(process.env, [], process.cwd());
	const { backup, dataFolder } = settings;
	if (backup === undefined) throw new BackupRefused('place_unset');
	const to = wanted.to === undefined ? undefined : parseInstant(wanted.to);
	const place = await openPlace(backup.place, await readBackupKey(backup.keyFile));
	if (wanted.list) {
		await list(place);
		return;
	}
	const migrations = await knownMigrations(path.join(settings.root, 'prisma/migrations'));
	const timeline = wanted.timeline === undefined ? undefined : Number(wanted.timeline);
	const plan = await planRestore(
		place,
		{ to, base: wanted.base, timeline },
		{ major: POSTGRES_MAJOR, migrations, now: new Date(), say }
	);
	const { manifest } = plan;
	await checkTarget(dataFolder, manifest.bytes);
	say(`dựng lại từ bản ${manifest.id}`, `restoring from base ${manifest.id}`);
	const replayed = await replay(place, plan, { to, target: dataFolder, backup });
	const { server } = replayed;
	try {
		await checkReplayed(server, migrations);
		const applied = await applyMigrations({
			url: server.url(OWNER_ROLE, DATABASE),
			folder: path.join(settings.root, 'prisma/migrations')
		});
		if (applied.length > 0)
			say(
				`dữ liệu của bản Chuẩn cũ hơn: đã áp dụng ${applied.length} bước di trú`,
				`the data are of an older Chuẩn: ${applied.length} migrations applied`
			);
		const app = await openPortal(settings, server.url(APP_ROLE, DATABASE), 'chuan-restore');
		try {
			const named = await app.db.read.objectChecks.all();
			const found = await compareObjects(
				place,
				app.store,
				named,
				async (object) => (await app.verifier.check(object)).ok
			);
			const lacking = found.lacking
				.map(({ key, state }) => `  ${key} (${state === 'missing' ? 'thiếu / missing' : 'hỏng / damaged'})`)
				.join('\n');
			if (lacking !== '' && !wanted['accept-missing']) throw new BackupRefused('objects_missing', lacking);
			await giveAll(place, app.store, found.toGive);
			say(
				`${named.length} đối tượng, chép lại ${found.toGive.length}, thiếu ${found.lacking.length}, thừa trong kho ${found.extra.length}`,
				`${named.length} objects, ${found.toGive.length} put back, ${found.lacking.length} lacking, ${found.extra.length} extra in the store`
			);
			if (lacking !== '') console.error(lacking);
			for (const key of found.extra) console.log(`  + ${key}`);
		} finally {
			await app.db.close();
		}
	} catch (thrown) {
		await server.stop();
		throw thrown;
	}
	await settle(place, replayed, dataFolder);
	const seconds = Math.ceil((performance.now() - began) / 1000);
	const reached = replayed.reached?.toISOString() ?? manifest.endedAt;
	say(
		`khôi phục xong trong ${seconds} giây; giao dịch cuối cùng lúc ${reached}. Chạy npm start, rồi npm run backup.`,
		`restored in ${seconds} s; the last transaction is of ${reached}. Run npm start, then npm run backup.`
	);
}

try {
	await restore();
} catch (thrown) {
	endWith(thrown);
}
