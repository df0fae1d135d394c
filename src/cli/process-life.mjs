// Whether a process lives. Only `node:` modules and the syntax of Node 20.19: this runs before anything is installed.
import { readFileSync } from 'node:fs';

/**
 * The fields of /proc/PID/stat behind the command's name, from the third on (proc(5)); null where there are none.
 * The name, in brackets, may hold spaces, so the count begins at its end.
 * @param {number} pid
 * @returns {string[] | null}
 */
export function statOf(pid) {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	} catch (thrown) {
		if (thrown.code === 'ENOENT' || thrown.code === 'ESRCH') return null;
		throw thrown;
	}
}

/**
 * A zombie has ended, and its number is held until its parent asks for its end.
 * @param {number} pid
 * @returns {boolean}
 */
export function isZombie(pid) {
	return process.platform === 'linux' && statOf(pid)?.[0] === 'Z';
}

/**
 * True while the process does anything. A zombie has ended and only waits for its parent to ask: where PID 1 asks
 * late or never, as in a container without an init, its number would otherwise count as alive for ever.
 * @param {number} pid
 * @returns {boolean}
 */
export function lives(pid) {
	try {
		process.kill(pid, 0);
	} catch (thrown) {
		// Somebody else's process is there too.
		if (thrown.code !== 'EPERM') return false;
	}
	return !isZombie(pid);
}
