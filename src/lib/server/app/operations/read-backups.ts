import type { Check, CheckKey } from '#lib/domain/operations/readiness.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { NamedFile, ReportOf } from '../upkeep/ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { lookAround } from './look-around.ts';
import type { RecordedAlarm } from './ports.ts';

const SHOWN_FILES = 10;
const SHOWN_ALARMS = 20;
const ABOUT: readonly CheckKey[] = [
	'backup_place',
	'backup_base',
	'backup_wal',
	'backup_objects',
	'verification',
	'drill'
];

export interface BackupsRead {
	readonly at: Date;
	readonly checks: readonly Check[];
	/** Hour in Vietnam after which the base of the night is taken. */
	readonly baseHour: number;
	readonly base: ReportOf<'base'> | undefined;
	readonly verify: ReportOf<'verify'> | undefined;
	readonly drill: ReportOf<'drill'> | undefined;
	/** The first files that are not in the place. */
	readonly notKept: readonly NamedFile[];
	readonly alarms: readonly RecordedAlarm[];
}

/** Whether the portal could be brought back, and when that was last shown. Refuses `not_found`. */
export async function readBackups(ctx: Context): Promise<Result<BackupsRead>> {
	return ask(ctx, 'operations.read', {}, async (read) => {
		const { checks, at } = await lookAround(ctx.app, read);
		const place = await ctx.app.keeper?.place();
		return ok({
			at,
			checks: checks.filter(({ key }) => ABOUT.includes(key)),
			baseHour: (await read.upkeep.baseTurn()).baseHour,
			base: await read.upkeep.last('base'),
			verify: await read.upkeep.last('verify'),
			drill: await read.upkeep.last('drill'),
			notKept: place === undefined ? [] : await read.upkeep.notKept(place, SHOWN_FILES),
			alarms: await read.operations.alarms(SHOWN_ALARMS)
		});
	});
}
