import { applyPatches } from '#lib/domain/definitions/answers.ts';
import type { Patch, PatchConflict, SectionContent } from '#lib/domain/definitions/answers.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { formOf } from '#lib/domain/definitions/form.ts';
import type { SectionValues } from '#lib/domain/definitions/stored-value.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import { personOf, transact } from '../use-case.ts';
import type { Context } from '../use-case.ts';
import { READING_CONTEXT } from './application-case.ts';

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
 * Writes what changed in one section, cell by cell: a stale base whose cell nobody touched merges, one whose cell
 * was changed comes back as a conflict with both values. One lock, one write.
 * Refusals: `not_found`, `application_frozen`, `window_not_open`, `window_closed`, those of `applyPatches`,
 * `answers_refused` with every refused value when none could be taken.
 */
export async function saveAnswers(
	ctx: Context,
	input: { readonly id: string; readonly sectionKey: string; readonly patches: readonly Patch[] }
): Promise<Result<SavedAnswers>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	if (!isUuid(input.id)) return refuse('not_found');
	return transact(
		ctx,
		'save_answers',
		{ type: 'application', id: input.id },
		async ({ tx, permit, note }) => {
			const open = await tx.applications.openSection(input.id, input.sectionKey);
			if (open === undefined) return refuse('not_found');
			const { application, call } = open;
			const allowed = permit('application.edit', {
				organisationId: application.organisationId,
				programme: call.programme,
				callId: call.id
			});
			if (!allowed.ok) return allowed;
			const editable = mayEdit(application, call, open.now);
			if (!editable.ok) return editable;

			const definition = await tx.definitions.find(call.definitionId);
			if (definition === undefined) throw new Error(`call ${call.id} has lost its definition`);
			const form = formOf(definition.document, open.variant);
			const section = form.sections.find((candidate) => candidate.key === input.sectionKey);
			if (section === undefined) return refuse('not_found');

			const outcome = applyPatches(section, open.content, open.version, input.patches, READING_CONTEXT);
			if (!outcome.ok) return outcome;
			const { content, version, applied, conflicts, refused } = outcome.value;
			if (applied.length === 0 && conflicts.length === 0)
				return refuse('answers_refused', { causes: refused });

			const title = titleIn(definition.document, input.sectionKey, content);
			const savedAt =
				version === open.version
					? null
					: await tx.applications.saveSection({
							applicationId: application.id,
							sectionKey: input.sectionKey,
							content,
							version,
							by: person.value.personId,
							...(title === undefined || title === application.title ? {} : { title })
						});
			note({ before: { version: open.version }, after: { section: input.sectionKey, version, applied } });
			const stale = input.patches.some(({ baseVersion }) => baseVersion < open.version);
			return ok({
				version,
				savedAt,
				applied,
				conflicts,
				refused,
				...(stale ? { values: content.values } : {})
			});
		}
	);
}

/** The answer that names the case, when it stands in this section; '' once it is cleared. */
function titleIn(
	definition: ProgrammeDefinition,
	sectionKey: string,
	content: SectionContent
): string | undefined {
	const [section, field] = definition.caseTitle?.split('.') ?? [];
	if (section !== sectionKey || field === undefined) return undefined;
	const value = content.values[field];
	return typeof value === 'string' ? value : '';
}
