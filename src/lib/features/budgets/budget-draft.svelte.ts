import {
	budgetPlace,
	justificationPlace,
	linePlace,
	partPlace
} from '#lib/contracts/budgets/budget-operations.ts';
import type { BudgetPart } from '#lib/contracts/budgets/budget-operations.ts';
import { emptyTypedLine, PART_NAMES, readTypedLine } from '#lib/contracts/budgets/typed-line.ts';
import type { TypedLine } from '#lib/contracts/budgets/typed-line.ts';
import type { Justifications } from '#lib/domain/budgets/checks.ts';
import { DraftEngine } from '#lib/features/draft/draft-engine.ts';
import type { DraftSurroundings } from '#lib/features/draft/draft-engine.ts';
import { DraftWatch } from '#lib/features/draft/draft-watch.ts';
import { newId } from '#lib/features/draft/new-id.ts';
import type { BudgetLine } from '#lib/domain/budgets/line.ts';
import type { BudgetTemplate } from '#lib/domain/budgets/rules.ts';
import { budgetAdapter } from './budget-adapter.ts';
import type { TypedBudget } from './budget-adapter.ts';

interface Saved extends TypedBudget {
	readonly version: number;
}

/** The budget while it is typed: lines and boxes over the one draft engine. */
export class BudgetDraft {
	readonly engine: DraftEngine<TypedBudget>;
	readonly watch: DraftWatch<TypedBudget>;
	readonly #template: BudgetTemplate;

	/** `typed`: the lines as a refused form gave them back; they go the way of everything that is typed. */
	constructor(
		saved: Saved,
		typed: readonly TypedLine[],
		options: { readonly object: string; readonly template: BudgetTemplate },
		around: DraftSurroundings
	) {
		const { version, lines, justifications } = saved;
		const content = { lines, justifications };
		const start = { object: options.object, content, revision: version };
		this.engine = new DraftEngine(start, budgetAdapter(content), around);
		this.watch = new DraftWatch(this.engine);
		this.#template = options.template;
		for (const line of typed) {
			const before = lines.find(({ key }) => key === line.key);
			if (before === undefined) continue;
			for (const part of Object.keys(PART_NAMES) as (keyof typeof PART_NAMES)[]) {
				const place = partPlace(line.key, part as BudgetPart);
				if (before[part] !== line[part] && budgetPlace(place) !== undefined)
					this.engine.write(place, String(line[part]));
			}
		}
	}

	readonly lines: readonly TypedLine[] = $derived.by(() => this.watch.now.content.lines);
	readonly justifications: Justifications = $derived.by(() => this.watch.now.content.justifications);
	/** What was refused, in words, at the boxes of the form. */
	readonly problems: readonly { readonly message: string; readonly field: string }[] = $derived.by(() =>
		this.watch.now.problems.flatMap(({ path, problems }) =>
			problems.map(({ message, field }) => ({ message, field: field ?? boxOf(path) }))
		)
	);

	/** The lines that can be read now: what the live totals are computed from. */
	readable(): BudgetLine[] {
		return this.lines.flatMap((line) => {
			const read = readTypedLine(line, this.#template);
			return read.ok ? [read.value] : [];
		});
	}

	add(category: number, source: 'state' | 'own'): string {
		const key = newId();
		const position = this.lines.reduce((last, line) => Math.max(last, line.position), 0) + 10;
		this.engine.write(linePlace(key), emptyTypedLine(key, position, category, source));
		return key;
	}

	remove(key: string): TypedLine | undefined {
		const line = this.lines.find((candidate) => candidate.key === key);
		this.engine.write(linePlace(key), null);
		return line;
	}

	restore(line: TypedLine): void {
		this.engine.write(linePlace(line.key), line);
	}

	/** A box whose figure cannot be read yet is kept here, and sent once it is left. */
	change(key: string, part: Partial<TypedLine>): void {
		const line = this.lines.find((candidate) => candidate.key === key);
		if (line === undefined) return;
		const readable = readTypedLine({ ...line, ...part }, this.#template).ok;
		for (const [name, value] of Object.entries(part)) {
			const place = partPlace(key, name as BudgetPart);
			if (budgetPlace(place) !== undefined) this.engine.write(place, String(value), readable);
		}
	}

	justify(code: keyof Justifications, words: string): void {
		this.engine.write(justificationPlace(code), words);
	}
}

/** The name of the box of a place, as refusals point at it. */
export function boxOf(path: string): string {
	const [head, key = '', part] = path.split('/');
	if (head !== 'lines' || part === undefined || !Object.hasOwn(PART_NAMES, part)) return path;
	return `lines/${key}/${PART_NAMES[part as BudgetPart]}`;
}
