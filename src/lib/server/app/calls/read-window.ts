import { can } from '#lib/domain/access/policy.ts';
import { refuse, ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { problemsOf } from './give-window.ts';
import type { WindowInput } from './give-window.ts';
import type { CallRow } from './ports.ts';

/** Whom a window would be given to, for the question before; undefined where it would be refused. Refuses `not_found`. */
export async function readWindow(
	ctx: Context,
	input: WindowInput
): Promise<Result<{ readonly call: CallRow; readonly organisation: string } | undefined>> {
	const call = await ctx.app.db.read.calls.findByCode(input.code);
	if (call === undefined) return refuse('not_found');
	const subject = { programme: call.programme, callId: call.id };
	return ask(ctx, 'call.give_window', subject, async (read) => {
		const dossiers = await read.dossierWindows.targets({ ...input, callId: call.id });
		const [first] = dossiers;
		const tied = dossiers.some(
			({ organisationId }) => !can(ctx.actor, 'call.give_window', { ...subject, organisationId }).ok
		);
		if (first === undefined || tied) return ok(undefined);
		const problems = await problemsOf(read, call, { ...input, dossiers });
		return ok(problems.length > 0 ? undefined : { call, organisation: first.organisationName });
	});
}
