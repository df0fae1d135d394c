import { isTied } from '#lib/domain/access/actor.ts';
import type { ConflictAssessment } from '#lib/domain/access/conflict-of-interest.ts';
import { rubricsOf } from '#lib/domain/flow/stage-council.ts';
import { isVotingRole } from '#lib/domain/councils/council-role.ts';
import type { Rubric } from '#lib/domain/scoring/scale.ts';
import type { ReviewSessionState } from '#lib/domain/workflow/review-session.ts';
import { isUuid } from '#lib/domain/shared/ids.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { ApplicationRow } from '../applications/ports.ts';
import type { LotRow } from '../calls/ports.ts';
import { recordOfSeat, standingIn } from '../cases/councils/council-standing.ts';
import type { CouncilRecord, CouncilStanding } from '../cases/councils/council-standing.ts';
import type { CaseRow, MemberRow } from '../councils/ports.ts';
import type { Repositories } from '../ports.ts';
import { personOf } from '../use-case.ts';
import type { Context } from '../use-case.ts';

/** One application before one member: everything that decides what the member may read and mark. */
export interface ScoringCase {
	readonly record: CouncilRecord;
	readonly standing: CouncilStanding;
	readonly seat: MemberRow;
	readonly sessionState: ReviewSessionState;
	readonly one: CaseRow;
	readonly application: ApplicationRow & { readonly code: string; readonly revisionId: string };
	readonly lot: LotRow;
	readonly rubric: Rubric;
	readonly assessment: ConflictAssessment | undefined;
	readonly subject: {
		readonly organisationId: string;
		readonly programme: string;
		readonly callId: string;
		readonly councilId: string;
	};
}

/**
 * The case of a member, after undertaking and declaration and without a conflict. Refuses as the core does
 * (`undertaking_missing`, `declaration_missing`, `ruling_pending`, `conflict_blocks`), `tied_to_applicant`, and
 * `hold`: the session is not closed until the transaction ends; `not_found` for who holds no seat here or asks for an application that is not before this council.
 */
export async function scoringCase(
	ctx: Context,
	read: Repositories,
	input: { readonly councilId: string; readonly applicationId: string; readonly hold?: boolean }
): Promise<Result<ScoringCase>> {
	if (!isUuid(input.councilId) || !isUuid(input.applicationId)) return refuse('not_found');
	const person = personOf(ctx);
	if (!person.ok) return person;
	const { personId, name } = person.value;
	const found = await read.councils.seatRecord({ ...input, personId, name, hold: input.hold === true });
	if (found === undefined || found.council.state !== 'seated') return refuse('not_found');
	const { application, lot, member: seat } = found;
	const one = found.cases.find(({ applicationId }) => applicationId === input.applicationId);
	if (one === undefined) return refuse('not_found');
	const record = await recordOfSeat(read, found);
	const standing = standingIn(record, one.lotId);
	const { memberId } = seat;
	const opens = standing.mayOpenDossier(memberId, one.applicationId);
	if (!opens.ok) return opens;
	if (isTied(person.value, one.organisationId, record.call.id)) return refuse('tied_to_applicant');
	const { code, revisionId } = application;
	if (code === null || revisionId === null) throw new Error(`case ${one.applicationId} was never submitted`);
	const rubric = rubricsOf(record.definition, record.council.stage)[lot.variant];
	if (rubric === undefined) throw new Error(`${record.definition.key} has no rubric for ${lot.variant}`);
	return ok({
		record,
		standing,
		seat,
		sessionState: found.sessionState,
		one,
		application: { ...application, code, revisionId },
		lot,
		rubric,
		assessment: standing.members
			.find((member) => member.memberId === memberId)
			?.assessments.find((assessment) => assessment.applicationId === one.applicationId),
		subject: {
			organisationId: one.organisationId,
			programme: record.call.programme,
			callId: record.call.id,
			councilId: record.council.id
		}
	});
}

/** The same for marking. Refuses also `not_found` to who never marks (the administrative secretary). */
export async function markingCase(
	ctx: Context,
	read: Repositories,
	input: { readonly councilId: string; readonly applicationId: string; readonly hold?: boolean }
): Promise<Result<ScoringCase>> {
	const found = await scoringCase(ctx, read, input);
	if (!found.ok) return found;
	return isVotingRole(found.value.seat.role) ? found : refuse('not_found');
}
