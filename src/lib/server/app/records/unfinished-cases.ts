import { UNDER_JUDGEMENT } from '#lib/domain/flow/council-stage.ts';
import type { ResultFacts } from './result-facts.ts';

/** Money that is not settled yet: the result waits for it. */
const MONEY_OPEN: ReadonlySet<string> = new Set(['recommended', 'in_appraisal']);
/** Nothing is said about the case yet. */
const UNDECIDED: ReadonlySet<string> = new Set(['submitted', 'valid', 'screened', ...UNDER_JUDGEMENT]);

/** Ids of the cases that keep a result from being issued. */
export function unfinishedCases({ cases }: Pick<ResultFacts, 'cases'>): {
	readonly money: readonly string[];
	readonly undecided: readonly string[];
	readonly all: readonly string[];
} {
	const within = (states: ReadonlySet<string>): string[] =>
		cases.flatMap(({ application }) => (states.has(application.state) ? [application.id] : []));
	const money = within(MONEY_OPEN);
	const undecided = within(UNDECIDED);
	return { money, undecided, all: [...money, ...undecided] };
}
