/** A budget as places and values: `lines/<key>` is a line, `lines/<key>/<part>` a box of it, `justifications/<code>` a reason. */
import type { RefusalCode } from '#lib/domain/generated/names.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import type { OperationProblem } from '#lib/domain/drafts/operations.ts';
import type { Apply, Step } from '#lib/domain/drafts/play-operations.ts';
import { isTypedLine } from './kept-line.ts';
import { readTypedLine, toTyped } from './typed-line.ts';
import type { TypedLine } from './typed-line.ts';

/** A line stays in its category: what moves is another line. */
export type BudgetPart = Exclude<keyof TypedLine, 'key' | 'position' | 'category'>;
export type JustificationCode = keyof Justifications;

/** Characters; what a box may hold before it is read. */
export const MOST_TYPED = 2000;
const CODES: readonly JustificationCode[] = ['domestic_expert_share', 'foreign_expert_share'];

export const linePlace = (key: string): string => `lines/${key}`;
export const partPlace = (key: string, part: BudgetPart): string => `lines/${key}/${part}`;
export const justificationPlace = (code: JustificationCode): string => `justifications/${code}`;

export type BudgetPlace =
	| { readonly kind: 'line'; readonly key: string }
	| { readonly kind: 'part'; readonly key: string; readonly part: BudgetPart }
	| { readonly kind: 'justification'; readonly code: JustificationCode };

export function budgetPlace(path: string): BudgetPlace | undefined {
	const [head, key = '', part, more] = path.split('/');
	if (head === 'justifications' && part === undefined) {
		const code = CODES.find((known) => known === key);
		return code === undefined ? undefined : { kind: 'justification', code };
	}
	if (head !== 'lines' || key === '' || more !== undefined) return undefined;
	if (part === undefined) return { kind: 'line', key };
	return isPart(part) ? { kind: 'part', key, part } : undefined;
}

/** A line with one more box as it was typed. */
export function withPart(line: TypedLine, part: BudgetPart, value: string): TypedLine {
	return { ...line, [part]: value };
}

export interface BudgetState {
	readonly lines: readonly BudgetLine[];
	readonly justifications: Justifications;
}

/** Writes the words of one justification; `take` keeps them all. Refuses `answer_wrong_type`, `text_too_long`. */
export function justificationStep(
	about: {
		readonly justifications: Justifications;
		readonly code: keyof Justifications;
		readonly value: unknown;
		readonly contested: boolean;
	},
	take: (after: Justifications) => Step
): Step {
	const { justifications, code, value, contested } = about;
	if (typeof value !== 'string') return refusedStep('answer_wrong_type');
	if (value.length > MOST_TYPED) return refusedStep('text_too_long', { max: String(MOST_TYPED) });
	const theirs = justifications[code] ?? '';
	if (theirs === value) return { kind: 'same' };
	if (contested) return { kind: 'conflict', theirs };
	return take({ ...justifications, [code]: value });
}

/**
 * Writes operations into the budget held in `state`. `storable` says what no column can hold; an operation that
 * would bring that about is refused, and the others are taken.
 */
export function budgetApply(
	state: { budget: BudgetState },
	template: BudgetTemplate,
	storable: (budget: BudgetState) => readonly OperationProblem[]
): Apply {
	const take = (budget: BudgetState): Step => {
		const problems = storable(budget);
		if (problems.length > 0) return { kind: 'refused', problems };
		state.budget = budget;
		return { kind: 'applied' };
	};
	return ({ path, value }, contested): Step => {
		const place = budgetPlace(path);
		const { lines, justifications } = state.budget;
		if (place === undefined) return refusedStep('field_unknown');
		if (place.kind === 'justification') {
			return justificationStep({ justifications, code: place.code, value, contested }, (after) =>
				take({ lines, justifications: after })
			);
		}
		const kept = lines.find(({ key }) => key === place.key);
		const before = kept === undefined ? null : toTyped(kept);
		if (place.kind === 'line' && value === null) {
			if (kept === undefined) return { kind: 'same' };
			if (contested) return { kind: 'conflict', theirs: before };
			return take({ lines: lines.filter((line) => line !== kept), justifications });
		}
		if (place.kind === 'part' && before === null)
			return { kind: 'conflict', theirs: null, at: linePlace(place.key) };
		const typed = typedAt(place, before, value);
		if (typed === undefined) return refusedStep('answer_wrong_type');
		const read = readTypedLine(typed, template);
		if (!read.ok) return { kind: 'refused', problems: read.refusal.causes ?? [read.refusal] };
		if (before !== null && JSON.stringify(before) === JSON.stringify(toTyped(read.value)))
			return { kind: 'same' };
		if (contested) return { kind: 'conflict', theirs: place.kind === 'part' ? before?.[place.part] : before };
		const next =
			kept === undefined ? [...lines, read.value] : lines.map((line) => (line === kept ? read.value : line));
		return take({ lines: next, justifications });
	};
}

function typedAt(
	place: Extract<BudgetPlace, { kind: 'line' | 'part' }>,
	before: TypedLine | null,
	value: unknown
): TypedLine | undefined {
	if (place.kind === 'line')
		return isTypedLine(value) && value.key === place.key && fits(value) ? value : undefined;
	if (before === null || typeof value !== 'string' || value.length > MOST_TYPED) return undefined;
	return withPart(before, place.part, value);
}

function fits(line: TypedLine): boolean {
	return Object.values(line).every((part) => typeof part !== 'string' || part.length <= MOST_TYPED);
}

export function refusedStep(code: RefusalCode, params?: Readonly<Record<string, string>>): Step {
	return { kind: 'refused', problems: [{ code, ...(params === undefined ? {} : { params }) }] };
}

const PARTS: Readonly<Record<BudgetPart, true>> = {
	subKind: true,
	content: true,
	unit: true,
	quantity: true,
	unitPrice: true,
	source: true,
	normRef: true,
	khoan: true,
	khoanReason: true,
	role: true,
	persons: true,
	effort: true,
	effortUnit: true
};

function isPart(part: string): part is BudgetPart {
	return Object.hasOwn(PARTS, part);
}
