import { createHash, timingSafeEqual } from 'node:crypto';
import type { App } from '../app/ports.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * With a token set, only who shows it; without one, only this machine itself. What a proxy has passed on comes from
 * elsewhere, whatever its address says.
 */
export function mayReadMetrics(headers: Headers, address: string, token: string | undefined): boolean {
	if (token === undefined) return LOOPBACK.has(address) && !headers.has('x-forwarded-for');
	const shown = /^Bearer (.+)$/.exec(headers.get('authorization') ?? '')?.[1];
	return shown !== undefined && timingSafeEqual(digest(shown), digest(token));
}

type Figure = readonly [name: string, help: string, value: number | null | undefined];

/** Prometheus text, version 0.0.4. A figure that could not be found out is left out. */
function written(figures: readonly Figure[]): string {
	return figures
		.filter(([, , value]) => value !== null && value !== undefined)
		.map(([name, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name} ${String(value)}\n`)
		.join('');
}

/** No name of a person, a dossier or an address is among them. */
export async function metricsText(app: App): Promise<string> {
	const [running, disk] = await Promise.all([app.db.read.operations.running(), app.machine.disk()]);
	return written([
		['chuan_mail_queued', 'Letters that wait to be sent.', running.mailQueued],
		['chuan_mail_oldest_seconds', 'Age of the oldest letter that waits.', running.mailWaits ?? 0],
		['chuan_mail_failed', 'Letters that were given up.', running.mailFailed],
		['chuan_files_damaged', 'Stored files found damaged or gone.', running.filesDamaged],
		['chuan_papers_waiting', 'Files of papers that are not made yet.', running.papersWaiting],
		['chuan_papers_stuck', 'Files of papers tried many times.', running.papersStuck],
		['chuan_audit_unsealed', 'Entries of the audit log without a seal.', running.unsealed],
		['chuan_audit_unsealed_seconds', 'Age of the oldest of them.', running.unsealedFor ?? 0],
		['chuan_database_connections', 'Connections to the database.', running.connections],
		['chuan_pool_wait_milliseconds', 'Longest wait for a connection in this process.', app.pressure()],
		[
			'chuan_clock_drift_seconds',
			'Clock of this machine less that of the database.',
			(app.machine.now().getTime() - running.now.getTime()) / 1000
		],
		[
			'chuan_disk_free_bytes',
			'Free on the disk of data.',
			disk === undefined ? undefined : Number(disk.free)
		],
		[
			'chuan_disk_size_bytes',
			'Size of the disk of data.',
			disk === undefined ? undefined : Number(disk.size)
		],
		['chuan_process_resident_bytes', 'Memory of this process.', app.machine.memory()]
	]);
}
