import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ListPage, ObjectListing } from '#lib/server/app/storage/ports.ts';
import { readObjectHeader, type ObjectHeader } from './disk-object-file.ts';
import { isMissing } from './system-refusal.ts';
import { compareKeys } from './object-key.ts';

const MAX_PAGE = 1000;

/** Headers read at a time: enough to keep a disk busy, far from the limit of open files. */
const READERS = 32;

/**
 * Lists by reading the header of every object: the names on disk are digests and keep no order.
 * Linear in the whole store, which is right for what lists: sweeps and checks, never a page.
 * A damaged file is left out here; `get` reports it.
 */
export async function listObjects(root: string, prefix: string, page: ListPage): Promise<ObjectListing> {
	const limit = Math.min(Math.max(page.limit ?? MAX_PAGE, 1), MAX_PAGE);
	const after = page.cursor;
	const headers = await readHeaders(await objectFiles(root));
	const found = headers
		.filter(({ key }) => key.startsWith(prefix) && (after === undefined || compareKeys(key, after) > 0))
		.sort((a, b) => compareKeys(a.key, b.key));
	const objects = found.slice(0, limit).map(({ key, size }) => ({ key, size }));
	const last = objects.at(-1);
	return { objects, next: found.length > limit && last !== undefined ? last.key : null };
}

async function objectFiles(root: string): Promise<string[]> {
	const entries = await readdir(root, { recursive: true, withFileTypes: true });
	return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function readHeaders(files: readonly string[]): Promise<ObjectHeader[]> {
	const headers: ObjectHeader[] = [];
	const queue = files.values();
	const reader = async (): Promise<void> => {
		for (const file of queue) {
			const header = await readHeaderOf(file);
			if (header !== null) headers.push(header);
		}
	};
	await Promise.all(Array.from({ length: READERS }, reader));
	return headers;
}

async function readHeaderOf(target: string): Promise<ObjectHeader | null> {
	try {
		const file = await open(target, 'r');
		try {
			return await readObjectHeader(file);
		} finally {
			await file.close();
		}
	} catch (error) {
		// Deleted between the reading of the folder and of the file.
		if (isMissing(error)) return null;
		throw error;
	}
}
