import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { App } from '../ports.ts';
import type { ExpectedObject, ObjectFault, ObjectState } from '../storage/ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { keepState, stateOf } from '../steps/uploads/report-object.ts';

export const FAULTS_PAGE_SIZE = 25;

/** Rounds of the worker within an hour: one a minute. */
const ROUNDS = 60;

/**
 * Reads the next stored files again and keeps what it finds, each in its turn; gives what is found faulty now and was
 * not before.
 */
export async function checkObjects(app: App): Promise<readonly (ExpectedObject & { state: ObjectState })[]> {
	const news: (ExpectedObject & { state: ObjectState })[] = [];
	const limit = Math.ceil(app.config.checksPerHour / ROUNDS);
	if (limit === 0) return news;
	for (const object of await app.db.read.objectChecks.due(limit)) {
		const state = stateOf(await app.verifier.check(object));
		if (state === undefined) continue;
		const isNews = await keepState(app, object, state);
		if (isNews && state !== 'sound') news.push({ ...object, state });
	}
	return news;
}

/** Files whose stored bytes are damaged or gone, the latest first, and how far the looking has come. */
export async function listObjectFaults(
	ctx: Context,
	{ page }: { readonly page: number }
): Promise<
	Result<{
		readonly rows: readonly ObjectFault[];
		readonly total: number;
		readonly all: number;
		readonly recent: number;
	}>
> {
	return ask(ctx, 'storage.read', {}, async (read) => {
		const found = await read.objectChecks.faults({ page, size: FAULTS_PAGE_SIZE });
		return ok({ ...found, ...(await read.objectChecks.figures()) });
	});
}
