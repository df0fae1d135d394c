import { scopeOf } from '#lib/domain/access/policy.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { AppraisalState } from '#lib/domain/workflow/appraisal.ts';
import { standingOf } from '../cases/tasks/standing-of.ts';
import { ask, personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { AppraisalListRow } from './ports.ts';

export interface AppraisalList {
	readonly rows: readonly AppraisalListRow[];
	readonly total: number;
	/** How many of all that match wait for the reader. */
	readonly mine: number;
	readonly page: number;
	readonly size: number;
}

const SIZE = 25;

/** The appraisals that the reader may see; what waits for the reader comes first. */
export async function listAppraisals(
	ctx: Context,
	filter: {
		readonly search: string;
		readonly state?: AppraisalState;
		readonly onlyMine: boolean;
		readonly page: number;
	}
): Promise<Result<AppraisalList>> {
	return ask(ctx, 'budget.read', {}, async (read) => {
		const person = personOf(ctx);
		if (!person.ok) return person;
		const { rows, total, mine } = await read.budgets.listAppraisals({
			scope: scopeOf(ctx.actor, 'budget.read'),
			standing: standingOf(person.value),
			search: filter.search,
			...(filter.state !== undefined && { state: filter.state }),
			onlyMine: filter.onlyMine,
			page: filter.page,
			size: SIZE
		});
		return ok({ rows, total, mine, page: filter.page, size: SIZE });
	});
}
