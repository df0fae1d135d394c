import { transact } from '../../src/lib/server/app/use-case.ts';

/** What a test arranges in the name of a person, past the permission that a verb would ask for. */
export const arranged: typeof transact = (ctx, verb, object, run) =>
	transact(ctx, verb, object, (given) => {
		given.permit('public.read');
		return run(given);
	});
