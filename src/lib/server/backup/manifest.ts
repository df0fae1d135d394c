import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isMissing } from '../storage/system-refusal.ts';
import { onPlace } from './place.ts';
import type { BackupPlace } from './place.ts';
import { BackupRefused } from './refused.ts';
import { readSealedWhole } from './sealed-file.ts';

export const MANIFEST_FORMAT = 'chuan.backup/1';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const lsn = z.string().regex(/^[0-9A-F]+\/[0-9A-F]+$/);
const instant = z.iso.datetime({ offset: true });

/** What one base holds, and what else has to be there to use it. */
const manifest = z.object({
	format: z.literal(MANIFEST_FORMAT),
	id: z.string(),
	systemId: z.string(),
	/** Major version of the server. */
	major: z.string(),
	timeline: z.number().int().positive(),
	segmentSize: z.number().int().positive(),
	startLsn: lsn,
	stopLsn: lsn,
	beganAt: instant,
	/** By the database's clock, after the copy: the earliest instant that can be restored from here. */
	endedAt: instant,
	/** Content of `backup_label`, which tells the server where to replay from. */
	label: z.string(),
	/** Bytes of all files together. */
	bytes: z.number().int(),
	files: z.array(z.object({ path: z.string(), size: z.number().int(), sha256: digest })),
	folders: z.array(z.string()),
	migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
	/** Objects that the database named when the base ended. */
	objects: z.array(z.object({ key: z.string(), size: z.number().int(), sha256: digest })),
	/** Of these the store had no sound bytes to give. */
	faults: z.array(z.object({ key: z.string(), state: z.enum(['damaged', 'missing']) }))
});
export type Manifest = z.infer<typeof manifest>;

export const packOf = ({ bases }: BackupPlace, id: string): string => path.join(bases, id, 'files');
export const packName = (id: string): string => `bases/${id}/files`;
export const manifestOf = ({ bases }: BackupPlace, id: string): string => path.join(bases, id, 'manifest');
export const manifestName = (id: string): string => `bases/${id}/manifest`;

export async function readManifest(place: BackupPlace, id: string): Promise<Manifest> {
	const name = manifestName(id);
	let bytes: Buffer;
	try {
		bytes = await readSealedWhole(manifestOf(place, id), name, place.key);
	} catch (thrown) {
		if (isMissing(thrown)) throw new BackupRefused('base_unknown', id, thrown);
		throw thrown;
	}
	let value: unknown;
	try {
		value = JSON.parse(bytes.toString('utf8'));
	} catch (thrown) {
		throw new BackupRefused('manifest_format', name, thrown);
	}
	const read = manifest.safeParse(value);
	if (!read.success) throw new BackupRefused('manifest_format', name, read.error);
	if (read.data.id !== id || read.data.systemId !== place.systemId)
		throw new BackupRefused('file_swapped', name);
	return read.data;
}

const FINISHED = /^\d{8}T\d{6}Z(-\d+)?$/;

/** Ids of the finished bases. */
export async function baseIds(place: BackupPlace): Promise<string[]> {
	const names = await onPlace(place.root, () => readdir(place.bases));
	return names.filter((name) => FINISHED.test(name)).sort();
}
