import { z } from 'zod';

const key = z.string().min(1).max(80);
const rowId = z.string().min(1).max(80);
const base = { fieldKey: key, baseVersion: z.int().min(0) };

/**
 * Changes of one section as the page sends them. Values are anything here: each field kind reads its own and
 * refuses what does not fit, at its field.
 */
export const saveAnswersShape = z.object({
	patches: z
		.array(
			z.union([
				z.object({
					...base,
					op: z.literal('add_row'),
					rowId,
					afterRowId: rowId.nullish(),
					cells: z.record(z.string(), z.unknown()).optional()
				}),
				z.object({ ...base, op: z.literal('remove_row'), rowId }),
				z.object({ ...base, op: z.literal('move_row'), rowId, afterRowId: rowId.nullable() }),
				z.object({
					...base,
					op: z.literal('set').optional(),
					rowId: rowId.optional(),
					columnKey: key.optional(),
					value: z.unknown()
				})
			])
		)
		.min(1)
		.max(500, 'patches_too_many')
});

/** What a save answers: the section's new version, and whatever was not taken, each with its path. */
export interface SaveAnswersReply {
	readonly version: number;
	/** ISO; null when nothing had to be written. */
	readonly savedAt: string | null;
	readonly applied: readonly string[];
	readonly conflicts: readonly { readonly path: string; readonly theirs: unknown; readonly yours: unknown }[];
	/** Already in words. */
	readonly problems: readonly { readonly code: string; readonly message: string; readonly field?: string }[];
	/** The section as it now is, when someone else wrote in it since the sender looked. */
	readonly values?: unknown;
}
