/**
 * An appraisal as places and values: `lines/<key>/<part>` is a box beside a line, `lines/<key>` a line that the
 * appraisal added, `justifications/<code>` a reason.
 */
import type { Appraisal, AppraisalReasons, AppraisalRow } from '#lib/domain/budgets/appraisal.ts';
import { applyEdits } from '#lib/domain/budgets/appraisal-edits.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetLine, ComputedLine } from '#lib/domain/budgets/line.ts';
import type { BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import type { OperationProblem } from '#lib/domain/drafts/operations.ts';
import type { Apply, Step } from '#lib/domain/drafts/play-operations.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { budgetPlace, justificationStep, linePlace, MOST_TYPED, refusedStep } from './budget-operations.ts';
import type { BudgetPart, BudgetPlace } from './budget-operations.ts';
import { isTypedLine } from './kept-line.ts';
import { readDecisions, toTypedDecision } from './typed-decision.ts';
import type { TypedDecision } from './typed-decision.ts';

export interface TypedAppraisal {
	readonly lines: readonly TypedDecision[];
	readonly justifications: Justifications;
}

/** `added` is said once, with the line. */
export type DecisionPart = BudgetPart | 'removed' | 'reason' | 'note';

export type AppraisalPlace =
	| Exclude<BudgetPlace, { kind: 'part' }>
	| { readonly kind: 'part'; readonly key: string; readonly part: DecisionPart };

const SAID: ReadonlySet<string> = new Set(['removed', 'reason', 'note']);
/** What an appraiser writes beside a line that was asked for. */
const BESIDE: ReadonlySet<string> = new Set(['quantity', 'unitPrice', 'persons', 'effort', ...SAID]);

export const decisionPlace = (key: string, part: DecisionPart): string => `lines/${key}/${part}`;

export function appraisalPlace(path: string): AppraisalPlace | undefined {
	const [head, key = '', part = '', more] = path.split('/');
	if (head === 'lines' && key !== '' && more === undefined && SAID.has(part))
		return { kind: 'part', key, part: part as DecisionPart };
	return budgetPlace(path);
}

export function isTypedDecision(value: unknown): value is TypedDecision {
	if (!isTypedLine(value)) return false;
	const parts = new Map<string, unknown>(Object.entries(value));
	return ['removed', 'added', 'reason', 'note'].every((key) => typeof parts.get(key) === 'string');
}

/** The decisions kept so far, a row for every line that a person may decide about. `words`: also notes without a reason. */
export function typedDecisions(
	{ rows }: Pick<Appraisal, 'rows'>,
	words: AppraisalReasons
): readonly TypedDecision[] {
	return rows.flatMap(({ key, requested, appraised }: AppraisalRow) => {
		const line: ComputedLine | null = appraised ?? requested;
		if (line === null || line.system !== undefined) return [];
		const said = Object.hasOwn(words, key) ? words[key] : undefined;
		return [
			toTypedDecision(line, {
				removed: appraised === null,
				added: requested === null,
				reason: said?.code ?? '',
				note: said?.note ?? ''
			})
		];
	});
}

/**
 * A row with one more box as it was typed. A line that is not accepted stands as it was asked for, so that accepting
 * it again brings back nothing that nobody sees.
 */
export function withDecisionPart(
	row: TypedDecision,
	part: DecisionPart,
	value: string,
	asked: BudgetLine | undefined
): TypedDecision {
	if (part !== 'removed' || value !== 'yes' || asked === undefined) return { ...row, [part]: value };
	return toTypedDecision(asked, { removed: true, added: false, reason: row.reason, note: row.note });
}

/** The row as it reads once it is kept, or why it cannot be read. */
function settled(
	row: TypedDecision,
	asked: BudgetLine | undefined,
	template: BudgetTemplate
): Result<TypedDecision> {
	const read = readDecisions([row], asked === undefined ? [] : [asked], template);
	if (!read.ok) return read;
	const { lines, added } = read.value;
	const words = { reason: row.reason, note: (lines[0] ?? added[0])?.note ?? '' };
	const [line] = added;
	if (line !== undefined) return ok(toTypedDecision(line, { removed: false, added: true, ...words }));
	if (asked === undefined) throw new Error(`nothing is known of line ${row.key}`);
	if (row.removed === 'yes') return ok(toTypedDecision(asked, { removed: true, added: false, ...words }));
	const edits = lines.map(({ reason: _reason, note: _note, ...edit }) => edit);
	const edited = applyEdits([asked], edits);
	if (!edited.ok) return edited;
	return ok(toTypedDecision(edited.value[0] ?? asked, { removed: false, added: false, ...words }));
}

interface About {
	readonly requested: readonly BudgetLine[];
	readonly template: BudgetTemplate;
	/** What no column can hold; an operation that would bring that about is refused, and the others are taken. */
	readonly storable: (appraisal: TypedAppraisal) => readonly OperationProblem[];
}

/** Writes operations into the appraisal held in `state`. */
export function appraisalApply(state: { appraisal: TypedAppraisal }, about: About): Apply {
	const { requested, template, storable } = about;
	const take = (appraisal: TypedAppraisal): Step => {
		const problems = storable(appraisal);
		if (problems.length > 0) return { kind: 'refused', problems };
		state.appraisal = appraisal;
		return { kind: 'applied' };
	};
	return ({ path, value }, contested): Step => {
		const place = appraisalPlace(path);
		const { lines, justifications } = state.appraisal;
		if (place === undefined) return refusedStep('field_unknown');
		if (place.kind === 'justification') {
			return justificationStep({ justifications, code: place.code, value, contested }, (after) =>
				take({ lines, justifications: after })
			);
		}
		const asked = requested.find(({ key }) => key === place.key);
		const before = lines.find(({ key }) => key === place.key);
		if (place.kind === 'line') {
			if (asked !== undefined) return refusedStep('appraisal_key_taken');
			if (value === null) {
				if (before === undefined) return { kind: 'same' };
				if (contested) return { kind: 'conflict', theirs: before };
				return take({ lines: lines.filter((line) => line !== before), justifications });
			}
		} else if (before === undefined) return { kind: 'conflict', theirs: null, at: linePlace(place.key) };
		const typed = typedAt(place, { before, asked }, value);
		if (typed === undefined) return refusedStep('answer_wrong_type');
		const read = settled(typed, asked, template);
		if (!read.ok) return { kind: 'refused', problems: read.refusal.causes ?? [read.refusal] };
		if (before !== undefined && JSON.stringify(before) === JSON.stringify(read.value))
			return { kind: 'same' };
		if (contested)
			return {
				kind: 'conflict',
				theirs: place.kind === 'part' ? (before?.[place.part] ?? null) : (before ?? null)
			};
		const next =
			before === undefined
				? [...lines, read.value]
				: lines.map((line) => (line === before ? read.value : line));
		return take({ lines: next, justifications });
	};
}

function typedAt(
	place: Extract<AppraisalPlace, { kind: 'line' | 'part' }>,
	held: { readonly before: TypedDecision | undefined; readonly asked: BudgetLine | undefined },
	value: unknown
): TypedDecision | undefined {
	const { before, asked } = held;
	if (place.kind === 'line') {
		if (!isTypedDecision(value) || value.key !== place.key) return undefined;
		if (value.added !== 'yes' || value.removed !== '') return undefined;
		return Object.values(value).every((part) => typeof part !== 'string' || part.length <= MOST_TYPED)
			? value
			: undefined;
	}
	if (before === undefined || typeof value !== 'string' || value.length > MOST_TYPED) return undefined;
	if (asked !== undefined && !BESIDE.has(place.part)) return undefined;
	// An added line goes as a whole.
	if (asked === undefined && place.part === 'removed') return undefined;
	if (place.part === 'removed' && value !== 'yes' && value !== '') return undefined;
	return withDecisionPart(before, place.part, value, asked);
}
