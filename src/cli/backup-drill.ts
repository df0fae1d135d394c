/**
 * `npm run backup:drill`: restores all that is in CHUAN_BACKUP into a temporary folder, checks everything there, says how
 * long it took and how far it reached, and keeps that in the portal that is running. Nothing of the portal or of the
 * place is changed. Ends with 1 when what was restored is not as it has to be.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { verifyPortal } from '../lib/server/app/upkeep/verify-portal.ts';
import type { Violation } from '../lib/server/app/upkeep/ports.ts';
import { openPlace, readBackupKey } from '../lib/server/backup/place.ts';
import { BackupRefused } from '../lib/server/backup/refused.ts';
import { checkIndexes } from './backup/check-indexes.ts';
import { planFor, rebuild, say } from './backup/rebuild.ts';
import { checkTarget, giveAll } from './backup/restore-portal.ts';
import { sayVerification } from './backup/say-verification.ts';
import { endWith } from './cannot-start.ts';
import { openPortal, portalDatabase } from './portal-database.ts';
import { DATABASE } from './postgres/provision.ts';
import { readSettings } from './settings.ts';

/** Entries that waited for their seal when the last transaction was archived get it, as the worker would do. */
const SEAL_AT_ONCE = 5_000;

async function drill(): Promise<void> {
	const began = performance.now();
	const settings = readSettings(process.env, [], process.cwd());
	const { backup } = settings;
	if (backup === undefined) throw new BackupRefused('place_unset');
	const live = await openPortal(settings, await portalDatabase(settings), 'chuan-drill');
	const beganAt = await live.db.read.clock.now();
	const target = await mkdtemp(path.join(os.tmpdir(), 'chuan-drill-'));
	try {
		const place = await openPlace(backup.place, await readBackupKey(backup.keyFile));
		const plan = await planFor(settings, place, { to: undefined, base: undefined, timeline: undefined });
		await checkTarget(target, plan.manifest.bytes);
		say(`thử khôi phục từ bản ${plan.manifest.id}`, `trying to restore from base ${plan.manifest.id}`);
		// Its own folder for objects, whatever the portal uses: a bucket is not touched.
		const store = { CHUAN_OBJECTS: path.join(target, 'objects'), S3_ENDPOINT: '' };
		const rebuilt = await rebuild(settings, place, plan, { to: undefined, target, backup, store });
		try {
			const { app, objects, reached } = rebuilt;
			await giveAll(place, app.store, objects.toGive);
			while ((await app.db.transaction((tx) => tx.audit.seal(SEAL_AT_ONCE, []))).sealed > 0);
			const indexes = await checkIndexes(rebuilt.replayed.server.url('postgres', DATABASE));
			// The portal's checkpoints go on while this is looked at.
			const { checked, violations } = await verifyPortal({ ...app, checkpoints: undefined });
			const all: Violation[] = [...(indexes ?? []), ...violations];
			const seconds = Math.ceil((performance.now() - began) / 1000);
			const facts = {
				...{ checked: indexes === undefined ? checked : [...checked, 'indexes' as const], violations: all },
				...{ base: plan.manifest.id, seconds, reached }
			};
			const sound = all.length === 0;
			await live.db.transaction((tx) => tx.upkeep.record({ kind: 'drill', facts, sound, beganAt }));
			sayVerification(facts);
			say(
				`khôi phục và kiểm tra hết ${seconds} giây; giao dịch cuối cùng lúc ${reached}`,
				`restored and verified in ${seconds} s; the last transaction is of ${reached}`
			);
			if (!sound) process.exitCode = 1;
		} finally {
			await rebuilt.close();
		}
	} finally {
		await live.db.close();
		await rm(target, { recursive: true, force: true });
	}
}

try {
	await drill();
} catch (thrown) {
	endWith(thrown);
}
