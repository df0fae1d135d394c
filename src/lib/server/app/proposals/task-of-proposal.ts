import { rowsOf } from '#lib/domain/definitions/stored-value.ts';
import type { Answers, StoredValue } from '#lib/domain/definitions/stored-value.ts';

/** What a proposal asks for, in the terms of a list of tasks. */
export interface ProposedTask {
	/** Key of the type that the proposer chose; empty when the form does not ask. */
	readonly variant: string;
	readonly objectives: string;
	/** One line a product: its name, and what it must reach. */
	readonly expectedProducts: string;
}

/** The task that form A1 describes (TT 06/2023, Appendix: objectives, products with their requirements). */
export function taskOfProposal(answers: Answers): ProposedTask {
	const products = rowsOf(answers['work']?.['products']).map(({ cells }) =>
		[cells['name'], cells['requirement']].map(text).filter(Boolean).join(': ')
	);
	return {
		variant: text(answers['need']?.['task_type']),
		objectives: text(answers['work']?.['objectives']),
		expectedProducts: products.filter(Boolean).join('\n')
	};
}

function text(value: StoredValue | undefined): string {
	return typeof value === 'string' ? value : '';
}
