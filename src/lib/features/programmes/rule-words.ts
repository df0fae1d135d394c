import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { SeatStanding } from '#lib/domain/councils/seat-standing.ts';
import type { ShareBase, ShareRule } from '#lib/domain/rules/ballot-rules.ts';
import type { RuleName, RulesInForce, RuleValues, TieBreak, TimeLimit } from '#lib/domain/rules/rule-set.ts';
import { formatDecimal, formatDong, formatPercent } from '#lib/i18n/formats/figures.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

export interface RuleWords {
	readonly name: RuleName;
	readonly label: string;
	readonly lines: readonly string[];
	readonly citation: string;
	readonly verify: boolean;
}

const ROLE: Readonly<Record<CouncilRole, () => string>> = {
	chair: m.programmes_role_chair,
	vice_chair: m.programmes_role_vice_chair,
	reviewer: m.programmes_role_reviewer,
	scientific_secretary: m.programmes_role_scientific_secretary,
	member: m.programmes_role_member,
	administrative_secretary: m.programmes_role_administrative_secretary
};

const STANDING: Readonly<Record<SeatStanding, () => string>> = {
	expert: m.programmes_standing_expert,
	authority: m.programmes_standing_authority,
	earlier_council: m.programmes_standing_earlier_council,
	council_representative: m.programmes_standing_representative,
	host: m.programmes_standing_host
};

const LEAD: Readonly<Record<RuleValues['quorum']['lead'], () => string>> = {
	chair: m.programmes_lead_chair,
	chair_or_authorised_vice: m.programmes_lead_vice,
	chair_or_vice: m.programmes_lead_any_vice
};

const BASE: Readonly<Record<ShareBase, () => string>> = {
	ballots: m.programmes_base_ballots,
	present: m.programmes_base_present,
	members: m.programmes_base_members
};

const TIE: Readonly<Record<TieBreak, () => string>> = {
	lower_state_request: m.programmes_tie_lower_request,
	excellent_task_5_years: m.programmes_tie_excellent,
	higher_flagged_criterion_mean: m.programmes_tie_criterion,
	council_vote: m.programmes_tie_vote
};

/** Named limits and ceilings of the definitions; one without words here is shown by its key. */
const TERM: Readonly<Record<string, () => string>> = {
	opening: m.programmes_term_opening,
	documents_to_members: m.programmes_term_documents_to_members,
	questions_to_applicant: m.programmes_term_questions,
	revision_after_council: m.programmes_term_revision_after_council,
	appraisal_meeting: m.programmes_term_appraisal_meeting,
	documents_to_appraisers: m.programmes_term_documents_to_appraisers,
	revision_after_appraisal: m.programmes_term_revision_after_appraisal,
	submission_for_approval: m.programmes_term_submission,
	publication_of_result: m.programmes_term_publication,
	publication_kept: m.programmes_term_publication_kept,
	cancellation_notice: m.programmes_term_cancellation,
	list_review: m.programmes_term_list_review,
	list_publication: m.programmes_term_list_publication,
	leader_monthly_norm: m.programmes_ceiling_leader,
	other_role_share: m.programmes_ceiling_other_role,
	domestic_expert_share: m.programmes_ceiling_domestic_expert,
	foreign_expert_share: m.programmes_ceiling_foreign_expert,
	workshop_chair: m.programmes_ceiling_workshop_chair,
	workshop_secretary: m.programmes_ceiling_workshop_secretary,
	workshop_speaker: m.programmes_ceiling_workshop_speaker,
	workshop_paper: m.programmes_ceiling_workshop_paper,
	workshop_participant: m.programmes_ceiling_workshop_participant,
	leader: m.programmes_labour_leader,
	scientific_secretary: m.programmes_role_scientific_secretary,
	main_member: m.programmes_labour_main_member,
	member: m.programmes_labour_member,
	technician: m.programmes_labour_technician
};

function term(limit: TimeLimit): string {
	return 'workingDays' in limit
		? m.programmes_working_days({ days: limit.workingDays })
		: m.programmes_days({ days: limit.days });
}

const ratio = ({ num, den }: { readonly num: bigint; readonly den: bigint }): string => `${num}/${den}`;

