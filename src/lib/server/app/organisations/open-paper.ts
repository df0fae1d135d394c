import { can } from '#lib/domain/access/policy.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ByteRange, ExpectedObject, ObjectBody } from '../storage/ports.ts';
import { reportObject } from '../steps/uploads/report-object.ts';
import { mayServe } from '../steps/uploads/find-document.ts';
import type { Context } from '../use-case.ts';
import type { PaperRow } from './standing-ports.ts';

/**
 * The bytes of a paper, for the people of its organisation and for who rules on it. `told`: the reader was told that
 * no scanner has seen it; `rangeOf` and `damaged`: see `openDocument`. Refuses `not_found`, `sign_in_needed`, those of
 * `mayServe` and of the store, and `object_damaged`.
 */
export async function openPaper(
	ctx: Context,
	input: {
		readonly id: string;
		readonly told: boolean;
		readonly rangeOf?: (file: Pick<ExpectedObject, 'size' | 'sha256'>) => ByteRange | undefined;
		readonly damaged?: (paper: PaperRow) => void;
	}
): Promise<Result<{ readonly paper: PaperRow; readonly object: ObjectBody; readonly ranged: boolean }>> {
	const general = can(ctx.actor, 'organisation.read_paper');
	if (!general.ok) return general;
	const paper = isUuid(input.id) ? await ctx.app.db.read.standings.paper(input.id) : undefined;
	if (paper === undefined) return refuse('not_found');
	const allowed = can(ctx.actor, 'organisation.read_paper', { organisationId: paper.organisationId });
	if (!allowed.ok) return allowed;
	const may = mayServe(ctx, { ...paper, bytesGoneAt: null }, input.told);
	if (!may.ok) return may;
	const { id, objectKey, sha256 } = paper;
	const size = Number(paper.size);
	const range = input.rangeOf?.({ size, sha256 });
	const object = await ctx.app.verifier.open({ objectKey, size, sha256 }, range, () => {
		input.damaged?.(paper);
	});
	if (object.ok) return ok({ paper, object: object.value, ranged: range !== undefined });
	await reportObject(ctx.app, { kind: 'organisation_paper', id }, object);
	return object;
}
