import type { BallotKindKey } from '#lib/domain/ballots/ballot-kind.ts';
import { BODY_KIND_KEYS } from '#lib/domain/councils/body-kind-key.ts';
import type { BodyKindKey } from '#lib/domain/councils/body-kind-key.ts';
import { BODY_KINDS } from '#lib/domain/councils/body-kinds.ts';
import type { ProgrammeDefinition } from '#lib/domain/definitions/definition.ts';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { judged } from '#lib/domain/flow/flow-facts.ts';
import { rulesOfBody } from '#lib/domain/rules/rule-set.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Locale } from '#lib/i18n/formats/locale.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { ruleWords } from './rule-words.ts';
import type { RuleWords } from './rule-words.ts';

export interface BodyWords {
	readonly key: BodyKindKey;
	readonly title: string;
	/** Ways in which it may vote; empty: it concludes together. */
	readonly ballots: readonly string[];
	/** null: it goes by the rules of the call. */
	readonly rules: readonly RuleWords[] | null;
}

const BODY: Readonly<Record<BodyKindKey, () => string>> = {
	definition_council: m.programmes_body_definition,
	screening_council: m.programmes_body_screening,
	selection_council: m.programmes_body_selection,
	appraisal_group: m.programmes_body_appraisal,
	acceptance_council: m.programmes_body_acceptance,
	expert_group: m.programmes_body_experts
};

const BALLOT: Readonly<Record<BallotKindKey, () => string>> = {
	scores: m.programmes_ballot_scores,
	items: m.programmes_ballot_items,
	levels: m.programmes_ballot_levels,
	yes_no: m.programmes_ballot_yes_no
};

/** Every body of a definition on a date, in the order of its procedure: those of its rule set, and the one that selects. */
export function bodyWords(definition: ProgrammeDefinition, date: CalendarDate, locale: Locale): BodyWords[] {
	const { ruleSet } = definition;
	const seated = judged(flowOf(definition));
	return BODY_KIND_KEYS.flatMap((key): BodyWords[] => {
		const ofCall = key === 'selection_council';
		if (key === 'selection_council' ? !seated : ruleSet.bodies?.[key] === undefined) return [];
		return [
			{
				key,
				title: BODY[key](),
				ballots: BODY_KINDS[key].ballots.map((ballot) => BALLOT[ballot]()),
				rules: ofCall ? null : ruleWords(rulesOfBody(ruleSet, key, date), locale)
			}
		];
	});
}
