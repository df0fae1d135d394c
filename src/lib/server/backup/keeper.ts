import type { BackupKeeper } from '#lib/server/app/upkeep/ports.ts';
import type { ObjectStore } from '#lib/server/app/storage/ports.ts';
import { keepObject } from './object-pool.ts';
import { isRemembered } from './place-memory.ts';
import { openPlace, readBackupKey } from './place.ts';
import type { BackupPlace } from './place.ts';
import { BackupRefused } from './refused.ts';

export interface KeeperSettings {
	readonly root: string;
	readonly keyFile: string | undefined;
	readonly dataFolder: string;
}

/** Keeps stored files in the backup place one by one. The place is opened anew each time: its disk may come and go. */
export function backupKeeper(
	{ root, keyFile, dataFolder }: KeeperSettings,
	store: ObjectStore
): BackupKeeper {
	const open = async (): Promise<BackupPlace | undefined> => {
		try {
			const place = await openPlace(root, await readBackupKey(keyFile));
			return (await isRemembered(dataFolder, place)) ? place : undefined;
		} catch (thrown) {
			if (thrown instanceof BackupRefused) return undefined;
			throw thrown;
		}
	};
	return {
		async place() {
			return (await open())?.id;
		},
		async keep(file) {
			const place = await open();
			if (place === undefined) return 'gone';
			try {
				return await keepObject(place, store, file);
			} catch (thrown) {
				if (thrown instanceof BackupRefused) return 'gone';
				throw thrown;
			}
		}
	};
}
