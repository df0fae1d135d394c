/** What was typed and is not acknowledged yet: pure, so that losing nothing can be tested. */
import { applyPatches } from '#lib/domain/definitions/answers.ts';
import type { Patch } from '#lib/domain/definitions/answers.ts';
import type { ReadingContext } from '#lib/domain/definitions/field-kinds/field-kind.ts';
import type { SectionDefinition } from '#lib/domain/definitions/field-definition.ts';
import type { SectionValues } from '#lib/domain/definitions/stored-value.ts';

/** The cell, row or field that a patch is about, as the server names it: `field`, `field/row`, `field/row/column`. */
export function pathOf(patch: Patch): string {
	if (patch.op !== undefined && patch.op !== 'set') return `${patch.fieldKey}/${patch.rowId}`;
	return patch.rowId === undefined
		? patch.fieldKey
		: `${patch.fieldKey}/${patch.rowId}/${patch.columnKey ?? ''}`;
}

function isSet(patch: Patch): boolean {
	return patch.op === undefined || patch.op === 'set';
}

/**
 * Adds a patch to those that wait. A second value of the same cell takes the place of the first and keeps its base:
 * what counts is what the writer saw before typing. A row that was added and removed before it was ever sent
 * leaves no trace.
 */
export function enqueue(queue: readonly Patch[], patch: Patch): Patch[] {
	const path = pathOf(patch);
	if (isSet(patch)) {
		const same = queue.findIndex((waiting) => isSet(waiting) && pathOf(waiting) === path);
		const earlier = queue[same];
		return earlier === undefined
			? [...queue, patch]
			: queue.with(same, { ...patch, baseVersion: Math.min(earlier.baseVersion, patch.baseVersion) });
	}
	if (patch.op !== 'remove_row') return [...queue, patch];
	const others = queue.filter(
		(waiting) => pathOf(waiting) !== path && !pathOf(waiting).startsWith(`${path}/`)
	);
	const neverSent = queue.some((waiting) => waiting.op === 'add_row' && pathOf(waiting) === path);
	return neverSent ? others : [...others, patch];
}

/** The values after the patches, as far as they can be read; conflicts are the server's to find. */
export function replay(
	section: SectionDefinition,
	values: SectionValues,
	patches: readonly Patch[],
	context: ReadingContext
): SectionValues {
	let current = values;
	// In portions, since one save takes no more than so many.
	for (let from = 0; from < patches.length; from += 200) {
		const portion = patches.slice(from, from + 200).map((patch) => ({ ...patch, baseVersion: 0 }));
		const outcome = applyPatches(section, { values: current, touched: {} }, 0, portion, context);
		if (outcome.ok) current = outcome.value.content.values;
	}
	return current;
}

/** A uuid version 4; `crypto.randomUUID` is missing on pages without https. */
export function newRowId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
