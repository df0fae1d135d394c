import type { Justifications } from '#lib/domain/budgets/checks.ts';
import type { Participant } from '#lib/server/app/applications/participant-ports.ts';
import type { SealedFacts, SealedFile } from '#lib/server/app/sealing/ports.ts';
import { linesToJson, writtenFromJson } from './sealed-lines.ts';
import type { LineRecord } from './sealed-lines.ts';

type Budget = NonNullable<SealedFacts['budget']>;

interface BudgetJson extends Pick<Budget, 'versionId' | 'canonical'> {
	readonly lines: readonly LineRecord[];
	readonly stateTotal: string;
	readonly ownTotal: string;
	readonly justifications: Justifications;
}

interface FactsJson {
	readonly title: string;
	readonly requested: string | null;
	readonly own: string | null;
	readonly participants: readonly Participant[];
	readonly files: readonly SealedFile[];
	readonly budget: BudgetJson | null;
}

const textOf = (dong: bigint | null): string | null => (dong === null ? null : String(dong));
const dongOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

function budgetToJson(budget: Budget): BudgetJson {
	const { lines, stateTotal, ownTotal } = budget;
	return {
		...budget,
		lines: linesToJson(lines),
		stateTotal: String(stateTotal),
		ownTotal: String(ownTotal)
	};
}

function budgetFromJson(budget: BudgetJson): Budget {
	const { lines, stateTotal, ownTotal } = budget;
	return {
		...budget,
		lines: writtenFromJson(lines),
		stateTotal: BigInt(stateTotal),
		ownTotal: BigInt(ownTotal)
	};
}

export function factsToJson({ budget, ...facts }: SealedFacts): FactsJson {
	return {
		...facts,
		requested: textOf(facts.requested),
		own: textOf(facts.own),
		budget: budget === null ? null : budgetToJson(budget)
	};
}

/** Of what `factsToJson` wrote. */
export function factsFromJson(json: unknown): SealedFacts {
	const { budget, ...facts } = json as FactsJson;
	return {
		...facts,
		requested: dongOf(facts.requested),
		own: dongOf(facts.own),
		budget: budget === null ? null : budgetFromJson(budget)
	};
}
