import { formOf } from '#lib/domain/definitions/form.ts';
import type { SectionContent } from '#lib/domain/definitions/answers.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { SectionDefinition } from '#lib/domain/definitions/field-definition.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { mayEdit } from '#lib/domain/workflow/application-window.ts';
import type { Verb } from '../use-case.ts';
import type { OpenSection } from './ports.ts';

export interface WritableSection {
	readonly open: OpenSection;
	readonly section: SectionDefinition;
	readonly definition: ProgrammeDefinition;
}

/**
 * A section that the actor may write now, its rows held until the transaction ends. Refusals: `not_found`,
 * `application_frozen`, `window_not_open`, `window_closed`.
 */
export async function openSection(
	{ tx, permit }: Pick<Verb, 'tx' | 'permit'>,
	input: { readonly id: string; readonly sectionKey: string }
): Promise<Result<WritableSection>> {
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
	return section === undefined ? refuse('not_found') : ok({ open, section, definition: definition.document });
}

/** What changes of the application's title with the section: nothing when it is named elsewhere or the same. */
export function titleWith(
	{ open, definition }: WritableSection,
	sectionKey: string,
	content: SectionContent
): { readonly title?: string } {
	// While a revision stands, the dossier is called what it says.
	if (open.application.replacing) return {};
	const [section, field] = definition.caseTitle?.split('.') ?? [];
	if (section !== sectionKey || field === undefined) return {};
	const value = content.values[field];
	// '' once it is cleared.
	const title = typeof value === 'string' ? value : '';
	return title === open.application.title ? {} : { title };
}