function shareWords({ share, of, bound }: ShareRule): string {
	const words = { share: ratio(share), of: BASE[of]() };
	return bound === 'more_than' ? m.programmes_share_more_than(words) : m.programmes_share_at_least(words);
}

type Describe<Name extends RuleName> = {
	readonly label: () => string;
	readonly lines: (value: RuleValues[Name], locale: Locale) => readonly string[];
};

const named = (key: string): string => TERM[key]?.() ?? key;

const RULES: { readonly [Name in RuleName]: Describe<Name> } = {
	publicationWindow: { label: m.programmes_rule_publication, lines: (value) => [term(value)] },
	secondCall: {
		label: m.programmes_rule_second_call,
		lines: ({ months }) => [m.programmes_second_call({ months })]
	},
	councilSize: {
		label: m.programmes_rule_size,
		lines: ({ min, max }) => [m.programmes_members_between({ min, max })]
	},
	composition: {
		label: m.programmes_rule_composition,
		lines: (roles) =>
			roles.map(({ role, exactly, atLeast, atMost }) => {
				const words = ROLE[role]();
				if (exactly !== undefined) return m.programmes_exactly({ role: words, count: exactly });
				return [
					...(atLeast === undefined ? [] : [m.programmes_at_least({ role: words, count: atLeast })]),
					...(atMost === undefined ? [] : [m.programmes_at_most({ role: words, count: atMost })])
				].join(' ');
			})
	},
	standings: {
		label: m.programmes_rule_standings,
		lines: (rules) =>
			rules.flatMap(({ standing, atLeast, atMost, barredRoles }) => {
				const role = STANDING[standing]();
				return [
					...(atLeast === undefined ? [] : [m.programmes_at_least({ role, count: atLeast })]),
					...(atMost === undefined ? [] : [m.programmes_at_most({ role, count: atMost })]),
					...(barredRoles ?? []).map((barred) =>
						m.programmes_standing_barred({ standing: role, role: ROLE[barred]() })
					)
				];
			})
	},
	quorum: {
		label: m.programmes_rule_quorum,
		lines: ({ share, lead, roles, standings }) => [
			m.programmes_quorum_share({ share: `${share.num}/${share.den}` }),
			LEAD[lead](),
			...roles.map(({ role, count }) => m.programmes_at_least({ role: ROLE[role](), count })),
			...(standings ?? []).map(({ standing, count }) =>
				m.programmes_at_least({ role: STANDING[standing](), count })
			)
		]
	},
	countingBoard: {
		label: m.programmes_rule_counting,
		lines: (count) => [m.programmes_members({ count })]
	},
	recusalScope: {
		label: m.programmes_rule_recusal,
		lines: (scope) => [scope === 'lot' ? m.programmes_recusal_lot() : m.programmes_recusal_application()]
	},
	threshold: {
		label: m.programmes_rule_threshold,
		lines: (points) => [m.public_rule_threshold({ points })]
	},
	zeroRule: {
		label: m.programmes_rule_zero,
		lines: (share) => [m.programmes_zero({ share: `${share.num}/${share.den}` })]
	},
	outlierRule: {
		label: m.programmes_rule_outlier,
		lines: ({ percent }) => [m.public_rule_outlier({ percent })]
	},
	bonus: {
		label: m.programmes_rule_bonus,
		lines: (share, locale) => [m.public_rule_bonus({ share: formatPercent(share, locale, 0) })]
	},
	validBallotsShare: {
		label: m.programmes_rule_ballots,
		lines: (share) => [m.programmes_ballots({ share: `${share.num}/${share.den}` })]
	},
	tieBreaks: { label: m.programmes_rule_ties, lines: (ties) => ties.map((tie) => TIE[tie]()) },
	maxRecommendedPerLot: {
		label: m.programmes_rule_per_lot,
		lines: (count) => [m.public_rule_per_lot({ count })]
	},
	ballotItems: {
		label: m.programmes_rule_items,
		lines: ({ items, reasons }, locale) => [
			...items.map(({ label }) => localizedText(label, locale)),
			...(reasons === 'on_fail' ? [m.programmes_reasons_on_fail()] : [])
		]
	},
	itemsPass: { label: m.programmes_rule_items_pass, lines: (rule) => [shareWords(rule)] },
	motionPass: { label: m.programmes_rule_motion_pass, lines: (rule) => [shareWords(rule)] },
	ballotLevel: {
		label: m.programmes_rule_ballot_level,
		lines: ({ quantitiesMet, leastOfOrder, reasons }) => [
			m.programmes_level_quantities({ share: ratio(quantitiesMet) }),
			m.programmes_level_order({ share: ratio(leastOfOrder) }),
			...(reasons === 'on_fail' ? [m.programmes_reasons_on_fail()] : [])
		]
	},
	councilLevel: {
		label: m.programmes_rule_council_level,
		lines: ({ excellent, excellentWithFailed, failed }) => [
			m.programmes_level_excellent({ share: shareWords(excellent), count: excellentWithFailed }),
			m.programmes_level_failed({ share: shareWords(failed) })
		]
	},
	lateAcceptance: {
		label: m.programmes_rule_late,
		lines: ({ months }) => [m.programmes_late_months({ months })]
	},
	managementRule: {
		label: m.programmes_rule_management,
		lines: ({ rate, basis, cap }, locale) => [
			basis === 'gross'
				? m.programmes_management_gross({ rate: formatPercent(rate, locale, 0) })
				: m.programmes_management_net({ rate: formatPercent(rate, locale, 0) }),
			...(cap === undefined ? [] : [m.programmes_cap({ amount: formatDong(cap, locale) })])
		]
	},
	khoanTest: {
		label: m.programmes_rule_khoan,
		lines: ({ share, amount }, locale) => [
			m.programmes_khoan({ share: formatPercent(share, locale, 0), amount: formatDong(amount, locale) })
		]
	},
	labour: {
		label: m.programmes_rule_labour,
		lines: ({ strategy }) => [
			strategy === 'coefficient_months'
				? m.programmes_labour_months()
				: strategy === 'base_salary_days'
					? m.programmes_labour_days()
					: strategy
		]
	},
	leaderNorm: {
		label: m.programmes_rule_norm,
		lines: (amount, locale) => [m.programmes_a_month({ amount: formatDong(amount, locale) })]
	},
	daysPerMonth: {
		label: m.programmes_rule_days,
		lines: (days) => [m.programmes_days({ days })]
	},
	roleCoefficients: {
		label: m.programmes_rule_coefficients,
		lines: (roles, locale) =>
			Object.entries(roles).map(([role, value]) => `${named(role)}: ${formatDecimal(value, locale)}`)
	},
	ceilings: {
		label: m.programmes_rule_ceilings,
		lines: (ceilings, locale) =>
			Object.entries(ceilings).map(([key, { share, amount }]) => {
				const limits = [
					...(share === undefined ? [] : [formatPercent(share, locale, 0)]),
					...(amount === undefined ? [] : [formatDong(amount, locale)])
				];
				return `${named(key)}: ${limits.join(', ')}`;
			})
	},
	rounding: {
		label: m.programmes_rule_rounding,
		lines: ({ lineStep, decisionStep }, locale) => [
			m.programmes_rounding({
				line: formatDong(lineStep, locale),
				decision: formatDong(decisionStep, locale)
			})
		]
	},
	instalments: {
		label: m.programmes_rule_instalments,
		lines: ({ firstAtMost, clearedAtLeast }, locale) => [
			m.programmes_instalment_first({ share: formatPercent(firstAtMost, locale, 0) }),
			m.programmes_instalment_next({ share: formatPercent(clearedAtLeast, locale, 0) })
		]
	},
	timeLimits: {
		label: m.programmes_rule_limits,
		lines: (limits) => Object.entries(limits).map(([key, limit]) => `${named(key)}: ${term(limit)}`)
	}
};

function describe<Name extends RuleName>(name: Name, rules: RulesInForce, locale: Locale): RuleWords[] {
	const rule = rules[name];
	if (rule === undefined) return [];
	const words: Describe<Name> = RULES[name];
	return [
		{
			name,
			label: words.label(),
			lines: words.lines(rule.value as RuleValues[Name], locale),
			citation: rule.citation,
			verify: rule.verify === true
		}
	];
}

/** Every rule in force in words, in the order of the procedure. */
export function ruleWords(rules: RulesInForce, locale: Locale): RuleWords[] {
	return (Object.keys(RULES) as RuleName[]).flatMap((name) => describe(name, rules, locale));
}
