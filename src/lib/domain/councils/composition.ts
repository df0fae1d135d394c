/** Whether a council is made up as its rule set asks (TT 20/2023, Art. 8; TT 06/2023, Art. 10). */
import { because, ok, refuse } from '#lib/domain/shared/result.ts';
import type { Refusal, Result } from '#lib/domain/shared/result.ts';
import type { StandingCount } from '#lib/domain/rules/ballot-rules.ts';
import type { RoleCount, RulesInForce } from '#lib/domain/rules/rule-set.ts';
import { votingMembers } from './council-role.ts';
import type { CouncilMember } from './council-role.ts';

export type CompositionRules = Pick<RulesInForce, 'councilSize' | 'composition' | 'standings'>;

/**
 * Every way in which the members do not make up a council. Administrative secretaries count for their own
 * role only. `council_person_twice` {count}, `council_too_small` {count, min}, `council_too_large`
 * {count, max}, `council_role_missing` {role, count, needed}, `council_role_too_many` {role, count, allowed}.
 * `council_standing_missing` {standing, count, needed}, `council_standing_too_many` {standing, count, allowed},
 * `council_role_barred` {role, standing}.
 */
export function compositionProblems(members: readonly CouncilMember[], rules: CompositionRules): Refusal[] {
	const problems: Refusal[] = [];
	const persons = new Set(members.map((member) => member.personId)).size;
	if (persons < members.length) {
		problems.push(because('council_person_twice', { params: { count: String(members.length - persons) } }));
	}
	const size = rules.councilSize?.value;
	const count = votingMembers(members).length;
	if (size !== undefined && count < size.min) {
		problems.push(because('council_too_small', { params: { count: String(count), min: String(size.min) } }));
	}
	if (size !== undefined && count > size.max) {
		problems.push(because('council_too_large', { params: { count: String(count), max: String(size.max) } }));
	}
	for (const rule of rules.composition?.value ?? []) problems.push(...roleProblems(members, rule));
	for (const rule of rules.standings?.value ?? []) problems.push(...standingProblems(members, rule));
	return problems;
}

/** Refuses `composition_not_met` with every problem as a cause. */
export function checkComposition(
	members: readonly CouncilMember[],
	rules: CompositionRules
): Result<readonly CouncilMember[]> {
	const causes = compositionProblems(members, rules);
	return causes.length === 0 ? ok(members) : refuse('composition_not_met', { causes });
}

/** What the recused leave open: too few members, or a role or a standing unfilled. A council cannot become too large by it. */
export function vacancies(members: readonly CouncilMember[], rules: CompositionRules): Refusal[] {
	return compositionProblems(members, rules).filter(
		({ code }) =>
			code === 'council_too_small' || code === 'council_role_missing' || code === 'council_standing_missing'
	);
}

function roleProblems(members: readonly CouncilMember[], rule: RoleCount): Refusal[] {
	const count = members.filter((member) => member.role === rule.role).length;
	const least = rule.exactly ?? rule.atLeast ?? 0;
	const most = rule.exactly ?? rule.atMost;
	if (count < least) {
		return [
			because('council_role_missing', {
				params: { role: rule.role, count: String(count), needed: String(least) }
			})
		];
	}
	if (most !== undefined && count > most) {
		return [
			because('council_role_too_many', {
				params: { role: rule.role, count: String(count), allowed: String(most) }
			})
		];
	}
	return [];
}

/** Administrative secretaries sit for nobody. */
function standingProblems(members: readonly CouncilMember[], rule: StandingCount): Refusal[] {
	const { standing } = rule;
	const holders = votingMembers(members).filter((member) => member.standings?.includes(standing) === true);
	const count = String(holders.length);
	const barred = (rule.barredRoles ?? []).filter((role) => holders.some((member) => member.role === role));
	return [
		...(rule.atLeast !== undefined && holders.length < rule.atLeast
			? [because('council_standing_missing', { params: { standing, count, needed: String(rule.atLeast) } })]
			: []),
		...(rule.atMost !== undefined && holders.length > rule.atMost
			? [because('council_standing_too_many', { params: { standing, count, allowed: String(rule.atMost) } })]
			: []),
		...barred.map((role) => because('council_role_barred', { params: { role, standing } }))
	];
}
