import { budgetPlace, linePlace, withPart } from '#lib/contracts/budgets/budget-operations.ts';
import { isTypedLine } from '#lib/contracts/budgets/kept-line.ts';
import type { TypedLine } from '#lib/contracts/budgets/typed-line.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { DraftAdapter } from '#lib/features/draft/ports.ts';

export interface TypedBudget {
	readonly lines: readonly TypedLine[];
	readonly justifications: Justifications;
}

/**
 * How a budget changes: whole lines come and go, the rest is written box by box. Lines that were once seen are
 * remembered, so that one that somebody else took out can be put back with what was typed into it.
 */
export function budgetAdapter(start: TypedBudget): DraftAdapter<TypedBudget> {
	const seen = new Map(start.lines.map((line) => [line.key, line]));
	const remember = (budget: TypedBudget): TypedBudget => {
		for (const line of budget.lines) seen.set(line.key, line);
		return budget;
	};
	return {
		merge: (budget, operations) => remember(operations.reduce(merged, budget)),
		read: (content) => (isBudget(content) ? remember(content) : undefined),
		removes: ({ path, value }) => value === null && budgetPlace(path)?.kind === 'line',
		again(budget, operation) {
			const place = budgetPlace(operation.path);
			if (place?.kind !== 'part' || budget.lines.some(({ key }) => key === place.key)) return [operation];
			const line = seen.get(place.key);
			return line === undefined ? [operation] : [{ path: linePlace(place.key), value: line }, operation];
		}
	};
}

function merged(
	budget: TypedBudget,
	{ path, value }: { readonly path: string; readonly value: unknown }
): TypedBudget {
	const place = budgetPlace(path);
	if (place === undefined) return budget;
	const { lines, justifications } = budget;
	if (place.kind === 'justification')
		return { lines, justifications: { ...justifications, [place.code]: String(value) } };
	const others = lines.filter(({ key }) => key !== place.key);
	const before = lines.find(({ key }) => key === place.key);
	if (place.kind === 'line') {
		if (!isTypedLine(value)) return value === null ? { lines: others, justifications } : budget;
		return {
			lines: before === undefined ? [...lines, value] : lines.map((line) => (line === before ? value : line)),
			justifications
		};
	}
	if (before === undefined || typeof value !== 'string') return budget;
	const { part } = place;
	return {
		lines: lines.map((line) => (line === before ? withPart(line, part, value) : line)),
		justifications
	};
}

function isBudget(content: unknown): content is TypedBudget {
	if (typeof content !== 'object' || content === null) return false;
	if (!('lines' in content) || !Array.isArray(content.lines)) return false;
	return content.lines.every(isTypedLine) && 'justifications' in content;
}
