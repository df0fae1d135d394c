import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, open, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint, CheckpointBook, ReadCheckpoint } from '../app/audit/ports.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint-note.ts';

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
