import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { App } from '../ports.ts';
import type { ExpectedObject, ObjectFault, ObjectState, StoredFile } from '../storage/ports.ts';
import { systemContext } from '../system-context.ts';
import { ask, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';

export const FAULTS_PAGE_SIZE = 25;

/** Rounds of the worker within an hour: one a minute. */
const ROUNDS = 60;

/** What a refusal of the store says about the bytes; undefined: nothing, since it did not answer. */
function stateOf(result: Result<unknown>): ObjectState | undefined {
	if (result.ok) return 'sound';
	if (result.refusal.code === 'object_damaged') return 'damaged';
	return result.refusal.code === 'object_not_found' ? 'missing' : undefined;
}

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
		const isNews = await keep(app, object, state);
		if (isNews && state !== 'sound') news.push({ ...object, state });
	}
	return news;
}

/** Keeps what a reader met, so that the administrator need not wait for the next look; true when it is news. */
export async function reportObject(app: App, file: StoredFile, result: Result<unknown>): Promise<boolean> {
	const state = stateOf(result);
	return state === undefined || state === 'sound' ? false : keep(app, file, state);
}

/** A change of state is an act of the portal, with its entry; that all is as before is none. */
async function keep(app: App, { kind, id }: StoredFile, state: ObjectState): Promise<boolean> {
	if (!(await app.db.read.objectChecks.record({ kind, id }, state))) return false;
	const object = { type: kind, id };
	const ctx = systemContext(app);
	await transact(ctx, 'find_object_state', object, ({ note }) => {
		note({ after: { state } });
		return Promise.resolve(ok(true));
	});
	return true;
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
