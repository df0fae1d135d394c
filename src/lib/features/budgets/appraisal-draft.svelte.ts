import { readDecisions, toTypedDecision } from '#lib/contracts/budgets/typed-decision.ts';
import type { TypedDecision } from '#lib/contracts/budgets/typed-decision.ts';
import { emptyTypedLine, linesOfForm } from '#lib/contracts/budgets/typed-line.ts';
import { applyEdits } from '#lib/domain/budgets/appraisal-edits.ts';
import { appraise } from '#lib/domain/budgets/appraisal.ts';
import type { Appraisal, AppraisalReasons, AppraisalRow } from '#lib/domain/budgets/appraisal.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { BudgetRules, BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import type { ComputedLine } from '#lib/domain/budgets/line.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';

/** The decisions kept so far, a row for every line that a person may decide about. */
export function typedDecisions(figures: Appraisal, reasons: AppraisalReasons): TypedDecision[] {
	return figures.rows.flatMap(({ key, requested, appraised }: AppraisalRow) => {
		const line: ComputedLine | null = appraised ?? requested;
		if (line === null || line.system !== undefined) return [];
		const reason = Object.hasOwn(reasons, key) ? reasons[key] : undefined;
		return [
			toTypedDecision(line, {
				removed: appraised === null,
				added: requested === null,
				reason: reason?.code ?? '',
				note: reason?.note ?? ''
			})
		];
	});
}

/** The appraisal while it is typed: its figures come from the same engine that will be signed. */
export class AppraisalDraft {
	typed = $state<TypedDecision[]>([]);
	justifications = $state<Justifications>({});
	changed = $state(false);
	readonly #kept: Appraisal;
	readonly #template: BudgetTemplate;
	readonly #rules: BudgetRules;

	constructor(
		kept: {
			readonly figures: Appraisal;
			readonly reasons: AppraisalReasons;
			readonly justifications: Justifications;
		},
		setting: { readonly template: BudgetTemplate; readonly rules: BudgetRules },
		again: Readonly<Record<string, string>> | undefined
	) {
		this.#kept = kept.figures;
		this.#template = setting.template;
		this.#rules = setting.rules;
		this.justifications = kept.justifications;
		const words = again === undefined ? [] : linesOfForm(again);
		this.typed = typedDecisions(kept.figures, kept.reasons).map((row) => {
			const said = words.find((line) => line['key'] === row.key);
			if (said === undefined) return row;
			const { key: _key, position: _position, category: _category, ...rest } = said;
			// A box that is not ticked is not sent.
			return { ...row, removed: '', ...rest };
		});
		this.changed = words.length > 0;
	}

	/** Figures of what is typed; while a box cannot be read, those kept last. */
	figures(): Appraisal {
		const requested = this.#kept.requested.lines;
		const read = readDecisions(this.typed, requested, this.#template);
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
	}

	/** Why a box cannot be read, by code. */
	problemAt(field: string): Refusal | undefined {
		const read = readDecisions(this.typed, this.#kept.requested.lines, this.#template);
		return read.ok ? undefined : read.refusal.causes?.find((cause) => cause.field === field);
	}

	change(key: string, part: Partial<TypedDecision>): void {
		this.changed = true;
		this.typed = this.typed.map((row) => (row.key === key ? { ...row, ...part } : row));
	}

	justify(code: keyof Justifications, words: string): void {
		this.changed = true;
		this.justifications = { ...this.justifications, [code]: words };
	}

	add(category: number): void {
		this.changed = true;
		const position = this.typed.reduce((last, row) => Math.max(last, row.position), 0) + 10;
		const line = emptyTypedLine(crypto.randomUUID(), position, category, 'state');
		this.typed.push({ ...line, removed: '', added: 'yes', reason: '', note: '' });
	}
}
