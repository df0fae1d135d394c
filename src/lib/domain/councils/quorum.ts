/**
 * Whether those present may hold the session: by number and by role (TT 20/2023, Art. 11; NĐ 08/2014, Art. 33).
 *
 * The denominator is the members appointed to the lot minus the recused. Where a recusal leaves a role or the
 * council's size unfilled, no attendance can mend it: a replacement is appointed first.
 */
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import type { QuorumRule, RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { vacancies } from './composition.ts';
import { votingMembers } from './council-role.ts';
import type { CouncilMember } from './council-role.ts';

export interface AttendanceEntry {
	readonly memberId: string;
	readonly present: boolean;
	/** A vice-chair who holds the chair's written authorisation (giấy ủy quyền) for this session. */
	readonly authorised: boolean;
}

export interface QuorumInput {
	readonly members: readonly CouncilMember[];
	/** Members recused from the lot (or from the application, where recusal is by application). */
	readonly recusedIds: readonly string[];
	/** A member without an entry is absent. */
	readonly attendance: readonly AttendanceEntry[];
	readonly rules: Pick<RulesInForce, 'quorum' | 'councilSize' | 'composition' | 'standings'>;
}

export interface QuorumAssessment {
	readonly met: boolean;
	/** Voting members present and not recused, in the council's order. */
	readonly presentIds: readonly string[];
	readonly presentCount: number;
	/** How many must be present; 0 where the rule set has no quorum. */
	readonly needed: number;
	/** Voting members appointed minus the recused. */
	readonly denominator: number;
	/** Who leads the session: the chair, else the authorised vice-chair; null when neither is there. */
	readonly leadId: string | null;
	readonly missing: readonly Refusal[];
}

/**
 * All that is missing, at once: `quorum_nobody_present`, `quorum_too_few` {present, needed, of},
 * `quorum_chair_absent`, `quorum_no_lead` or `quorum_no_chair_or_vice` (by the rule's kind of lead), `quorum_role_absent`
 * {role, present, needed}, `quorum_standing_absent` {standing, present, needed}, `replacement_needed` {recused} with what the recusal leaves open as causes.
 */
export function assessQuorum({ members, recusedIds, attendance, rules }: QuorumInput): QuorumAssessment {
	const eligible = members.filter((member) => !recusedIds.includes(member.memberId));
	const voting = votingMembers(eligible);
	const present = voting.filter(({ memberId }) => isPresent(attendance, memberId));
	const rule = rules.quorum?.value;
	const needed = rule === undefined ? 0 : shareOf(rule, voting.length);
	const leadId = findLead(present, attendance, rule?.lead);
	const missing: Refusal[] = [
		...replacements(members, eligible, rules),
		...(present.length === 0 ? [because('quorum_nobody_present')] : []),
		...(rule === undefined ? [] : shortfalls(rule, { present, voting, needed, leadId }))
	];
	return {
		met: missing.length === 0,
		presentIds: present.map((member) => member.memberId),
		presentCount: present.length,
		needed,
		denominator: voting.length,
		leadId,
		missing
	};
}

interface Standing {
	readonly present: readonly CouncilMember[];
	readonly voting: readonly CouncilMember[];
	readonly needed: number;
	readonly leadId: string | null;
}

function shortfalls(rule: QuorumRule, { present, voting, needed, leadId }: Standing): Refusal[] {
	const found: Refusal[] = [];
	if (present.length < needed) {
		found.push(
			because('quorum_too_few', {
				params: { present: String(present.length), needed: String(needed), of: String(voting.length) }
			})
		);
	}
	const chairPresent = present.some((member) => member.role === 'chair');
	if (rule.lead === 'chair' && !chairPresent) found.push(because('quorum_chair_absent'));
	if (rule.lead === 'chair_or_authorised_vice' && leadId === null) found.push(because('quorum_no_lead'));
	if (rule.lead === 'chair_or_vice' && leadId === null) found.push(because('quorum_no_chair_or_vice'));
	for (const { role, count } of rule.roles) {
		const there = present.filter((member) => member.role === role).length;
		if (there < count) {
			found.push(
				because('quorum_role_absent', { params: { role, present: String(there), needed: String(count) } })
			);
		}
	}
	for (const { standing, count } of rule.standings ?? []) {
		const there = present.filter((member) => member.standings?.includes(standing) === true).length;
		if (there < count) {
			found.push(
				because('quorum_standing_absent', {
					params: { standing, present: String(there), needed: String(count) }
				})
			);
		}
	}
	return found;
}

function replacements(
	members: readonly CouncilMember[],
	eligible: readonly CouncilMember[],
	rules: QuorumInput['rules']
): Refusal[] {
	if (eligible.length === members.length) return [];
	const causes = vacancies(eligible, rules);
	const recused = String(members.length - eligible.length);
	return causes.length === 0 ? [] : [because('replacement_needed', { params: { recused }, causes })];
}

/**
 * An authorisation counts in the hands of a vice-chair only, and only while the chair is away; it is not asked for
 * where the rule lets a vice-chair lead without one.
 */
function findLead(
	present: readonly CouncilMember[],
	attendance: readonly AttendanceEntry[],
	rule: QuorumRule['lead'] | undefined
): string | null {
	const chair = present.find((member) => member.role === 'chair');
	if (chair !== undefined) return chair.memberId;
	const vice = present.find(
		({ role, memberId }) =>
			role === 'vice_chair' &&
			(rule === 'chair_or_vice' ||
				attendance.some((entry) => entry.memberId === memberId && entry.authorised))
	);
	return vice?.memberId ?? null;
}

function isPresent(attendance: readonly AttendanceEntry[], memberId: string): boolean {
	return attendance.some((entry) => entry.memberId === memberId && entry.present);
}

/** The least whole number of members that is at least the share: ⌈count·num/den⌉. */
function shareOf({ share }: QuorumRule, count: number): number {
	return Number((BigInt(count) * share.num + share.den - 1n) / share.den);
}
