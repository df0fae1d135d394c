import { approvalState } from '#lib/domain/budgets/approvals.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import { paperInFlow } from '#lib/domain/flow/paper-in-flow.ts';
import { appraisalOf } from '../cases/budgets/appraisal-case.ts';
import type { AppraisalCase } from '../cases/budgets/appraisal-case.ts';
import type { Tx } from '../ports.ts';
import { budgetAnnex } from './budget-annex-paper.ts';
import type { AnnexSignature } from './budget-annex-paper.ts';
import { keptPaper } from './kept-paper.ts';
import { letterheadAt } from './letterhead.ts';
import type { RecordRow } from './ports.ts';

/**
 * The annex of the figures that `approver` has just signed, in the transaction that approved them; undefined where the
 * programme does not issue it. `found`: the case as it was before that signature.
 */
export async function issueBudgetAnnex(
	tx: Tx,
	found: AppraisalCase,
	approver: Person
): Promise<RecordRow | undefined> {
	const { application, call, lot } = found;
	const declared = paperInFlow(found.definition.document, 'appraisal_annex');
	if (declared === undefined) return undefined;
	const at = await tx.clock.now();
	const { letters } = await letterheadAt(tx, at);
	const paper = budgetAnnex({
		code: application.code ?? '',
		title: application.title === '' ? lot.title.vi : application.title,
		organisation: application.organisationName,
		call: { code: call.code, title: call.title.vi },
		figures: appraisalOf(found),
		khoan: (await tx.budgets.khoanMethods(call.id)).get(application.id),
		signed: [...standing(found), { kind: 'approved', name: approver.name, at }],
		approvedAt: at
	});
	return tx.records.issue(
		{
			kind: 'appraisal_annex',
			...(declared.series === undefined ? {} : { series: declared.series }),
			callId: call.id,
			lotId: lot.id,
			applicationId: application.id,
			organisationId: application.organisationId,
			issuedBy: approver.personId,
			content: keptPaper(paper)
		},
		letters
	);
}

/** The signatures that count, in the order of the chain. */
function standing({ chain, steps, appraisedVersion }: AppraisalCase): AnnexSignature[] {
	const taken = steps.map((step) => ({ ...step, revoked: step.revokedAt !== null }));
	return approvalState(chain, taken, appraisedVersion.hash ?? '').standing.flatMap(({ step, personId }) => {
		const by = steps.find(
			(one) => one.step === step && one.personId === personId && one.seenHash === appraisedVersion.hash
		);
		return by === undefined ? [] : [{ kind: by.kind, name: by.personName, at: by.at }];
	});
}
