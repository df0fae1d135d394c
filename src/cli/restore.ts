/**
 * `npm run restore -- [--to <instant>] [--base <id>] [--timeline <n>] [--accept-missing] [--list]`: out of CHUAN_BACKUP into
 * the empty data folder of CHUAN_DATA, up to the last archived transaction or to an instant. `--list` tells what there is.
 */
import { parseArgs } from 'node:util';
import { baseIds, readManifest } from '../lib/server/backup/manifest.ts';
import { openPlace, readBackupKey } from '../lib/server/backup/place.ts';
import type { BackupPlace } from '../lib/server/backup/place.ts';
import { parseInstant } from '../lib/server/backup/plan-restore.ts';
import { BackupRefused } from '../lib/server/backup/refused.ts';
import { planFor, rebuild, say } from './backup/rebuild.ts';
import { checkTarget, giveAll, settle } from './backup/restore-portal.ts';
import { CannotStart, endWith } from './cannot-start.ts';
import { readSettings } from './settings.ts';

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
	const timeline = wanted.timeline === undefined ? undefined : Number(wanted.timeline);
	const plan = await planFor(settings, place, { to, base: wanted.base, timeline });
	const { manifest } = plan;
	await checkTarget(dataFolder, manifest.bytes);
	say(`dựng lại từ bản ${manifest.id}`, `restoring from base ${manifest.id}`);
	const rebuilt = await rebuild(settings, place, plan, { to, target: dataFolder, backup, store: {} });
	try {
		const { named, lacking, toGive, extra } = rebuilt.objects;
		const list = lacking
			.map(({ key, state }) => `  ${key} (${state === 'missing' ? 'thiếu / missing' : 'hỏng / damaged'})`)
			.join('\n');
		if (list !== '' && !wanted['accept-missing']) throw new BackupRefused('objects_missing', list);
		await giveAll(place, rebuilt.app.store, toGive);
		say(
			`${named.length} đối tượng, chép lại ${toGive.length}, thiếu ${lacking.length}, thừa trong kho ${extra.length}`,
			`${named.length} objects, ${toGive.length} put back, ${lacking.length} lacking, ${extra.length} extra in the store`
		);
		if (list !== '') console.error(list);
		for (const key of extra) console.log(`  + ${key}`);
	} catch (thrown) {
		await rebuilt.close();
		throw thrown;
	}
	await rebuilt.app.db.close();
	await settle(place, rebuilt.replayed, dataFolder);
	const seconds = Math.ceil((performance.now() - began) / 1000);
	say(
		`khôi phục xong trong ${seconds} giây; giao dịch cuối cùng lúc ${rebuilt.reached}. Chạy npm start, rồi npm run backup.`,
		`restored in ${seconds} s; the last transaction is of ${rebuilt.reached}. Run npm start, then npm run backup.`
	);
}

try {
	await restore();
} catch (thrown) {
	endWith(thrown);
}
