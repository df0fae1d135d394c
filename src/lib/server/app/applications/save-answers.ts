import { applyPatches } from '#lib/domain/definitions/answers.ts';
import type { Patch, PatchConflict } from '#lib/domain/definitions/answers.ts';
import type { SectionValues } from '#lib/domain/definitions/stored-value.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { noteFormWrite } from '../steps/drafts/take-operations.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { READING_CONTEXT } from '../cases/applications/application-case.ts';
import { openSection, titleWith } from './open-section.ts';

export interface SavedAnswers {
	readonly version: number;
	/** Null when everything was true already and nothing had to be written. */
	readonly savedAt: Date | null;
	readonly applied: readonly string[];
	readonly conflicts: readonly PatchConflict[];
	readonly refused: readonly Refusal[];
	/** The section as it now is, when someone else wrote in it since the sender looked. */
	readonly values?: SectionValues;
}

/**
 * Writes what a plain form changed in one section, cell by cell: a stale base whose cell nobody touched merges, one
 * whose cell was changed comes back as a conflict with both values. What is typed in a page with scripts goes through
 * `saveTypedAnswers`. Refusals: those of `openSection` and `applyPatches`, `answers_refused` with every refused value
 * when none could be taken.
 */
export async function saveAnswers(
	ctx: Context,
	input: { readonly id: string; readonly sectionKey: string; readonly patches: readonly Patch[] }
): Promise<Result<SavedAnswers>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { personId } = person.value;
	if (!isUuid(input.id)) return refuse('not_found');
	const about: AuditedObject = { type: 'application', id: input.id };
	return transact(ctx, 'save_answers', about, async ({ tx, permit, note }) => {
		const found = await openSection({ tx, permit }, input);
		if (!found.ok) return found;
		const { open, section } = found.value;

		const outcome = applyPatches(section, open.content, open.version, input.patches, READING_CONTEXT);
		if (!outcome.ok) return outcome;
		const { content, version, applied, conflicts, refused } = outcome.value;
		if (applied.length === 0 && conflicts.length === 0) return refuse('answers_refused', { causes: refused });

		const { id, sectionKey } = input;
		const written = { applicationId: id, sectionKey, content, version, by: personId };
		const changed = version !== open.version;
		const savedAt = changed
			? await tx.applications.saveSection({ ...written, ...titleWith(found.value, sectionKey, content) })
			: null;
		const paths = applied.filter((path) => content.touched[path] === version);
		if (changed) {
			await noteFormWrite(
				ctx,
				tx,
				{ id, part: `section/${sectionKey}` },
				{ revision: version, personId, paths }
			);
		}
		note({ before: { version: open.version }, after: { section: sectionKey, version, applied } });
		const stale = input.patches.some(({ baseVersion }) => baseVersion < open.version);
		return ok({
			version,
			savedAt,
			applied,
			conflicts,
			refused,
			...(stale ? { values: content.values } : {})
		});
	});
}
