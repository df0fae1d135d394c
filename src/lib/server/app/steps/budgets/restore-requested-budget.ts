import type { Tx } from '../../ports.ts';

/**
 * Gives up the working copy of a replacement: the lines of the last submitted budget stand again, under a new
 * version number, so that an editor that is still open elsewhere is told. Nothing to do when nothing was changed.
 */
export async function restoreRequestedBudget(tx: Tx, applicationId: string): Promise<void> {
	const versions = (await tx.budgets.versions(applicationId)).filter(({ stage }) => stage === 'requested');
	const [working, ...older] = versions;
	const submitted = older.find(({ frozenAt }) => frozenAt !== null);
	if (working === undefined || working.frozenAt !== null || submitted === undefined) return;
	const current = await tx.budgets.lines(working.id);
	const frozen = await tx.budgets.lines(submitted.id);
	const kept = new Set(frozen.map(({ line }) => line.key));
	await tx.budgets.removeLines(
		working.id,
		current.flatMap(({ line }) => (kept.has(line.key) ? [] : [line.key]))
	);
	await tx.budgets.upsertLines(working.id, frozen);
	await tx.budgets.settle(working, {
		stateTotal: submitted.stateTotal,
		ownTotal: submitted.ownTotal,
		justifications: submitted.justifications,
		canonical: null
	});
}
