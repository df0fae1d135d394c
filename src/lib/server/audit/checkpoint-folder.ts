import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, open, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint, CheckpointBook, NewestCheckpoint, ReadCheckpoint } from '../app/audit/ports.ts';
import { openCheckpoint, signCheckpoint, verifierKey } from './checkpoint-note.ts';
import { openPublishedTiles } from './published-tiles.ts';

const FILE = /^\d{4}-\d{2}-\d{2}\.checkpoints$/;

/** A signed note ends with its signature line; an empty line follows each in the file. */
const BETWEEN = '\n';
const NOTE_END = /(?<=\n\u2014 [^\n]*\n)\n/;

const PEM = /-----BEGIN (PRIVATE|PUBLIC) KEY-----[^-]+-----END \1 KEY-----/g;

/**
 * The first key of the file signs when it is a private one; a public one only reads, which is enough for whoever audits.
 * Those behind it are keys of before.
 */
function readKeys(pem: string): {
	readonly privateKey?: KeyObject;
	readonly publicKeys: readonly KeyObject[];
} {
	const blocks = [...pem.matchAll(PEM)].map(([text, kind]) => ({ text, kind }));
	const publicKeys = blocks.map(({ text }) => createPublicKey(text));
	if (publicKeys.length === 0 || publicKeys.some((key) => key.asymmetricKeyType !== 'ed25519'))
		throw new Error('the file of the checkpoint key holds no Ed25519 key in PEM');
	const [first] = blocks;
	return {
		publicKeys,
		...(first?.kind === 'PRIVATE' ? { privateKey: createPrivateKey(first.text) } : {})
	};
}

async function append(file: string, text: string): Promise<void> {
	const handle = await open(file, 'a', 0o640);
	try {
		await handle.appendFile(text);
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/**
 * Checkpoints in a folder outside the database, a file a day (UTC), written at the end only: the folder can be on a
 * disk that takes no change, or be copied by somebody else. Throws when it cannot be written.
 */
export async function openCheckpointFolder(folder: string, pem: string): Promise<CheckpointBook> {
	const { privateKey, publicKeys } = readKeys(pem);
	if (privateKey !== undefined) await mkdir(folder, { recursive: true, mode: 0o750 });
	async function* notes(newestFirst: boolean): AsyncGenerator<ReadCheckpoint> {
		const names = (await readdir(folder)).filter((name) => FILE.test(name)).sort();
		if (newestFirst) names.reverse();
		for (const name of names) {
			const texts = (await readFile(path.join(folder, name), 'utf8')).split(NOTE_END);
			const whole = texts
				.map((text, index) => ({ text, place: `${name}#${String(index + 1)}` }))
				.filter(({ text }) => text !== '');
			if (newestFirst) whole.reverse();
			for (const { text, place } of whole) yield { place, checkpoint: openCheckpoint(text, publicKeys) };
		}
	}
	return {
		tiles: openPublishedTiles(folder),
		verifierKeys: (logId) => publicKeys.map((key) => verifierKey(logId, key)),
		newest: () => newestOf(folder, publicKeys),
		async write(checkpoint: Checkpoint) {
			if (privateKey === undefined) throw new Error('a public key signs no checkpoint');
			const day = checkpoint.at.toISOString().slice(0, 10);
			const text = signCheckpoint(checkpoint, privateKey);
			await append(path.join(folder, `${day}.checkpoints`), text + BETWEEN);
		},
		async read() {
			const found: ReadCheckpoint[] = [];
			for await (const note of notes(false)) found.push(note);
			return found;
		},
		async last() {
			for await (const { checkpoint } of notes(true)) if (checkpoint !== undefined) return checkpoint;
			return undefined;
		}
	};
}

/** Many times what one checkpoint takes, with the signatures of witnesses. */
const TAIL_BYTES = 32_768;

/**
 * The largest of the last checkpoints, read from the end of the newest file. Two workers side by side may have written
 * theirs in either order.
 */
async function newestOf(
	folder: string,
	publicKeys: readonly KeyObject[]
): Promise<NewestCheckpoint | undefined> {
	const names = (await readdir(folder)).filter((name) => FILE.test(name)).sort();
	for (const name of names.reverse()) {
		const found = (await tailOf(path.join(folder, name))).flatMap((text) => {
			const checkpoint = openCheckpoint(text, publicKeys);
			return checkpoint === undefined ? [] : [{ text, checkpoint }];
		});
		const [newest] = found.sort((a, b) => Number(b.checkpoint.size - a.checkpoint.size));
		if (newest !== undefined) return newest;
	}
	return undefined;
}

/** The texts at the end of a file; the first of them may have lost its beginning, and then it is no checkpoint. */
async function tailOf(file: string): Promise<string[]> {
	const handle = await open(file, 'r');
	try {
		const { size } = await handle.stat();
		const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
		await handle.read(bytes, 0, bytes.length, size - bytes.length);
		return bytes.toString('utf8').split(NOTE_END);
	} finally {
		await handle.close();
	}
}

/** Where signed checkpoints of the audit log are kept: the folder `CHUAN_CHECKPOINTS`, signed by `CHUAN_CHECKPOINT_KEY`. */
export async function openCheckpoints(
	env: Readonly<Record<string, string | undefined>>,
	production: boolean
): Promise<CheckpointBook | undefined> {
	const folder = env['CHUAN_CHECKPOINTS'] ?? '';
	const keyFile = env['CHUAN_CHECKPOINT_KEY'] ?? '';
	if (folder !== '' && keyFile !== '') return openCheckpointFolder(folder, await readFile(keyFile, 'utf8'));
	if (production) throw new Error('CHUAN_CHECKPOINTS and CHUAN_CHECKPOINT_KEY are not set');
	return undefined;
}
