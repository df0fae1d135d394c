import { vietnamDateOf, vietnamTimeOf } from '#lib/domain/shared/period.ts';
import { logOfDay } from '../mail/letters/log.ts';
import { tell } from '../mail/tell.ts';
import type { App } from '../ports.ts';
import { systemContext } from '../system-context.ts';
import { verifyLog } from '../cases/audit/verify-log.ts';

/** From this hour of Vietnam on, so that the letter is there when the day begins. */
const FROM_HOUR = 6;
/** Seals younger than this are of a worker that goes on sealing, ms. */
const SEALING_MS = 60_000;

/** After a first start, or a time without the worker, what waits for its seal is no finding yet. */
async function isCatchingUp(app: App, now: Date): Promise<boolean> {
	const last = await app.db.read.audit.lastSealedAt();
	return last === undefined || now.getTime() - last.getTime() < SEALING_MS;
}

/**
 * The letter of the day to the auditors: what the log is, and what a check of the whole of it found. Once a day, also
 * late after a time in which the portal was down. Answers whether it was told now.
 */
export async function tellAuditors(app: App): Promise<boolean> {
	const now = await app.db.read.clock.now();
	const day = vietnamDateOf(now);
	const key = `log-of-day:${day}`;
	if (vietnamTimeOf(now).hour < FROM_HOUR || (await app.db.read.mail.wasTold(key))) return false;
	const to = await app.db.read.identity.readersOfRoles(['auditor']);
	if (to.length === 0) return false;
	const verification = await verifyLog(app);
	const { findings } = verification;
	// Whatever else was found is told at once.
	const waits = findings.length > 0 && findings.every(({ kind }) => kind === 'unsealed');
	if (waits && (await isCatchingUp(app, now))) return false;
	const newest = await app.checkpoints?.newest();
	const letter = logOfDay({ newest, verification });
	await app.db.transaction((tx) => tell(systemContext(app), tx, { to, key, letter }));
	return true;
}
