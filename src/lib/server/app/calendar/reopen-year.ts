import type { Tx } from '../ports.ts';
import type { Context } from '../use-case.ts';

/** Who confirmed a year confirmed the days of then: a change takes the confirmation back. */
export async function reopenYear(tx: Tx, ctx: Context, year: number, by: string): Promise<void> {
	const last = await tx.calendar.confirmation(year);
	if (last?.confirmed !== true) return;
	await tx.calendar.confirm({ id: ctx.app.ids.v7(), year, confirmed: false, by });
}
