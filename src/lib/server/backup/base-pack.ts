/**
 * The files of a base, one after another: 4 bytes length, a line of JSON `{path, size}`, the bytes of the file. One
 * file to write and to force to the disk, where a cluster has thousands.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '../storage/system-refusal.ts';
import type { Manifest } from './manifest.ts';
import { BackupRefused } from './refused.ts';

const READ_BYTES = 256 * 1024;

/** Contents that a starting server makes anew, or that belong to one running server. */
const EMPTIED = new Set([
	'pg_wal',
	'pg_replslot',
	'pg_dynshmem',
	'pg_notify',
	'pg_serial',
	'pg_snapshots',
	'pg_stat_tmp',
	'pg_subtrans'
]);
const LEFT_OUT =
	/^(postmaster\.(pid|opts)(\.\d+)?|backup_label(\.old)?|tablespace_map(\.old)?|recovery\.signal|standby\.signal|current_logfiles)$|(^|\/)pgsql_tmp|(^|\/)pg_internal\.init/;
/** Last, so that it is never older than what it speaks of. */
const CONTROL = 'global/pg_control';

export interface ClusterListing {
	readonly files: readonly string[];
	readonly folders: readonly string[];
}

/** What of a cluster is copied: paths from its folder, with `/`. */
export async function listCluster(cluster: string): Promise<ClusterListing> {
	const files: string[] = [];
	const folders: string[] = [];
	const walk = async (folder: string): Promise<void> => {
		let entries;
		try {
			entries = await readdir(path.join(cluster, folder), { withFileTypes: true });
		} catch (thrown) {
			// A database that was dropped meanwhile: the WAL says so.
			if (isMissing(thrown)) return;
			throw thrown;
		}
		for (const entry of entries) {
			const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
			if (LEFT_OUT.test(name)) continue;
			if (entry.isFile()) files.push(name);
			if (!entry.isDirectory()) continue;
			folders.push(name);
			if (!EMPTIED.has(name)) await walk(name);
		}
	};
	await walk('');
	// Two folders of pg_wal that a server expects.
	folders.push('pg_wal/archive_status', 'pg_wal/summaries');
	files.sort((a, b) => Number(a === CONTROL) - Number(b === CONTROL) || (a < b ? -1 : 1));
	return { files, folders };
}

type PackedFile = Manifest['files'][number];

/** One file as it was long when it was opened: a file that shrinks meanwhile ends in zeros, as the WAL makes it right. */
async function* contentOf(file: FileHandle, size: number): AsyncGenerator<Buffer> {
	let done = 0;
	while (done < size) {
		const chunk = Buffer.allocUnsafe(Math.min(READ_BYTES, size - done));
		const { bytesRead } = await file.read(chunk, 0, chunk.byteLength, done);
		const bytes = bytesRead === 0 ? chunk.fill(0) : chunk.subarray(0, bytesRead);
		done += bytes.byteLength;
		yield bytes;
	}
}

/** Packs files under a prefix and tells each when it is packed. A file that vanished meanwhile is left out. */
export async function* packFiles(
	folder: string,
	prefix: string,
	names: readonly string[],
	packed: (file: PackedFile) => void
): AsyncGenerator<Buffer> {
	for (const name of names) {
		let file: FileHandle;
		try {
			file = await open(path.join(folder, name), 'r');
		} catch (thrown) {
			if (isMissing(thrown)) continue;
			throw thrown;
		}
		try {
			const { size } = await file.stat();
			const label = { path: `${prefix}${name}`, size };
			const line = Buffer.from(JSON.stringify(label), 'utf8');
			const length = Buffer.alloc(4);
			length.writeUInt32BE(line.byteLength);
			yield Buffer.concat([length, line]);
			const digest = createHash('sha256');
			for await (const bytes of contentOf(file, size)) {
				digest.update(bytes);
				yield bytes;
			}
			packed({ ...label, sha256: digest.digest('hex') });
		} finally {
			await file.close();
		}
	}
}

/** Takes so many bytes at a time from a stream of pieces of any length. */
function taker(source: AsyncIterator<Buffer>) {
	let held: Buffer = Buffer.alloc(0);
	return {
		/** Up to `most` bytes; empty at the end. */
		async some(most: number): Promise<Buffer> {
			while (held.byteLength === 0) {
				const next = await source.next();
				if (next.done === true) return held;
				held = next.value;
			}
			const bytes = held.subarray(0, most);
			held = held.subarray(bytes.byteLength);
			return bytes;
		},
		async exactly(length: number): Promise<Buffer> {
			const parts: Buffer[] = [];
			let missing = length;
			while (missing > 0) {
				const part = await this.some(missing);
				if (part.byteLength === 0) break;
				parts.push(part);
				missing -= part.byteLength;
			}
			return Buffer.concat(parts);
		}
	};
}

/** Unpacks a base below a folder, each file compared with the manifest, which has to name them all and no other. */
export async function unpackFiles(
	source: AsyncGenerator<Buffer>,
	{ files, folders, id }: Pick<Manifest, 'files' | 'folders' | 'id'>,
	target: string
): Promise<void> {
	const wanted = new Map(files.map((file) => [file.path, file]));
	for (const folder of folders) await mkdir(inside(target, folder), { recursive: true, mode: 0o700 });
	const take = taker(source);
	try {
		while (await unpackOne(take, wanted, { id, target })) continue;
	} finally {
		// Whatever broke it off, the file that it reads from is closed.
		await source.return(undefined);
	}
	const [missing] = wanted.keys();
	if (missing !== undefined) throw new BackupRefused('base_incomplete', missing);
}

/** The next file of the stream; false at its end. */
async function unpackOne(
	take: ReturnType<typeof taker>,
	wanted: Map<string, PackedFile>,
	{ id, target }: { readonly id: string; readonly target: string }
): Promise<boolean> {
	const length = await take.exactly(4);
	if (length.byteLength === 0) return false;
	const label = JSON.parse((await take.exactly(length.readUInt32BE(0))).toString('utf8')) as PackedFile;
	const known = wanted.get(label.path);
	if (known?.size !== label.size) throw new BackupRefused('file_swapped', `bases/${id}/files: ${label.path}`);
	wanted.delete(label.path);
	const at = inside(target, label.path);
	await mkdir(path.dirname(at), { recursive: true, mode: 0o700 });
	const file = await open(at, 'wx', 0o600);
	const digest = createHash('sha256');
	try {
		for (let done = 0; done < label.size;) {
			const bytes = await take.some(label.size - done);
			if (bytes.byteLength === 0) throw new BackupRefused('file_truncated', `bases/${id}/files`);
			digest.update(bytes);
			await file.writeFile(bytes);
			done += bytes.byteLength;
		}
	} finally {
		await file.close();
	}
	if (digest.digest('hex') !== known.sha256)
		throw new BackupRefused('file_swapped', `bases/${id}/files: ${label.path}`);
	return true;
}

/** A path of a manifest leads nowhere but into the target. */
function inside(target: string, name: string): string {
	const at = path.resolve(target, name);
	if (!at.startsWith(`${path.resolve(target)}${path.sep}`)) throw new BackupRefused('file_swapped', name);
	return at;
}
