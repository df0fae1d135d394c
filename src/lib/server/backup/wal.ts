/** WAL in the backup place: one file a segment, put there by PostgreSQL's `archive_command` and fetched by its `restore_command`. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import path from 'node:path';
import { BackupRefused } from './refused.ts';
import { onPlace } from './place.ts';
import type { BackupPlace } from './place.ts';
import { hashSealed, readSealed, readSealedWhole, writeSealed } from './sealed-file.ts';
import { isMissing } from '../storage/system-refusal.ts';

const SEGMENT = /^[0-9A-F]{24}$/;
const ARCHIVED = /^([0-9A-F]{24}(\.partial|\.[0-9A-F]{8}\.backup)?|[0-9A-F]{8}\.history)$/;
const hex8 = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');

/** Position in the WAL (`0/3000028`) as a number of bytes. */
export function parseLsn(text: string): bigint {
	const [high = '', low = ''] = text.split('/');
	return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

export const sayLsn = (lsn: bigint): string =>
	`${(lsn >> 32n).toString(16).toUpperCase()}/${(lsn & 0xffff_ffffn).toString(16).toUpperCase()}`;

/** Name of the segment with this number on a timeline. */
export function segmentName(timeline: number, segment: bigint, segmentSize: number): string {
	const inOne = 0x1_0000_0000n / BigInt(segmentSize);
	return hex8(timeline) + hex8(Number(segment / inOne)) + hex8(Number(segment % inOne));
}

const walFile = ({ wal }: BackupPlace, name: string): string => path.join(wal, name);
const sealedName = (name: string): string => `wal/${name}`;

/** The page at the head of a segment says whose it is and where it stands (XLogLongPageHeaderData). */
async function checkSegment(place: BackupPlace, file: string, name: string): Promise<void> {
	const handle = await open(file, 'r');
	try {
		const head = Buffer.alloc(40);
		await handle.read(head, 0, 40, 0);
		checkHead(place, head, name);
	} finally {
		await handle.close();
	}
}

/** Whether a file of `pg_wal` is the segment of its name: one that was kept for use later is not. */
export async function isSegment(place: BackupPlace, file: string, name: string): Promise<boolean> {
	try {
		await checkSegment(place, file, name);
		return SEGMENT.test(name);
	} catch (thrown) {
		if (thrown instanceof BackupRefused) return false;
		throw thrown;
	}
}

function checkHead(place: BackupPlace, head: Buffer, name: string): void {
	const address = head.readBigUInt64LE(8);
	const segmentSize = head.readUInt32LE(32);
	const right =
		head.readBigUInt64LE(24).toString() === place.systemId &&
		segmentSize > 0 &&
		segmentName(0, address / BigInt(segmentSize), segmentSize).slice(8) === name.slice(8, 24);
	if (!right) throw new BackupRefused('wal_foreign', name);
}

async function digestOf(file: string): Promise<string> {
	const digest = createHash('sha256');
	for await (const chunk of createReadStream(file)) digest.update(chunk as Buffer);
	return digest.digest('hex');
}

/**
 * Keeps one file of the WAL. Resolves only when it is on the disk of the place; the same file again is fine, another
 * content under its name never replaces it.
 */
export async function archiveSegment(place: BackupPlace, file: string, name: string): Promise<void> {
	if (!ARCHIVED.test(name)) throw new BackupRefused('wal_foreign', name);
	if (SEGMENT.test(name)) await checkSegment(place, file, name);
	await onPlace(place.root, async () => {
		const target = walFile(place, name);
		if ((await writeSealed(target, sealedName(name), createReadStream(file), place.key)) !== undefined)
			return;
		const { sha256 } = await hashSealed(target, sealedName(name), place.key);
		if (sha256 !== (await digestOf(file))) throw new BackupRefused('wal_differs', name);
	});
}

/** Gives one file of the WAL to the server that is being restored: false when it was never archived. */
export async function fetchSegment(place: BackupPlace, name: string, target: string): Promise<boolean> {
	const draft = `${target}.fetched`;
	try {
		const out = await open(draft, 'w', 0o600);
		await pipeline(readSealed(walFile(place, name), sealedName(name), place.key), out.createWriteStream());
		if (SEGMENT.test(name)) await checkSegment(place, draft, name);
		await rename(draft, target);
		return true;
	} catch (thrown) {
		if (thrown instanceof BackupRefused && thrown.code === 'file_missing') return false;
		throw thrown;
	} finally {
		await rm(draft, { force: true });
	}
}

/** Reads a segment to its end and looks at its head. */
export async function proveSegment(place: BackupPlace, name: string): Promise<void> {
	let head: Buffer | undefined;
	for await (const chunk of readSealed(walFile(place, name), sealedName(name), place.key)) head ??= chunk;
	if (head === undefined || head.byteLength < 40) throw new BackupRefused('wal_foreign', name);
	checkHead(place, head, name);
}

/** Names of all whole segments and history files that are there. */
export async function archivedNames(place: BackupPlace): Promise<ReadonlySet<string>> {
	try {
		const names = await onPlace(place.root, () => readdir(place.wal));
		return new Set(names.filter((name) => ARCHIVED.test(name)));
	} catch (thrown) {
		if (thrown instanceof BackupRefused && isMissing(thrown.cause))
			throw new BackupRefused('place_gone', place.root, thrown);
		throw thrown;
	}
}

/** Where a timeline left its parent. */
export interface Ancestor {
	readonly timeline: number;
	/** Where the next one begins; undefined on the last. */
	readonly until: bigint | undefined;
}

/**
 * The timeline that was in force at an instant: a later one began, by a restore, when its history was archived. Without
 * an instant the newest.
 */
export async function timelineAt(
	place: BackupPlace,
	names: ReadonlySet<string>,
	instant: Date | undefined
): Promise<number> {
	const timelines = [...new Set([...names].map((name) => Number.parseInt(name.slice(0, 8), 16)))];
	for (const timeline of timelines.sort((a, b) => b - a)) {
		if (timeline === 1 || instant === undefined) return timeline;
		const file = historyName(timeline);
		if (!names.has(file)) throw new BackupRefused('history_missing', file);
		const { mtime } = await onPlace(place.root, () => stat(walFile(place, file)));
		if (mtime <= instant) return timeline;
	}
	return 1;
}

/** A timeline and those that it comes from, the oldest first. */
export async function ancestorsOf(
	place: BackupPlace,
	names: ReadonlySet<string>,
	timeline: number
): Promise<readonly Ancestor[]> {
	if (timeline === 1) return [{ timeline: 1, until: undefined }];
	const file = historyName(timeline);
	if (!names.has(file)) throw new BackupRefused('history_missing', file);
	const text = (await readSealedWhole(walFile(place, file), sealedName(file), place.key)).toString('utf8');
	return [...parseHistory(text, file), { timeline, until: undefined }];
}

export const historyName = (timeline: number): string => `${hex8(timeline)}.history`;

export function parseHistory(text: string, file: string): Ancestor[] {
	const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
	return lines.map((line) => {
		const found = /^\s*(\d+)\t([0-9A-F]+\/[0-9A-F]+)/.exec(line);
		if (found === null) throw new BackupRefused('history_altered', file);
		return { timeline: Number(found[1]), until: parseLsn(found[2] ?? '') };
	});
}

export interface WalReach {
	/** Segments from the base's beginning on without a gap, in order. */
	readonly names: readonly string[];
	/** Number of the last of them. */
	readonly last: bigint;
	/** The first that is missing while later ones are there. */
	readonly gap: string | undefined;
}

/** How far one gets from a segment on, along one timeline. */
export function reachOfWal(
	ancestors: readonly Ancestor[],
	from: bigint,
	segmentSize: number,
	names: ReadonlySet<string>
): WalReach {
	const size = BigInt(segmentSize);
	const spans = ancestors.map(({ timeline, until }, at) => ({
		timeline,
		first: (ancestors[at - 1]?.until ?? 0n) / size,
		last: until === undefined ? undefined : (until - 1n) / size
	}));
	/** Of the segment in which a timeline left its parent there are several files: the child's comes first. */
	const namesOf = (segment: bigint): string[] =>
		spans
			.filter(({ first, last }) => segment >= first && (last === undefined || segment <= last))
			.reverse()
			.map(({ timeline }) => segmentName(timeline, segment, segmentSize));
	const found: string[] = [];
	let segment = from;
	let missing: string;
	for (;;) {
		const able = namesOf(segment);
		missing = able[0] ?? '';
		const there = able.find((name) => names.has(name));
		if (there === undefined) break;
		found.push(there);
		segment++;
		if (there !== missing) break;
	}
	const later = [...names].some((name) => {
		if (!SEGMENT.test(name)) return false;
		const number = numberOf(name, segmentSize);
		return number >= segment && namesOf(number)[0] === name;
	});
	return { names: found, last: segment - 1n, gap: later ? missing : undefined };
}

function numberOf(name: string, segmentSize: number): bigint {
	const inOne = 0x1_0000_0000n / BigInt(segmentSize);
	return BigInt(`0x${name.slice(8, 16)}`) * inOne + BigInt(`0x${name.slice(16, 24)}`);
}

/** Removes segments that no kept base needs: those before the first of the oldest one, whatever their timeline. */
export async function dropWalBefore(place: BackupPlace, first: string): Promise<number> {
	let dropped = 0;
	for (const name of await archivedNames(place)) {
		if (name.endsWith('.history') || name.slice(8, 24) >= first.slice(8)) continue;
		await rm(walFile(place, name), { force: true });
		dropped++;
	}
	return dropped;
}
