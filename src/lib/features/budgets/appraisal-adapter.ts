import {
	appraisalPlace,
	isTypedDecision,
	withDecisionPart
} from '#lib/contracts/budgets/appraisal-operations.ts';
import type { TypedAppraisal } from '#lib/contracts/budgets/appraisal-operations.ts';
import { linePlace } from '#lib/contracts/budgets/budget-operations.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { DraftAdapter } from '#lib/features/draft/ports.ts';

/**
 * How an appraisal changes: boxes beside each line, and whole lines that the appraisal adds or takes out again. A line
 * that was once seen can be put back with what was typed into it.
 */
export function appraisalAdapter(
	start: TypedAppraisal,
	requested: readonly BudgetLine[]
): DraftAdapter<TypedAppraisal> {
	const asked = new Map(requested.map((line) => [line.key, line]));
	const seen = new Map(start.lines.map((line) => [line.key, line]));
	const remember = (appraisal: TypedAppraisal): TypedAppraisal => {
		for (const line of appraisal.lines) seen.set(line.key, line);
		return appraisal;
	};
	const merged = (
		appraisal: TypedAppraisal,
		{ path, value }: { readonly path: string; readonly value: unknown }
	): TypedAppraisal => {
		const place = appraisalPlace(path);
		if (place === undefined) return appraisal;
		const { lines, justifications } = appraisal;
		if (place.kind === 'justification')
			return { lines, justifications: { ...justifications, [place.code]: String(value) } };
		const before = lines.find(({ key }) => key === place.key);
		if (place.kind === 'part') {
			if (before === undefined || typeof value !== 'string') return appraisal;
			const after = withDecisionPart(before, place.part, value, asked.get(place.key));
			return { lines: lines.map((line) => (line === before ? after : line)), justifications };
		}
		if (value === null) return { lines: lines.filter((line) => line !== before), justifications };
		if (!isTypedDecision(value)) return appraisal;
		return {
			lines: before === undefined ? [...lines, value] : lines.map((line) => (line === before ? value : line)),
			justifications
		};
	};
	return {
		merge: (appraisal, operations) => remember(operations.reduce(merged, appraisal)),
		read: (content) => (isAppraisal(content) ? remember(content) : undefined),
		removes: ({ path, value }) => value === null && appraisalPlace(path)?.kind === 'line',
		again(appraisal, operation) {
			const place = appraisalPlace(operation.path);
			if (place?.kind !== 'part' || appraisal.lines.some(({ key }) => key === place.key)) return [operation];
			const line = seen.get(place.key);
			return line === undefined ? [operation] : [{ path: linePlace(place.key), value: line }, operation];
		}
	};
}

function isAppraisal(content: unknown): content is TypedAppraisal {
	if (typeof content !== 'object' || content === null) return false;
	if (!('lines' in content) || !Array.isArray(content.lines)) return false;
	return content.lines.every(isTypedDecision) && 'justifications' in content;
}
