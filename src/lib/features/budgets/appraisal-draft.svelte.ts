import { decisionPlace, typedDecisions } from '#lib/contracts/budgets/appraisal-operations.ts';
import type { DecisionPart, TypedAppraisal } from '#lib/contracts/budgets/appraisal-operations.ts';
import { justificationPlace, linePlace } from '#lib/contracts/budgets/budget-operations.ts';
import { readDecisions } from '#lib/contracts/budgets/typed-decision.ts';
import type { TypedDecision } from '#lib/contracts/budgets/typed-decision.ts';
import { emptyTypedLine, linesOfForm, PART_NAMES } from '#lib/contracts/budgets/typed-line.ts';
import { applyEdits } from '#lib/domain/budgets/appraisal-edits.ts';
import { appraise } from '#lib/domain/budgets/appraisal.ts';
import type { Appraisal, AppraisalReasons } from '#lib/domain/budgets/appraisal.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetRules, BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { DraftEngine } from '#lib/features/draft/draft-engine.ts';
import type { DraftSurroundings } from '#lib/features/draft/draft-engine.ts';
import { DraftWatch } from '#lib/features/draft/draft-watch.ts';
import { newId } from '#lib/features/draft/new-id.ts';
import { appraisalAdapter } from './appraisal-adapter.ts';

interface Kept {
	readonly version: number;
	readonly figures: Appraisal;
	readonly words: AppraisalReasons;
	readonly justifications: Justifications;
}

/** The appraisal while it is typed, over the one draft engine; its figures come from the engine that will be signed. */
export class AppraisalDraft {
	readonly engine: DraftEngine<TypedAppraisal>;
	readonly watch: DraftWatch<TypedAppraisal>;
	readonly #kept: Appraisal;
	readonly #template: BudgetTemplate;
	readonly #rules: BudgetRules;

	/** `again`: what a refused form gave back; it goes the way of everything that is typed. */
	constructor(
		kept: Kept,
		setting: { readonly object: string; readonly template: BudgetTemplate; readonly rules: BudgetRules },
		again: Readonly<Record<string, string>> | undefined,
		around: DraftSurroundings
	) {
		const { version, figures, words, justifications } = kept;
		const content = { lines: typedDecisions(figures, words), justifications };
		const start = { object: setting.object, content, revision: version };
		this.engine = new DraftEngine(start, appraisalAdapter(content, figures.requested.lines), around);
		this.watch = new DraftWatch(this.engine);
		this.#kept = figures;
		this.#template = setting.template;
		this.#rules = setting.rules;
		for (const said of again === undefined ? [] : linesOfForm(again)) {
			const row = content.lines.find(({ key }) => key === said['key']);
			if (row === undefined) continue;
			const parts: Readonly<Record<string, unknown>> = { ...row };
			// A box that is not ticked is not sent.
			for (const [part, value] of Object.entries({ removed: '', ...said }))
				if (TYPED.has(part) && parts[part] !== value)
					this.engine.write(decisionPlace(row.key, part as DecisionPart), value);
		}
	}

	readonly typed: readonly TypedDecision[] = $derived.by(() => this.watch.now.content.lines);
	readonly justifications: Justifications = $derived.by(() => this.watch.now.content.justifications);
	/** What was refused, in words, at the boxes of the form. */
	readonly problems: readonly { readonly message: string; readonly field: string }[] = $derived.by(() =>
		this.watch.now.problems.flatMap(({ path, problems }) =>
			problems.map(({ message, field }) => ({ message, field: field ?? decisionBoxOf(path) }))
		)
	);

	/** Figures of what is typed; a box that cannot be read counts as empty. */
	readonly figures: Appraisal = $derived.by(() => {
		const requested = this.#kept.requested.lines;
		const rows = this.typed.flatMap((row) => this.#readable(row) ?? []);
		const read = readDecisions(rows, requested, this.#template);
		if (!read.ok) return this.#kept;
		const added = read.value.added.map(({ reason: _reason, note: _note, ...line }) => line);
		const edits = read.value.lines.map(({ reason: _reason, note: _note, ...edit }) => edit);
		const appraised = applyEdits(requested, edits, added);
		if (!appraised.ok) return this.#kept;
		return appraise({
			requested,
			appraised: appraised.value,
			reasons: read.value.reasons,
			template: this.#template,
			rules: this.#rules,
			justifications: this.justifications
		});
	});

	/** Why a box cannot be read, by code. */
	problemAt(field: string): Refusal | undefined {
		const key = field.split('/')[1];
		const row = this.typed.find((candidate) => candidate.key === key);
		return row === undefined ? undefined : this.#causes(row).find((cause) => cause.field === field);
	}

	/** A box whose figure cannot be read yet is kept here, and sent once it is left. */
	change(key: string, part: Partial<TypedDecision>): void {
		const row = this.typed.find((candidate) => candidate.key === key);
		if (row === undefined) return;
		const readable = this.#causes({ ...row, ...part }).length === 0;
		for (const [name, value] of Object.entries(part))
			this.engine.write(decisionPlace(key, name as DecisionPart), String(value), readable);
	}

	justify(code: keyof Justifications, words: string): void {
		this.engine.write(justificationPlace(code), words);
	}

	add(category: number): void {
		const position = this.typed.reduce((last, row) => Math.max(last, row.position), 0) + 10;
		const line = emptyTypedLine(newId(), position, category, 'state');
		this.restore({ ...line, removed: '', added: 'yes', reason: '', note: '' });
	}

	/** Takes a line out that the appraisal added. */
	remove(key: string): TypedDecision | undefined {
		const row = this.typed.find((candidate) => candidate.key === key);
		this.engine.write(linePlace(key), null);
		return row;
	}

	restore(row: TypedDecision): void {
		this.engine.write(linePlace(row.key), row);
	}

	#causes(row: TypedDecision): readonly Refusal[] {
		const read = readDecisions([row], this.#kept.requested.lines, this.#template);
		return read.ok ? [] : (read.refusal.causes ?? []);
	}

	#readable(row: TypedDecision): TypedDecision | undefined {
		const causes = this.#causes(row);
		if (causes.length === 0) return row;
		const blank = Object.fromEntries(
			Object.entries(PART_NAMES).flatMap(([part, name]) =>
				causes.some(({ field }) => field === `lines/${row.key}/${name}`) ? [[part, '']] : []
			)
		);
		const rest = { ...row, ...blank };
		return this.#causes(rest).length === 0 ? rest : undefined;
	}
}

const TYPED: ReadonlySet<string> = new Set([
	...['content', 'unit', 'quantity', 'unitPrice', 'persons', 'effort', 'removed', 'reason', 'note']
]);

/** The name of the box of a place, as refusals point at it. */
export function decisionBoxOf(path: string): string {
	const [head, key = '', part] = path.split('/');
	if (head === 'justifications') return `justify.${key}`;
	if (head !== 'lines' || part === undefined || !Object.hasOwn(PART_NAMES, part)) return path;
	return `lines/${key}/${PART_NAMES[part as keyof typeof PART_NAMES]}`;
}
