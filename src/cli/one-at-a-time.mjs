// Only `node:` modules and the syntax of Node 20.19: this runs before anything is installed.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { lives } from './process-life.mjs';

/** True when the file was made now, and is this process's; a file that a dead process left is taken over. */
function taken(file) {
	try {
		writeFileSync(file, String(process.pid), { flag: 'wx' });
		return true;
	} catch (thrown) {
		if (thrown.code !== 'EEXIST') throw thrown;
	}
	try {
		const owner = Number(readFileSync(file, 'utf8'));
		// Between its making and its first byte a file is empty: its owner is at work.
		if (owner > 0 && !lives(owner)) rmSync(file, { force: true });
	} catch (thrown) {
		if (thrown.code !== 'ENOENT') throw thrown;
	}
	return false;
}

/**
 * Runs `work` while no other process of this machine runs one under the same file; waits for it, and says so once.
 * Where the folder cannot be written there is nothing to be done in it either, and nobody to wait for.
 * @template T
 * @param {string} file
 * @param {() => void} waiting
 * @param {() => T} work
 * @returns {T}
 */
export function oneAtATime(file, waiting, work) {
	const pause = new Int32Array(new SharedArrayBuffer(4));
	let told = false;
	try {
		while (!taken(file)) {
			if (!told) waiting();
			told = true;
			Atomics.wait(pause, 0, 0, 300);
		}
	} catch (thrown) {
		if (!['EACCES', 'EROFS', 'EPERM'].includes(thrown.code)) throw thrown;
		return work();
	}
	try {
		return work();
	} finally {
		rmSync(file, { force: true });
	}
}
