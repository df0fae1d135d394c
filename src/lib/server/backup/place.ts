/** The backup place: a folder on another disk. What lies in it is named here and nowhere else. */
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isMissing, systemCode } from '../storage/system-refusal.ts';
import { BackupRefused } from './refused.ts';

const PLACE_FORMAT = 'chuan.backup-place/1';

const label = z.object({
	format: z.literal(PLACE_FORMAT),
	id: z.string(),
	/** The system identifier of the cluster that is backed up here. */
	systemId: z.string(),
	/** Proof of the key; empty: nothing here is encrypted. */
	keyCheck: z.string()
});
type Label = z.infer<typeof label>;

export interface BackupPlace {
	readonly root: string;
	readonly id: string;
	readonly systemId: string;
	readonly key: Buffer | undefined;
	readonly bases: string;
	readonly wal: string;
	readonly objects: string;
}

const keyCheckOf = (key: Buffer | undefined): string =>
	key === undefined ? '' : createHmac('sha256', key).update(PLACE_FORMAT).digest('hex');

/** The key of the place; undefined where no file is named. */
export async function readBackupKey(file: string | undefined): Promise<Buffer | undefined> {
	if (file === undefined || file === '') return undefined;
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (thrown) {
		throw new BackupRefused('key_unreadable', file, thrown);
	}
	const key = Buffer.from(text.trim(), 'base64');
	if (key.byteLength !== 32) throw new BackupRefused('key_unreadable', file);
	return key;
}

/** What the operating system refuses on the place is said as such; everything else stays what it is. */
export async function onPlace<T>(root: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (thrown) {
		if (thrown instanceof BackupRefused) throw thrown;
		const code = systemCode(thrown);
		if (code === 'ENOSPC' || code === 'EDQUOT') throw new BackupRefused('place_full', root, thrown);
		const about = thrown instanceof Error && 'path' in thrown ? String(thrown.path) : root;
		if (code !== null && about.startsWith(root)) throw new BackupRefused('place_gone', root, thrown);
		throw thrown;
	}
}

async function readLabel(root: string): Promise<Label | undefined> {
	let text: string;
	try {
		text = await readFile(path.join(root, 'place.json'), 'utf8');
	} catch (thrown) {
		if (isMissing(thrown)) return undefined;
		throw new BackupRefused('place_missing', root, thrown);
	}
	try {
		return label.parse(JSON.parse(text));
	} catch (thrown) {
		throw new BackupRefused('place_format', root, thrown);
	}
}

async function namesIn(root: string): Promise<string[]> {
	try {
		return await readdir(root);
	} catch (thrown) {
		throw new BackupRefused('place_missing', root, thrown);
	}
}

function placeOf(root: string, { id, systemId, keyCheck }: Label, key: Buffer | undefined): BackupPlace {
	if (keyCheck !== '' && key === undefined) throw new BackupRefused('key_missing', root);
	if (keyCheck === '' && key !== undefined) throw new BackupRefused('key_unwanted', root);
	const wanted = Buffer.from(keyCheck);
	const given = Buffer.from(keyCheckOf(key));
	if (wanted.byteLength !== given.byteLength || !timingSafeEqual(wanted, given))
		throw new BackupRefused('key_wrong', root);
	const within = (name: string): string => path.join(root, name);
	return { root, id, systemId, key, bases: within('bases'), wal: within('wal'), objects: within('objects') };
}

/** Opens a place that is there. Never makes one: an unmounted disk must not become a place. */
export async function openPlace(root: string, key: Buffer | undefined): Promise<BackupPlace> {
	const found = await readLabel(root);
	if (found !== undefined) return placeOf(root, found, key);
	const names = await namesIn(root);
	throw new BackupRefused(names.length === 0 ? 'no_base' : 'place_foreign', root);
}

/** Opens the place of this cluster, making it in an empty folder. `before`: the place it had until now. */
export async function preparePlace(
	root: string,
	key: Buffer | undefined,
	cluster: { readonly systemId: string; readonly before: string | undefined }
): Promise<BackupPlace> {
	const found = await readLabel(root);
	if (found !== undefined) {
		if (found.systemId !== cluster.systemId) throw new BackupRefused('place_of_other', root);
		return placeOf(root, found, key);
	}
	if ((await namesIn(root)).some((name) => name !== 'lost+found' && !/^place\.json\.\d+$/.test(name)))
		throw new BackupRefused('place_foreign', root);
	if (cluster.before !== undefined) throw new BackupRefused('place_emptied', root);
	const made: Label = {
		...{ format: PLACE_FORMAT, id: randomUUID(), systemId: cluster.systemId },
		keyCheck: keyCheckOf(key)
	};
	await onPlace(root, async () => {
		for (const name of ['bases', 'wal', 'objects'])
			await mkdir(path.join(root, name), { recursive: true, mode: 0o700 });
		const draft = path.join(root, `place.json.${process.pid}`);
		await writeFile(draft, JSON.stringify(made, null, '\t'), { mode: 0o600, flush: true });
		await rename(draft, path.join(root, 'place.json'));
	});
	return placeOf(root, made, key);
}
