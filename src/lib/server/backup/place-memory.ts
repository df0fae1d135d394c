/** The place that a data folder was backed up to: an empty folder where its disk was is no place. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '../storage/system-refusal.ts';
import type { BackupPlace } from './place.ts';

const memoryOf = (dataFolder: string): string => path.join(dataFolder, 'backup-place.json');

const textOf = ({ id, root }: BackupPlace): string => JSON.stringify({ id, root });

/** What is remembered, as it stands there; undefined: nothing was backed up yet. */
export async function rememberedPlace(dataFolder: string): Promise<string | undefined> {
	try {
		return await readFile(memoryOf(dataFolder), 'utf8');
	} catch (thrown) {
		if (isMissing(thrown)) return undefined;
		throw thrown;
	}
}

export async function rememberPlace(dataFolder: string, place: BackupPlace): Promise<void> {
	const before = await rememberedPlace(dataFolder);
	if (before !== textOf(place)) await writeFile(memoryOf(dataFolder), textOf(place), { mode: 0o600 });
}

export async function isRemembered(dataFolder: string, place: BackupPlace): Promise<boolean> {
	return (await rememberedPlace(dataFolder)) === textOf(place);
}
