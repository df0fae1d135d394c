import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ObjectBody } from '../storage/ports.ts';
import { mayServe } from '../uploads/find-document.ts';
import type { Context } from '../use-case.ts';
import type { PaperRow } from './standing-ports.ts';

/**
 * The bytes of a paper, for the people of its organisation and for who rules on it. `told`: the reader was told that
 * no scanner has seen it. Refuses `not_found`, `sign_in_needed`, those of `mayServe` and of the store.
 */
export async function openPaper(
	ctx: Context,
	input: { readonly id: string; readonly told: boolean }
): Promise<Result<{ readonly paper: PaperRow; readonly object: ObjectBody }>> {
	const general = can(ctx.actor, 'organisation.read_paper');
	if (!general.ok) return general;
	const paper = isUuid(input.id) ? await ctx.app.db.read.standings.paper(input.id) : undefined;
	if (paper === undefined) return refuse('not_found');
	const allowed = can(ctx.actor, 'organisation.read_paper', { organisationId: paper.organisationId });
	if (!allowed.ok) return allowed;
	const may = mayServe(ctx, { ...paper, bytesGoneAt: null }, input.told);
	if (!may.ok) return may;
	const object = await ctx.app.store.get(paper.objectKey);
	return object.ok ? ok({ paper, object: object.value }) : object;
}
