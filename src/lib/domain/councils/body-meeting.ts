/** Whether a body may meet on a day: its quorum, and what must have come in before (TT 11/2014/TT-BKHCN, Art. 9-10). */
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import type { RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { lastDayOfLimit } from '#lib/domain/rules/time-limit.ts';
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { BODY_KINDS } from './body-kinds.ts';
import type { BodyKindKey } from './body-kind-key.ts';
import { votingMembers } from './council-role.ts';
import type { CouncilMember } from './council-role.ts';
import type { QuorumAssessment } from './quorum.ts';

export interface BodyMeeting {
	readonly body: BodyKindKey;
	/** Appointed to the case, without the recused. */
	readonly members: readonly CouncilMember[];
	readonly quorum: QuorumAssessment;
	readonly heldOn: CalendarDate;
	/** The day on which each member's written comments came in, by member. */
	readonly commentsIn: Readonly<Record<string, CalendarDate>>;
	/** `not_needed`: nothing of the products can be measured, so that no expert group was set up. */
	readonly expertOpinion: CalendarDate | 'not_in' | 'not_needed';
}

/**
 * Refuses `body_cannot_meet` with every cause: those of the quorum, `comments_not_in` {count}: how many members' comments
 * are out or came too late, absent members' as well, and `expert_opinion_not_in`.
 */
export function mayMeet(
	meeting: BodyMeeting,
	rules: Pick<RulesInForce, 'timeLimits'>,
	calendar: WorkingCalendar
): Result<true> {
	const { before } = BODY_KINDS[meeting.body];
	const limit = rules.timeLimits?.value['comments_before_session'];
	const inTime = (day: CalendarDate | undefined): boolean =>
		day !== undefined && (limit === undefined ? day : lastDayOfLimit(day, limit, calendar)) <= meeting.heldOn;
	const out = votingMembers(meeting.members).filter(
		({ memberId }) =>
			!inTime(Object.hasOwn(meeting.commentsIn, memberId) ? meeting.commentsIn[memberId] : undefined)
	).length;
	const { expertOpinion } = meeting;
	const opinionIn = expertOpinion === 'not_needed' || (expertOpinion !== 'not_in' && inTime(expertOpinion));
	const causes: Refusal[] = [
		...meeting.quorum.missing,
		...(before.includes('written_comments') && out > 0
			? [because('comments_not_in', { params: { count: String(out) } })]
			: []),
		...(before.includes('expert_opinion') && !opinionIn ? [because('expert_opinion_not_in')] : [])
	];
	return causes.length === 0 ? ok(true) : refuse('body_cannot_meet', { causes });
}
