import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { App } from '../../ports.ts';
import type { ObjectState, StoredFile } from '../../storage/ports.ts';
import { systemContext } from '../../system-context.ts';
import { transact } from '../../use-case.ts';

/** What a refusal of the store says about the bytes; undefined: nothing, since it did not answer. */
export function stateOf(result: Result<unknown>): ObjectState | undefined {
	if (result.ok) return 'sound';
	if (result.refusal.code === 'object_damaged') return 'damaged';
	return result.refusal.code === 'object_not_found' ? 'missing' : undefined;
}

/** Keeps what a reader met, so that the administrator need not wait for the next look; true when it is news. */
export async function reportObject(app: App, file: StoredFile, result: Result<unknown>): Promise<boolean> {
	const state = stateOf(result);
	return state === undefined || state === 'sound' ? false : keepState(app, file, state);
}

/** A change of state is an act of the portal, with its entry; that all is as before is none. */
export async function keepState(app: App, { kind, id }: StoredFile, state: ObjectState): Promise<boolean> {
	if (!(await app.db.read.objectChecks.record({ kind, id }, state))) return false;
	const object = { type: kind, id };
	const ctx = systemContext(app);
	await transact(ctx, 'find_object_state', object, ({ note }) => {
		note({ after: { state } });
		return Promise.resolve(ok(true));
	});
	return true;
}
