import type { SaveOperations } from '#lib/contracts/drafts/save-operations.ts';
import { sectionApply } from '#lib/domain/definitions/play-section.ts';
import type { SectionValues } from '#lib/domain/definitions/stored-value.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { SavedOperations } from '../drafts/ports.ts';
import { takeOperations } from '../steps/drafts/take-operations.ts';
import { personOf, transact } from '../use-case.ts';
import type { AuditedObject, Context } from '../use-case.ts';
import { READING_CONTEXT } from '../cases/applications/application-case.ts';
import { openSection, titleWith } from './open-section.ts';

/**
 * Takes what is typed in a section, place by place and each operation once; what could not be taken comes back with
 * the reason. Refusals: those of `openSection`.
 */
export async function saveTypedAnswers(
	ctx: Context,
	input: { readonly id: string; readonly sectionKey: string; readonly message: SaveOperations }
): Promise<Result<SavedOperations<SectionValues>>> {
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { personId } = person.value;
	if (!isUuid(input.id)) return refuse('not_found');
	const about: AuditedObject = { type: 'application', id: input.id };
	return transact(ctx, 'save_answers', about, async ({ tx, permit, note }) => {
		const found = await openSection({ tx, permit }, input);
		if (!found.ok) return found;
		const { open, section } = found.value;
		const { id, sectionKey, message } = input;

		const state = { content: open.content };
		const taken = await takeOperations(
			tx,
			{ id, part: `section/${sectionKey}` },
			{ revision: open.version, message, personId },
			sectionApply(section, state, open.version, READING_CONTEXT)
		);
		const { revision, outcomes, paths } = taken;
		const { content } = state;
		const written = { applicationId: id, sectionKey, content, version: revision, by: personId };
		const savedAt = taken.changed
			? await tx.applications.saveSection({ ...written, ...titleWith(found.value, sectionKey, content) })
			: null;
		note({
			before: { version: open.version },
			after: { section: sectionKey, version: revision, applied: paths }
		});
		return ok({ revision, savedAt, outcomes, ...(taken.behind ? { content: content.values } : {}) });
	});
}
