import { execFile } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { appendFile, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { RFC9162 } from '@transmute/rfc9162';
import { verifyTLogInclusion } from '@sigstore/verify/dist/tlog/index.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leafHash } from '../../../src/lib/domain/audit/hashing.ts';
import { treeOver } from '../../../src/lib/domain/audit/merkle.ts';
import { parseTilePath } from '../../../src/lib/domain/audit/tiles.ts';
import { sha256Bytes } from '../../../src/lib/server/db/audit-chain.ts';
import { sealRound } from '../../../src/lib/server/outbox/seal-round.ts';
import { checkpointPem, evidenceWorld } from './evidence-world.ts';
import type { EvidenceWorld } from './evidence-world.ts';

let world: EvidenceWorld;
beforeEach(async () => {
	world = await evidenceWorld();
	await world.write('create', 'edit', 'submit');
	await world.sealed();
	await world.write('withdraw', 'more');
	await world.sealed();
});
afterEach(() => world.close());

/** The first and the newest checkpoint, all leaves, and the key, as whoever reads the folder has them. */
async function readLog() {
	const [first, newest] = await world.book.read();
	const text = (await world.book.newest())?.text;
	const bundle = await world.book.tiles.read({ level: 'entries', index: 0, width: 5 });
	if (!first?.checkpoint || !newest?.checkpoint || text === undefined || bundle === undefined)
		throw new Error('the log is not published');
	const entries = Array.from({ length: 5 }, (_none, at) => bundle.subarray(at * 34 + 2, at * 34 + 34));
	const [key = ''] = world.book.verifierKeys(newest.checkpoint.logId);
	return { first: first.checkpoint, newest: newest.checkpoint, text, entries, key };
}

function fileOf(name: string): string {
	return path.join(world.folder, 'tile', ...name.split('/'));
}

describe('the published tree', () => {
	it('is what the checkpoints sign, leaf by leaf', async () => {
		const { first, newest, entries } = await readLog();
		const tree = treeOver(sha256Bytes, entries);
		expect([first.size, newest.size]).toEqual([3n, 5n]);
		expect(Buffer.from(tree.root(3)).toString('hex')).toBe(first.root);
		expect(Buffer.from(tree.root(5)).toString('hex')).toBe(newest.root);
		const hashes = await world.book.tiles.read({ level: 0, index: 0, width: 5 });
		expect(hashes).toEqual(Buffer.concat(entries.map((entry) => leafHash(sha256Bytes, entry))));
		expect(await world.book.tiles.read({ level: 0, index: 0, width: 6 })).toBeUndefined();
		expect(await world.findings()).toEqual([]);
	});

	it('says nothing but hashes: no name, no id and no act of an entry', async () => {
		const { entries } = await readLog();
		const { rows } = await world.database.owner.query<{ hash: string }>(
			'SELECT hash FROM audit_seal ORDER BY position'
		);
		expect(entries.map((entry) => Buffer.from(entry).toString('hex'))).toEqual(rows.map(({ hash }) => hash));
	});

	it('is found to differ from a log that was changed, from the place on', async () => {
		const file = fileOf('0/000');
		const bytes = await readFile(file);
		bytes[3 * 32] = (bytes[3 * 32] ?? 0) ^ 1;
		await writeFile(file, bytes);
		expect(await world.findings()).toEqual([
			{ kind: 'tiles_differ', position: 4n, at: expect.any(Date) as Date }
		]);
		await expect(world.round(sealRound())).rejects.toThrow(
			/tile\/0\/000 was published with another content: nothing is signed/
		);
		expect(await readFile(file)).toEqual(bytes);
	});

	it('is found too short for its checkpoints, and made whole by the next worker', async () => {
		await truncate(fileOf('entries/000'), 34 * 2 + 5);
		expect(await world.findings()).toEqual([
			{ kind: 'tiles_missing', position: 3n, at: expect.any(Date) as Date }
		]);
		await world.round(sealRound());
		expect(await world.findings()).toEqual([]);
	});

	it('is written by two workers at once as by one', async () => {
		await world.write('one', 'two', 'three');
		await Promise.all([world.sealed(), world.round(sealRound()), world.round(sealRound())]);
		await world.sealed();
		expect(await world.findings()).toEqual([]);
		expect((await world.book.newest())?.checkpoint.size).toBe(8n);
	});

	it('keeps checkpoints of earlier builds, whose key had a shorter name, and takes no stranger with it', async () => {
		const { text } = await readLog();
		const body = text.slice(0, text.indexOf('\n\n') + 1);
		const name = 'chuan-audit';
		const signedAs = (pem: string): string => {
			const publicKey = createPublicKey(pem).export({ type: 'spki', format: 'der' }).subarray(-32);
			const id = createHash('sha256').update(`${name}\n`).update(Uint8Array.of(1)).update(publicKey).digest();
			const data = Buffer.concat([id.subarray(0, 4), sign(null, Buffer.from(body), createPrivateKey(pem))]);
			return `${body}\n\u2014 ${name} ${data.toString('base64')}\n\n`;
		};
		const [file = ''] = (await readdir(world.folder)).filter((entry) => entry.endsWith('.checkpoints'));
		await appendFile(path.join(world.folder, file), signedAs(world.pem));
		expect(await world.findings()).toEqual([]);
		await appendFile(path.join(world.folder, file), signedAs(checkpointPem()));
		expect(await world.findings()).toEqual([{ kind: 'checkpoint_damaged', place: `${file}#4` }]);
	});

	it('may carry lines of witnesses beside the signature of the log', async () => {
		const { text } = await readLog();
		const [file = ''] = (await readdir(world.folder)).filter((entry) => entry.endsWith('.checkpoints'));
		await appendFile(path.join(world.folder, file), `${text}\u2014 witness.example AAAAAAAA\n\n`);
		expect(await world.findings()).toEqual([]);
	});
});

describe('verifiers of other hands', () => {
	it('take the proof of each leaf with its checkpoint, and refuse what is tampered with (@sigstore/verify)', async () => {
		const { newest, text, entries, key } = await readLog();
		const tree = treeOver(sha256Bytes, entries);
		const [name = '', id = ''] = key.split('+');
		const authority = {
			logID: Buffer.from(id, 'hex'),
			publicKey: createPublicKey(world.pem),
			baseURL: `https://${name}`,
			validFor: { start: new Date(0), end: new Date(8.64e15) }
		};
		const shown = (index: number, changed: { leaf?: Uint8Array; checkpoint?: string; at?: number } = {}) => {
			const entry = {
				logIndex: String(index),
				canonicalizedBody: Buffer.from(changed.leaf ?? entries[index] ?? []),
				inclusionProof: {
					logIndex: String(changed.at ?? index),
					treeSize: String(newest.size),
					rootHash: Buffer.from(newest.root, 'hex'),
					hashes: tree.path(index, 5).map((hash) => Buffer.from(hash)),
					checkpoint: { envelope: changed.checkpoint ?? text }
				}
			};
			return () => {
				verifyTLogInclusion(entry as unknown as Parameters<typeof verifyTLogInclusion>[0], [authority]);
			};
		};
		for (let index = 0; index < 5; index += 1) expect(shown(index)).not.toThrow();
		expect(shown(2, { leaf: sha256Bytes(Buffer.from('forged')) })).toThrow(/calculated root hash/);
		expect(shown(2, { at: 3 })).toThrow(/calculated root hash/);
		expect(shown(2, { at: 5 })).toThrow(/invalid index/);
		expect(shown(2, { checkpoint: text.replace('\n5\n', '\n6\n') })).toThrow(/invalid checkpoint signature/);
		const otherRoot = text.replace(Buffer.from(newest.root, 'hex').toString('base64'), 'A'.repeat(43) + '=');
		expect(shown(2, { checkpoint: otherRoot })).toThrow(/invalid checkpoint signature/);
	});

	it('take its inclusion and its growth, and refuse other histories (@transmute/rfc9162)', async () => {
		const { first, newest, entries } = await readLog();
		const tree = treeOver(sha256Bytes, entries);
		const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
		const plain = (hashes: readonly Uint8Array[]): Uint8Array[] => hashes.map((hash) => new Uint8Array(hash));
		const included = (leaf: Uint8Array) =>
			RFC9162.verifyInclusionProof(bytes(newest.root), new Uint8Array(leafHash(sha256Bytes, leaf)), {
				log_id: '',
				tree_size: 5,
				leaf_index: 1,
				inclusion_path: plain(tree.path(1, 5))
			});
		expect(await included(entries[1] ?? new Uint8Array())).toBe(true);
		expect(await included(entries[2] ?? new Uint8Array())).toBe(false);
		const grown = (root: string) =>
			RFC9162.verifyConsistencyProof(bytes(root), bytes(newest.root), {
				log_id: '',
				tree_size_1: 3,
				tree_size_2: 5,
				consistency_path: plain(tree.consistency(3, 5))
			});
		expect(await grown(first.root)).toBe(true);
		const rewritten = treeOver(sha256Bytes, [...entries.slice(0, 2), sha256Bytes(Buffer.from('other'))]);
		expect(await grown(Buffer.from(rewritten.root(3)).toString('hex'))).toBe(false);
	});
});

describe('the witness script', () => {
	const script = path.resolve(import.meta.dirname, '../../../src/lib/server/audit/witness/command.mjs');
	let kept: string;
	let shown: { checkpoint?: string; bend?: (name: string, bytes: Buffer) => Buffer };
	const server = createServer((request, response) => {
		const place = (request.url ?? '').slice(1);
		void (async () => {
			const { text, key } = await readLog().catch(() => ({ text: '', key: '' }));
			if (place === 'khoa') return Buffer.from(`${key}\n`);
			if (place === 'checkpoint') return Buffer.from(shown.checkpoint ?? text);
			const tile = parseTilePath(place);
			const bytes = tile && (await world.book.tiles.read(tile));
			return bytes && (shown.bend?.(place, Buffer.from(bytes)) ?? bytes);
		})().then((bytes) => response.writeHead(bytes === undefined ? 404 : 200).end(bytes));
	});
	beforeEach(async () => {
		kept = await mkdtemp(path.join(os.tmpdir(), 'chuan-witness-'));
		shown = {};
		await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	});
	afterEach(async () => {
		await new Promise((closed) => server.close(closed));
		await rm(kept, { recursive: true });
	});

	async function watch(...more: string[]) {
		const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
		const run = promisify(execFile)(process.execPath, [script, 'watch', url, '--folder', kept, ...more]);
		return run.then(
			({ stdout }) => ({ code: 0, said: stdout }),
			(failed: unknown) => {
				const { code, stderr } = failed as { code: number; stderr: string };
				return { code, said: stderr };
			}
		);
	}

	it('keeps what it saw, and finds that the log goes on', async () => {
		expect(await watch()).toMatchObject({ code: 0, said: expect.stringContaining('#5') as string });
		await world.write('six');
		await world.sealed();
		expect(await watch()).toMatchObject({
			code: 0,
			said: expect.stringContaining('continues #5') as string
		});
		expect((await readFile(path.join(kept, 'seen.checkpoints'), 'utf8')).match(/\u2014/g)).toHaveLength(2);
	});

	it('finds another history, a shorter one, and tiles that are not those of the checkpoint', async () => {
		await watch();
		const { first } = await readLog();
		const evidence = async (): Promise<number> =>
			(await readdir(kept)).filter((name) => name.startsWith('evidence-')).length;
		// Signed by the key itself: only whoever kept a checkpoint can tell.
		await world.book.write({ ...first, size: 6n });
		expect(await watch()).toMatchObject({ code: 1, said: expect.stringContaining('SAI') as string });
		shown = { bend: (name, bytes) => (name.startsWith('tile/0/') ? bytes.reverse() : bytes) };
		expect(await watch()).toMatchObject({ code: 1 });
		expect(await evidence()).toBeGreaterThan(0);
		const notes = await readFile(path.join(world.folder, (await files())[0] ?? ''), 'utf8');
		shown = { checkpoint: notes.slice(0, notes.indexOf('\n\n', notes.indexOf('\u2014')) + 1) };
		expect(await watch()).toMatchObject({
			code: 1,
			said: expect.stringContaining('became shorter: #5') as string
		});
	});

	it('refuses a checkpoint of another key, and says so when nobody answers', async () => {
		await watch();
		const { text } = await readLog();
		shown = { checkpoint: text.replace('\n5\n', '\n6\n') };
		expect(await watch()).toMatchObject({
			code: 1,
			said: expect.stringContaining('not signed by the key of the log') as string
		});
		shown = { checkpoint: 'nothing' };
		expect(await watch()).toMatchObject({ code: 1 });
		expect(await watch('--key', 'x')).toMatchObject({ code: 1 });
		const nobody = promisify(execFile)(process.execPath, [
			script,
			...['watch', 'http://127.0.0.1:1', '--folder', kept]
		]);
		await expect(nobody).rejects.toMatchObject({ code: 2 });
		await expect(promisify(execFile)(process.execPath, [script])).rejects.toMatchObject({ code: 64 });
	});

	async function files(): Promise<string[]> {
		return (await readdir(world.folder)).filter((name) => name.endsWith('.checkpoints')).sort();
	}
});
