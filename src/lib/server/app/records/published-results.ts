import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { ask } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import type { PublishedResultRow } from './ports.ts';

export const RESULTS_PAGE_SIZE = 20;

/** Cases of published decisions, newest first: what everybody may read. */
export async function listPublishedResults(
	ctx: Context,
	question: {
		readonly search: string;
		readonly year: number | undefined;
		readonly page: number;
		readonly size?: number;
		readonly supportedOnly?: boolean;
	}
): Promise<
	Result<{
		readonly rows: readonly PublishedResultRow[];
		readonly total: number;
		readonly years: readonly number[];
	}>
> {
	return ask(ctx, 'public.read', {}, async (read) =>
		ok(await read.records.publishedResults({ ...question, size: question.size ?? RESULTS_PAGE_SIZE }))
	);
}
