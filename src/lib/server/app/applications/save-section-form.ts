import { MOST_PATCHES } from '#lib/domain/definitions/answers.ts';
import type { Patch, PatchConflict } from '#lib/domain/definitions/answers.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { Context } from '../use-case.ts';
import { saveAnswers } from './save-answers.ts';

/**
 * A whole section at once, as a plain form posts it, in as many saves as its size asks for. What was taken stays
 * taken; what was not comes back. Refusals: those of `saveAnswers`, other than refused values.
 */
export async function saveSectionForm(
	ctx: Context,
	input: { readonly id: string; readonly sectionKey: string; readonly patches: readonly Patch[] }
): Promise<Result<{ readonly conflicts: readonly PatchConflict[]; readonly refused: readonly Refusal[] }>> {
	const conflicts: PatchConflict[] = [];
	const refused: Refusal[] = [];
	for (let from = 0; from < input.patches.length; from += MOST_PATCHES) {
		const saved = await saveAnswers(ctx, {
			...input,
			patches: input.patches.slice(from, from + MOST_PATCHES)
		});
		if (!saved.ok && saved.refusal.code !== 'answers_refused') return saved;
		if (saved.ok) {
			conflicts.push(...saved.value.conflicts);
			refused.push(...saved.value.refused);
		} else refused.push(...(saved.refusal.causes ?? []));
	}
	return ok({ conflicts, refused });
}
