/** Bodies that advise the office; a rule set may hold the numbers of each. */
export const BODY_KIND_KEYS = [
	'definition_council',
	'screening_council',
	'selection_council',
	'appraisal_group',
	'acceptance_council',
	'expert_group'
] as const;

export type BodyKindKey = (typeof BODY_KIND_KEYS)[number];
