import type { Apply, Step } from '#lib/domain/drafts/play-operations.ts';
import { applyPatches } from './answers.ts';
import type { SectionContent } from './answers.ts';
import type { ReadingContext } from './field-kinds/field-kind.ts';
import type { SectionDefinition } from './field-definition.ts';
import { patchOf, rowPlace } from './section-operations.ts';

/** Writes operations into the content of a section, held in `state`; `version` is the one before the message. */
export function sectionApply(
	section: SectionDefinition,
	state: { content: SectionContent },
	version: number,
	context: ReadingContext
): Apply {
	return (operation, contested): Step => {
		const base = contested ? Math.min(operation.base, version) : version;
		const patch = patchOf(operation, base);
		if (patch === undefined) return { kind: 'refused', problems: [{ code: 'patch_unknown' }] };
		const outcome = applyPatches(section, state.content, version, [patch], context);
		if (!outcome.ok) return { kind: 'refused', problems: [outcome.refusal] };
		const { content, conflicts, refused } = outcome.value;
		const [conflict] = conflicts;
		if (conflict !== undefined) return { kind: 'conflict', theirs: conflict.theirs, yours: conflict.yours };
		const [refusal] = refused;
		if (refusal?.code === 'table_row_gone' && 'rowId' in patch && patch.rowId !== undefined) {
			return { kind: 'conflict', theirs: null, at: rowPlace(patch.fieldKey, patch.rowId) };
		}
		if (refusal !== undefined) return { kind: 'refused', problems: refusal.causes ?? [refusal] };
		if (content === state.content) return { kind: 'same' };
		state.content = content;
		return { kind: 'applied' };
	};
}
