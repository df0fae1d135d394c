import type { ApplicationState } from '#lib/domain/workflow/application.ts';
import type { Repositories } from '../ports.ts';
import type { ResultCase, ResultFacts } from './result-facts.ts';

const SETTLED: readonly ApplicationState[] = ['approved', 'rejected'];

/** Cases that moved up after the result of their call was issued, and are settled now: nobody was told of them yet. */
export async function furtherCases(
	read: Repositories,
	{ call, cases }: ResultFacts
): Promise<readonly ResultCase[]> {
	const selection = await read.selection.ofCall(call.id);
	if (call.state !== 'concluded' || selection === undefined) return [];
	const letters = await read.records.titlesOfCall(call.id, 'result_letter');
	const movedUp = (await read.selectionChanges.of(selection.id)).filter(({ kind }) => kind === 'call_up');
	return cases.filter(({ application: { id, state } }) => {
		const change = movedUp.find(({ applicationId }) => applicationId === id);
		const told = letters.some(
			(letter) => letter.applicationId === id && change && letter.issuedAt > change.at
		);
		return change !== undefined && SETTLED.includes(state) && !told;
	});
}
