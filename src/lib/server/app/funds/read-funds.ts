import { isUuid } from '#lib/domain/shared/ids.ts';
import { vietnamDateOf, dateParts } from '#lib/domain/shared/period.ts';
import { shownYear } from '#lib/domain/funds/shown-year.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { can } from '#lib/domain/access/policy.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { FundSourceRow, FundYearRow, JournalRow } from './ports.ts';

export interface FundList {
	readonly rows: readonly FundYearRow[];
	/** Budget year of today, Vietnam time. */
	readonly thisYear: number;
	/** The year whose sums are shown. */
	readonly year: number;
	readonly mayAllocate: boolean;
}

/** Every source by year, with what is given, promised and free. */
export async function listFunds(ctx: Context): Promise<Result<FundList>> {
	return ask(ctx, 'fund.read', {}, async (read) => {
		const thisYear = dateParts(vietnamDateOf(await read.clock.now())).year;
		const rows = await read.funds.list(thisYear);
		const year = shownYear(
			rows.map((row) => row.year),
			thisYear
		);
		return ok({
			rows,
			thisYear,
			year,
			mayAllocate: can(ctx.actor, 'fund.allocate').ok
		});
	});
}

export interface FundPage {
	readonly source: FundSourceRow;
	readonly years: readonly FundYearRow[];
	/** The year shown; the journal and the balance are of it. */
	readonly year: number;
	/** What the form that gives money begins with: an empty year is not given money because an older one is shown. */
	readonly yearToAllocate: number;
	readonly journal: readonly JournalRow[];
	readonly total: number;
	readonly page: number;
	readonly size: number;
	readonly mayAllocate: boolean;
}

const SIZE = 25;

/** One source with its journal, the newest entry first. */
export async function readFund(
	ctx: Context,
	input: { readonly sourceId: string; readonly year?: number; readonly page: number }
): Promise<Result<FundPage>> {
	return ask(ctx, 'fund.read', {}, async (read) => {
		const source = isUuid(input.sourceId) ? await read.funds.find(input.sourceId) : undefined;
		if (source === undefined) return refuse('not_found');
		const thisYear = dateParts(vietnamDateOf(await read.clock.now())).year;
		const held = (await read.funds.years(source.id)).map((balance) => ({ ...source, ...balance }));
		const years = held.some(({ year }) => year === thisYear)
			? held
			: [{ ...source, year: thisYear, allocated: 0n, committed: 0n }, ...held];
		const year =
			input.year ??
			shownYear(
				held.map((balance) => balance.year),
				thisYear
			);
		const { rows, total } = await read.funds.journal({
			sourceId: source.id,
			year,
			page: input.page,
			size: SIZE
		});
		return ok({
			source,
			years,
			year,
			yearToAllocate: input.year ?? Math.max(year, thisYear),
			journal: rows,
			total,
			page: input.page,
			size: SIZE,
			mayAllocate: can(ctx.actor, 'fund.allocate').ok
		});
	});
}
