import { approvalState } from '#lib/domain/budgets/approvals.ts';
import { desk, signingDesk } from '../../stage-work.ts';
import type { AppraisalFacts, Audience, StageWorks } from '../../stage-work.ts';

/** Something about the budget of a case, for a desk of its programme that is not tied to the applicant. */
export function ofAppraisal({ id, dossier, call }: AppraisalFacts) {
	return { target: id, named: { as: 'dossier', id: dossier.id }, callId: call.id } as const;
}

export function appraisalDesk(
	key: string,
	{ call, dossier }: AppraisalFacts,
	barred: readonly (string | null)[] = []
): Audience {
	const people = [...new Set(barred.filter((one) => one !== null))].sort();
	return { ...desk(key, call, dossier.organisationId), ...(people.length > 0 && { barred: people }) };
}

export const APPRAISAL_WORK = {
	appraisal: (appraisal, term) => {
		if (appraisal.state !== 'preparing') return [];
		const { due } = approvalState(appraisal.chain, appraisal.taken, appraisal.hash);
		const roles = due.flatMap(({ kind, role }) => (kind === 'prepared' ? [role] : []));
		// The term is that of the first round; what was given back has none in the rules.
		const given = appraisal.taken.some(({ revoked }) => revoked);
		const by = given ? undefined : term('appraisal_meeting', appraisal.createdAt);
		return [
			...[...new Set(roles)].map(
				(role) =>
					({
						kind: 'appraise',
						audience: appraisalDesk(signingDesk('prepared', role), appraisal),
						...ofAppraisal(appraisal),
						...(by && { due: by })
					}) as const
			),
			{
				kind: 'held_preparer',
				held: true,
				audience: appraisalDesk('wait.prepare', appraisal),
				...ofAppraisal(appraisal)
			}
		];
	}
} as const satisfies StageWorks<'appraise' | 'held_preparer'>;
