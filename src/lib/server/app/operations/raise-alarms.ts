import { alarmsOf } from '#lib/domain/operations/alarms.ts';
import type { AlarmKind, AlarmState } from '#lib/domain/operations/alarms.ts';
import { alarmBegun, alarmOver } from '../mail/letters/alarms.ts';
import { tell } from '../mail/tell.ts';
import type { App, Tx } from '../ports.ts';
import { systemContext } from '../system-context.ts';
import { lookAround } from './look-around.ts';

/**
 * Looks around and tells the administrators what began and what is over, each once; gives what changed. Backups and
 * checkpoints are asked for where a place is named, and always in production.
 */
export async function raiseAlarms(app: App): Promise<readonly AlarmKind[]> {
	const { checks } = await lookAround(app, app.db.read);
	const asked = app.config.production;
	const unasked: AlarmKind[] = [
		...(app.keeper === undefined && !asked ? (['late_backup'] as const) : []),
		...(app.checkpoints === undefined && !asked ? (['late_checkpoint'] as const) : [])
	];
	const changed: AlarmKind[] = [];
	for (const state of alarmsOf(checks, unasked)) {
		const told = await app.db.transaction((tx) => tellChange(app, tx, state));
		if (told) changed.push(state.kind);
	}
	return changed;
}

async function tellChange(app: App, tx: Tx, { kind, raised, checks }: AlarmState): Promise<boolean> {
	if (raised === null) return false;
	const ctx = systemContext(app);
	const readers = () => tx.identity.readersOfRoles(['administrator']);
	if (raised) {
		const id = app.ids.v7();
		const since = await tx.operations.raiseAlarm({ id, kind });
		if (since === undefined) return false;
		await tell(ctx, tx, {
			to: await readers(),
			key: `alarm:${id}:begun`,
			letter: alarmBegun({ kind, since, checks })
		});
		return true;
	}
	const ended = await tx.operations.endAlarm(kind);
	if (ended === undefined) return false;
	const { id, since, endedAt } = ended;
	await tell(ctx, tx, {
		to: await readers(),
		key: `alarm:${id}:over`,
		letter: alarmOver({ kind, since, endedAt, checks })
	});
	return true;
}
