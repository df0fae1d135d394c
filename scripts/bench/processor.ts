import { readFileSync, readdirSync } from 'node:fs';

/** Ticks of the system in a second: `getconf CLK_TCK` is 100 on every Linux. */
const TICKS = 100;

interface Used {
	readonly parent: number;
	/** Ticks of the process itself. */
	readonly own: number;
	/** Ticks of its children that have ended. */
	readonly ended: number;
}

function usedBy(pid: number): Used | undefined {
	try {
		// The name of a process may hold blanks and stands in brackets.
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
		const [, parent = 0, , , , , , , , , , user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields;
		return { parent, own: user + system, ended: endedUser + endedSystem };
	} catch {
		// It has ended since it was listed.
		return undefined;
	}
}

const milliseconds = (ticks: number): number => (ticks * 1000) / TICKS;

/** Milliseconds of processor, user and system, that a process has used; undefined where the system does not say. */
export function processorOf(pid: number): number | undefined {
	if (process.platform !== 'linux') return undefined;
	return milliseconds(usedBy(pid)?.own ?? 0);
}

/** The same of a process with all its children, those that have ended too: PostgreSQL has one for each connection. */
export function processorOfFamily(pid: number): number | undefined {
	if (process.platform !== 'linux') return undefined;
	const head = usedBy(pid);
	let ticks = head === undefined ? 0 : head.own + head.ended;
	for (const name of readdirSync('/proc')) {
		const child = /^\d+$/.test(name) ? usedBy(Number(name)) : undefined;
		if (child?.parent === pid) ticks += child.own;
	}
	return milliseconds(ticks);
}
