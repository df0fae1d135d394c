import { scopeOf } from '#lib/domain/access/policy.ts';
import { mayApply } from '#lib/domain/organisations/standing.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { CallListRow, CallRow, LotRow } from '../calls/ports.ts';
import type { OrganisationRow } from '../organisations/ports.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';

export interface NewApplicationPage {
	readonly now: Date;
	/** Those that the person may apply for. */
	readonly organisations: readonly OrganisationRow[];
	readonly open: readonly CallListRow[];
	/** The one that was chosen. */
	readonly chosen:
		{ readonly call: CallRow; readonly lots: readonly LotRow[]; readonly sealed: boolean } | undefined;
}

/** What one must know to begin: open calls, or the lots of the one that was chosen. Refusals: `sign_in_needed`, `not_found`. */
export async function readNewApplication(
	ctx: Context,
	callCode: string | undefined
): Promise<Result<NewApplicationPage>> {
	return ask(ctx, 'account.own', {}, async (read) => {
		const call = callCode === undefined ? undefined : await read.calls.findByCode(callCode);
		if (callCode !== undefined && (call === undefined || call.state === 'draft')) return refuse('not_found');
		const { organisationIds } = scopeOf(ctx.actor, 'application.create');
		const { rows } = await read.calls.list({
			standing: 'open',
			search: '',
			withDrafts: false,
			sort: 'closes_soonest',
			page: 1,
			size: 50
		});
		const organisations = await read.organisations.listByIds([...new Set(organisationIds)]);
		return ok({
			now: await read.clock.now(),
			organisations: organisations.filter(({ standing }) => mayApply(standing).ok),
			open: rows,
			chosen:
				call === undefined
					? undefined
					: {
							call,
							lots: await read.calls.lots(call.id),
							sealed: (await read.sealing.openingKey(call.id)) !== undefined
						}
		});
	});
}
