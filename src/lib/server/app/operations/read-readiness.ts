import { readinessOf } from '#lib/domain/operations/readiness.ts';
import type { Check } from '#lib/domain/operations/readiness.ts';
import { dateParts, vietnamDateOf } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';

const HOUR_MS = 3_600_000;

/** What is missing before the portal opens, and what is not right while it runs. Refuses `not_found`. */
export async function readReadiness(
	ctx: Context
): Promise<Result<{ readonly checks: readonly Check[]; readonly at: Date }>> {
	return ask(ctx, 'operations.read', {}, async (read) => {
		const { machine, config, checkpoints } = ctx.app;
		const [running, { confirmedYears }, steps, disk, certificateDays, backupWritable, last] =
			await Promise.all([
				read.operations.running(),
				read.calendar.working(),
				read.setUp.steps(),
				machine.disk(),
				machine.certificateDays(),
				machine.backupWritable(),
				checkpoints?.last()
			]);
		const { now } = running;
		const { year, month } = dateParts(vietnamDateOf(now));
		const done = new Set(steps.map(({ step }) => step));
		const checks = readinessOf({
			...running,
			...{ production: config.production, sendsMail: config.sendsMail, keysProve: config.keysProve },
			...{ confirmedYears, year, month, disk, certificateDays, backupWritable },
			letterheadSeen: done.has('letterhead'),
			letterArrived: done.has('letter_answered'),
			checkpointHours: last === undefined ? null : Math.floor((now.getTime() - last.at.getTime()) / HOUR_MS),
			driftMs: machine.now().getTime() - now.getTime(),
			versions: `${machine.versions}, PostgreSQL ${running.server}`
		});
		return ok({ checks, at: now });
	});
}
