import { scopeOf } from '#lib/domain/access/policy.ts';
import { isApplicationState } from '#lib/domain/workflow/application.ts';
import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { OFFICE_SORTS } from './ports.ts';
import type { OfficeRows, OfficeSort } from './ports.ts';

export const OFFICE_PAGE_SIZE = 25;

/** Calls in the filter; an older one is chosen on the page of calls. */
const CALLS_OFFERED = 30;

/** As it stands in the address; what is not known there falls back to the whole list by code. */
export interface OfficeListQuestion {
	readonly search: string;
	readonly callCode: string;
	readonly state: string;
	readonly sort: string;
	readonly descending: boolean;
	readonly page: number;
}

export interface OfficeList extends OfficeRows {
	readonly calls: readonly { readonly code: string; readonly title: Localized }[];
	/** Older calls have dossiers too. */
	readonly olderCalls: boolean;
	readonly state: ApplicationState | '';
	readonly sort: OfficeSort;
	readonly page: number;
}

function isState(text: string): text is ApplicationState {
	return isApplicationState(text) && text !== 'draft';
}

/** The dossiers that the office may read, 25 a page. Sealed ones and drafts are not in it. */
export async function listApplications(
	ctx: Context,
	question: OfficeListQuestion
): Promise<Result<OfficeList>> {
	const { search, callCode, descending } = question;
	const state = isState(question.state) ? question.state : '';
	const sort = OFFICE_SORTS.find((known) => known === question.sort) ?? 'code';
	const page =
		Number.isSafeInteger(question.page) && question.page > 0 ? Math.min(question.page, 100_000) : 1;
	return ask(ctx, 'application.read', {}, async (read) => {
		const scope = scopeOf(ctx.actor, 'application.read');
		const [found, calls] = await Promise.all([
			read.intake.list({
				scope,
				search: search.slice(0, 200),
				callCode,
				state,
				sort,
				descending,
				page,
				size: OFFICE_PAGE_SIZE
			}),
			read.intake.callsWithDossiers(scope, { most: CALLS_OFFERED, chosen: callCode })
		]);
		return ok({ ...found, calls: calls.calls, olderCalls: calls.more, state, sort, page });
	});
}
