/** What keeps the table of work right beside the verbs: for changes that no verb made, and for the passing of time. */
import type { App } from '../../ports.ts';
import { WORK_SUBJECTS } from '../../work/ports.ts';
import { settleWork } from './settle-work.ts';

const SYSTEM = { by: '', verb: '' } as const;
const AT_ONCE = 200;

/** Settles what was changed without a verb: by a round of the worker, a migration, a command. How many marks it took. */
export function settleLeftWork(app: App): Promise<number> {
	return app.db.transaction(async (tx) => {
		const places = await tx.work.takeLeftMarks(AT_ONCE);
		if (places.length > 0) await settleWork(tx, places, SYSTEM);
		return places.length;
	});
}

/** Settles everything that was left, to the end. */
export async function settleAllLeftWork(app: App): Promise<void> {
	while ((await settleLeftWork(app)) > 0);
}

/** What is wrong with the portal itself becomes work of its administrators, and what is over leaves the lists. */
export function watchPortal(app: App): Promise<number> {
	return app.db.transaction(async (tx) => {
		const places = (await tx.work.placesAfter('portal', '', 1)).map(
			(id) => ({ subject: 'portal', id }) as const
		);
		await tx.work.lock(places);
		await settleWork(tx, places, SYSTEM);
		return tx.work.closeOver(AT_ONCE);
	});
}

export interface Comparison {
	readonly checked: number;
	/** Pieces of work that were not as they should be, and are now. */
	readonly repaired: number;
}

/** Reckons everything anew. Nothing may differ: what does was changed behind the portal's back, or is a bug. */
export async function compareWork(app: App): Promise<Comparison> {
	await settleAllLeftWork(app);
	while ((await watchPortal(app)) > 0);
	let [checked, repaired] = [0, 0];
	for (const subject of WORK_SUBJECTS) {
		let last = '';
		for (;;) {
			const ids = await app.db.read.work.placesAfter(subject, last, AT_ONCE);
			const [end] = ids.slice(-1);
			if (end === undefined) break;
			repaired += await app.db.transaction(async (tx) => {
				const places = ids.map((id) => ({ subject, id }));
				await tx.work.lock(places);
				return settleWork(tx, places, SYSTEM);
			});
			checked += ids.length;
			last = end;
		}
	}
	return { checked, repaired };
}
