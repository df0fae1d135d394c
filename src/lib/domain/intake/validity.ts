/**
 * The validity check of a submitted dossier (TT 20/2023, Art. 7): item by item, then as a whole.
 * What the officer says about each item and about the whole must agree, and an invalid dossier is always told why.
 */
import { dossierOf } from '#lib/domain/definitions/definition.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';

/** Key of the item that stands for what was filled in, beside the documents of the checklist. */
export const FORM_ITEM = 'form';

/** Longest note on an item, and longest reason, in characters: they are printed in the notice. */
export const NOTE_LIMIT = 2000;

export interface ChecklistItem {
	readonly key: string;
	/** Absent for `FORM_ITEM`, whose words are the page's. */
	readonly label?: Localized;
	/** The item must be judged: it is always asked for, or something was handed in for it. */
	readonly mustJudge: boolean;
	/** How many files stand under the item. */
	readonly files: number;
}

export interface ItemFinding {
	readonly itemKey: string;
	readonly valid: boolean;
	readonly note: string;
}

export interface ValidityFindings {
	readonly valid: boolean;
	readonly items: readonly ItemFinding[];
	readonly reason: string;
}

/** What is judged: the form, then the checklist of the variant. `fileKeys`: item key of each file handed in. */
export function checklistOf(
	definition: ProgrammeDefinition,
	variant: string,
	fileKeys: readonly string[]
): ChecklistItem[] {
	const items = dossierOf(definition, variant).map((item) => {
		const files = fileKeys.filter((key) => key === item.key).length;
		return { key: item.key, label: item.label, mustJudge: item.required === true || files > 0, files };
	});
	return [{ key: FORM_ITEM, mustJudge: true, files: 0 }, ...items];
}

/**
 * The findings as they may be recorded. All problems at once, as causes of `validity_findings_wrong`:
 * `validity_item_unknown` and `validity_item_twice` (field `items.<key>`), `validity_item_unjudged` (`items.<key>`),
 * `validity_item_note_missing` (`items.<key>.note`), `validity_contradicts_items` {count} (valid, yet an item is not),
 * `reason_missing` (invalid without a reason), `text_too_long` {max}.
 */
export function checkFindings(
	findings: ValidityFindings,
	checklist: readonly ChecklistItem[]
): Result<ValidityFindings> {
	const causes: Refusal[] = [];
	const judged = new Map<string, ItemFinding>();
	for (const item of findings.items) {
		const field = `items.${item.itemKey}`;
		if (!checklist.some(({ key }) => key === item.itemKey)) {
			causes.push({ code: 'validity_item_unknown', field });
		} else if (judged.has(item.itemKey)) {
			causes.push({ code: 'validity_item_twice', field });
		} else {
			judged.set(item.itemKey, item);
		}
		if (!item.valid && item.note.trim() === '') {
			causes.push({ code: 'validity_item_note_missing', field: `${field}.note` });
		}
		causes.push(...tooLong(item.note, `${field}.note`));
	}
	for (const { key, mustJudge } of checklist) {
		if (mustJudge && !judged.has(key)) causes.push({ code: 'validity_item_unjudged', field: `items.${key}` });
	}
	const wrong = findings.items.filter(({ valid }) => !valid).length;
	if (findings.valid && wrong > 0) {
		causes.push({ code: 'validity_contradicts_items', field: 'valid', params: { count: String(wrong) } });
	}
	if (!findings.valid && findings.reason.trim() === '') {
		causes.push({ code: 'reason_missing', field: 'reason' });
	}
	causes.push(...tooLong(findings.reason, 'reason'));
	if (causes.length > 0) return refuse('validity_findings_wrong', { causes });
	return ok({
		valid: findings.valid,
		items: findings.items.map(({ itemKey, valid, note }) => ({ itemKey, valid, note: note.trim() })),
		reason: findings.valid ? '' : findings.reason.trim()
	});
}

function tooLong(text: string, field: string): Refusal[] {
	return [...text].length > NOTE_LIMIT
		? [{ code: 'text_too_long', field, params: { max: String(NOTE_LIMIT) } }]
		: [];
}
