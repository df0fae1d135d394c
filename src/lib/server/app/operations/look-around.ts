import { readinessOf } from '#lib/domain/operations/readiness.ts';
import type { Check } from '#lib/domain/operations/readiness.ts';
import { dateParts, vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { App, Repositories } from '../ports.ts';

const HOUR_MS = 3_600_000;

/** Every check, as things stand now. */
export async function lookAround(
	{ machine, keeper, config, checkpoints }: App,
	read: Repositories
): Promise<{ readonly checks: readonly Check[]; readonly at: Date }> {
	const [running, { confirmedYears }, steps, disk, certificateDays, backupWritable, last, place] =
		await Promise.all([
			read.operations.running(),
			read.calendar.working(),
			read.setUp.steps(),
			machine.disk(),
			machine.certificateDays(),
			machine.backupWritable(),
			checkpoints?.last(),
			keeper?.place()
		]);
	const backup = await read.operations.backup(place);
	const [uncovered] = await read.audit.sealsAfter(last?.size ?? 0n, 1);
	const { now } = running;
	const { year, month } = dateParts(vietnamDateOf(now));
	const done = new Set(steps.map(({ step }) => step));
	const checks = readinessOf({
		...running,
		...{ production: config.production, sendsMail: config.sendsMail, keysProve: config.keysProve },
		...{ confirmedYears, year, month, disk, certificateDays, backupWritable, backup },
		letterheadSeen: done.has('letterhead'),
		letterArrived: done.has('letter_answered'),
		checkpointHours: last === undefined ? null : Math.floor((now.getTime() - last.at.getTime()) / HOUR_MS),
		uncoveredFor:
			uncovered === undefined ? null : Math.floor((now.getTime() - uncovered.sealedAt.getTime()) / 1000),
		driftMs: machine.now().getTime() - running.machineNow.getTime(),
		versions: `${machine.versions}, PostgreSQL ${running.server}`
	});
	return { checks, at: now };
}
