import type { DecisionPart, TypedAppraisal } from '#lib/contracts/budgets/appraisal-operations.ts';
import { decisionPlace } from '#lib/contracts/budgets/appraisal-operations.ts';
import { justificationPlace, linePlace } from '#lib/contracts/budgets/budget-operations.ts';
import type { JustificationCode } from '#lib/contracts/budgets/budget-operations.ts';
import type { TypedDecision } from '#lib/contracts/budgets/typed-decision.ts';

/** The places where the second differs from the first: what a form that carries everything has really written. */
export function writtenPlaces(before: TypedAppraisal, after: TypedAppraisal): string[] {
	const was = new Map(before.lines.map((line) => [line.key, line]));
	const is = new Map(after.lines.map((line) => [line.key, line]));
	const codes = new Set([...Object.keys(before.justifications), ...Object.keys(after.justifications)]);
	return [
		...[...was.keys()].filter((key) => !is.has(key)).map(linePlace),
		...after.lines.flatMap((line) => {
			const old = was.get(line.key);
			return old === undefined ? [linePlace(line.key)] : differing(old, line);
		}),
		...[...codes]
			.map((code) => code as JustificationCode)
			.filter((code) => before.justifications[code] !== after.justifications[code])
			.map(justificationPlace)
	];
}

function differing(old: TypedDecision, line: TypedDecision): string[] {
	const parts = new Map<string, unknown>(Object.entries(old));
	return Object.entries(line).flatMap(([part, value]) =>
		parts.get(part) === value ? [] : [decisionPlace(line.key, part as DecisionPart)]
	);
}
