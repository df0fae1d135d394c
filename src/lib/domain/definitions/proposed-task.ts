import type { ProgrammeDefinition } from './definition.ts';
import { rowsOf } from './stored-value.ts';
import type { Answers, StoredValue } from './stored-value.ts';

/** What a proposal asks for, in the terms of a list of tasks. Its title is the case's. */
export interface ProposedTask {
	/** Key of the type that the proposer chose; empty when the form does not ask. */
	readonly variant: string;
	readonly objectives: string;
	/** One line a product: its name, and what it must reach. */
	readonly expectedProducts: string;
}

/**
 * The task that a proposal describes (TT 06/2023, Appendix: objectives, products with their requirements), read from
 * the fields that its definition names. Empty where it names none: then the office writes the task.
 */
export function proposedTask(
	answers: Answers,
	{ proposedTask: source }: Pick<ProgrammeDefinition, 'proposedTask'>
): ProposedTask {
	if (source === undefined) return { variant: '', objectives: '', expectedProducts: '' };
	const products = rowsOf(answerAt(answers, source.products.table)).map(({ cells }) =>
		source.products.columns
			.map((column) => text(cells[column]))
			.filter(Boolean)
			.join(': ')
	);
	return {
		variant: source.variant === undefined ? '' : text(answerAt(answers, source.variant)),
		objectives: text(answerAt(answers, source.objectives)),
		expectedProducts: products.filter(Boolean).join('\n')
	};
}

function answerAt(answers: Answers, address: string): StoredValue | undefined {
	const [section = '', field = ''] = address.split('.');
	return answers[section]?.[field];
}

function text(value: StoredValue | undefined): string {
	return typeof value === 'string' ? value : '';
}
