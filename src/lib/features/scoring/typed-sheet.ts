import { commentField, markField } from '#lib/contracts/scoring/sheet-fields.ts';
import { markSlots } from '#lib/domain/scoring/scale.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import { readMark } from '#lib/domain/scoring/typed-mark.ts';

interface Sheet {
	readonly version: number;
	readonly marks: Readonly<Record<string, number | null>>;
	readonly comments: Readonly<Record<string, string>>;
	readonly comment: string;
}

/** The stored sheet under what came back from a refused form: nothing typed is lost. */
export function typedSheet(rubric: Rubric, sheet: Sheet, typed: Readonly<Record<string, string>>): Sheet {
	if (Object.keys(typed).length === 0) return sheet;
	const marks = { ...sheet.marks };
	for (const { key, max } of rubric.criteria.flatMap(markSlots)) {
		const mark = readMark(typed[markField(key)] ?? '', max);
		marks[key] = mark.ok ? mark.value : null;
	}
	const comments = Object.fromEntries(
		rubric.criteria.map(({ key }) => [key, typed[commentField(key)] ?? sheet.comments[key] ?? ''])
	);
	return { version: sheet.version, marks, comments, comment: typed['comment'] ?? sheet.comment };
}
