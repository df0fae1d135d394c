import { appraisalPlace } from '#lib/contracts/budgets/appraisal-operations.ts';
import type { DecisionPart } from '#lib/contracts/budgets/appraisal-operations.ts';
import type { BudgetPart } from '#lib/contracts/budgets/budget-operations.ts';
import type { TypedDecision } from '#lib/contracts/budgets/typed-decision.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { placeWords } from './place-words.ts';

const SAID: Readonly<Record<Exclude<DecisionPart, BudgetPart>, () => string>> = {
	removed: m.budgets_part_accepted,
	reason: m.budgets_reason,
	note: m.budgets_note
};

/** What a place of the appraisal is called: the line by what it is for, and the box. */
export function decisionWords(path: string, rows: readonly TypedDecision[]): string {
	const place = appraisalPlace(path);
	if (place?.kind !== 'part' || !isSaid(place.part)) return placeWords(path, rows);
	return `${placeWords(`lines/${place.key}`, rows)}: ${SAID[place.part]()}`;
}

function isSaid(part: DecisionPart): part is keyof typeof SAID {
	return Object.hasOwn(SAID, part);
}
