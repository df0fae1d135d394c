import type { WhyAsked } from '#lib/domain/organisations/asked-change.ts';
import type { RegisterKind, Standing } from '#lib/domain/organisations/standing.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** How an organisation stands. */
export const standingWords: Readonly<Record<Standing, () => string>> = {
	claimed: m.standing_state_claimed,
	proved: m.standing_state_proved,
	refused: m.standing_state_refused,
	merged: m.standing_state_merged
};

/** Why a change goes to the office, as the office reads it and as the organisation does. */
export const whyWords: Readonly<
	Record<WhyAsked, { readonly office: () => string; readonly own: () => string }>
> = {
	under_way: { office: m.standing_change_why_under_way, own: m.standing_own_change_why_under_way },
	name_elsewhere: {
		office: m.standing_change_why_name_elsewhere,
		own: m.standing_own_change_why_name_elsewhere
	}
};

/** Where the office looked a firm up. */
export const registerWords: Readonly<Record<RegisterKind, () => string>> = {
	business: m.standing_register_business,
	cooperative: m.standing_register_cooperative,
	household: m.standing_register_household,
	tax: m.standing_register_tax,
	science: m.standing_register_science,
	decision: m.standing_register_decision
};
