import type { Difference } from '#lib/contracts/question.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { partOf } from '../form-fields.ts';

/** What a page shows of one line or case, as text; a form sends it along, so that its sender is told what differs. */
export interface ShownLine {
	readonly key: string;
	readonly label: string;
	readonly text: string;
}

export const SEEN = 'seen.';

/** As hidden fields of a form. */
export function seenFields(lines: readonly ShownLine[]): Record<string, string> {
	return Object.fromEntries(lines.map(({ key, text }) => [`${SEEN}${key}`, text]));
}

/** The lines that no longer stand as the page showed them; none where the form tells nothing of what it showed. */
export function differencesFrom(
	fields: Readonly<Record<string, string>>,
	lines: readonly ShownLine[]
): Difference[] {
	const seen = partOf(fields, SEEN);
	if (Object.keys(seen).length === 0) return [];
	const now = new Set(lines.map(({ key }) => key));
	const changed = lines.flatMap(({ key, label, text }): Difference[] => {
		const before = Object.hasOwn(seen, key) ? (seen[key] ?? '') : '–';
		return before === text ? [] : [{ key, label, before, after: text }];
	});
	const gone = Object.entries(seen).flatMap(([key, before]): Difference[] =>
		now.has(key) ? [] : [{ key, label: m.ui_question_gone(), before, after: '–' }]
	);
	return [...changed, ...gone];
}
