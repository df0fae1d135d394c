import { latestRequested, toStored } from '../../cases/budgets/requested-budget.ts';
import type { Participant } from '../../applications/participant-ports.ts';
import type { Submission } from '../../applications/ports.ts';
import type { FrozenBudget } from '../budgets/freeze-requested-budget.ts';
import type { Tx } from '../../ports.ts';
import type { RevisionSealing, SealedFacts, SealedFile } from '../../sealing/ports.ts';
import type { DocumentRow } from '../../uploads/ports.ts';
import type { Context } from '../../use-case.ts';
import { canonicalJson } from '#lib/domain/shared/canonical-json.ts';

/** With what the revision of a sealed dossier is sealed; undefined where nothing is sealed. After the budget is frozen. */
export async function sealingOf(
	ctx: Context,
	tx: Tx,
	of: {
		readonly applicationId: string;
		readonly submission: Pick<Submission, 'title' | 'requested' | 'own'>;
		readonly participants: readonly Participant[];
		/** As the submission froze it. */
		readonly budget: FrozenBudget;
		readonly documents: readonly DocumentRow[];
	}
): Promise<RevisionSealing | undefined> {
	const { applicationId, participants, documents } = of;
	const opening = await tx.sealing.sealingOf(applicationId);
	if (opening === undefined) return undefined;
	const { title, requested, own } = of.submission;
	return {
		key: await ctx.app.sealing.makeRevisionKey(opening.recipient),
		facts: {
			...{ title, requested, own, participants },
			files: documents.flatMap(fileOf),
			budget: await budgetOf(tx, applicationId, of.budget)
		},
		files: documents.map(({ id }) => id)
	};
}

async function budgetOf(
	tx: Tx,
	applicationId: string,
	{ canonical, lines }: FrozenBudget
): Promise<SealedFacts['budget']> {
	const version = canonical === null ? undefined : await latestRequested(tx, applicationId);
	if (version === undefined) return null;
	const { id, stateTotal, ownTotal, justifications } = version;
	return {
		...{ versionId: id, stateTotal, ownTotal, justifications },
		lines: lines.map((line) => toStored(line)),
		canonical: canonicalJson(canonical)
	};
}

function fileOf(row: DocumentRow): SealedFile[] {
	const { id, fileName, size, sha256, mediaType, datedOn, sealedBytes } = row;
	if (sealedBytes === null) return [];
	return [{ id, fileName, size: String(size), sha256, mediaType, datedOn, key: sealedBytes.key }];
}
