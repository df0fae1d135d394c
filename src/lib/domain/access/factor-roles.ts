/** Who has to hold a second factor. Apart from `second-factor.ts`, which browsers fetch: the permission table stays here. */
import { ROLES } from './actor.ts';
import type { Person, Role } from './actor.ts';
import { factorOf, POLICY, rolesWith } from './policy.ts';
import type { Action } from './policy.ts';

/** Roles with a permit that asks for more than the password. */
export const FACTOR_ROLES: readonly Role[] = ROLES.filter((role) =>
	(Object.keys(POLICY) as Action[]).some(
		(action) => factorOf(action) !== undefined && rolesWith(action).includes(role)
	)
);

/** Whoever holds such a role has a second factor: an act that asks for one would else stop at the act. */
export function needsFactor({ grants }: Pick<Person, 'grants'>): boolean {
	return grants.some(({ role }) => FACTOR_ROLES.includes(role));
}
