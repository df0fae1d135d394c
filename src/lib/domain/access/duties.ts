/**
 * What roles of the office may bring about for others. One table: exclusions, second administrators and the ends of
 * sessions read it. Its SQL twin is the function `needs_second_administrator`.
 */
import type { Role } from './actor.ts';

/** Prepare, verify and approve money, and sign what the Department issues. */
export const SIGNING_ROLES: readonly Role[] = ['finance_officer', 'finance_head', 'director'];

/** Give out roles. */
export const ADMINISTRATING_ROLES: readonly Role[] = ['administrator'];

/** Signs or administers: such a role is put in force by a second administrator, and its sessions are short. */
export function signsOrAdministers(role: Role): boolean {
	return SIGNING_ROLES.includes(role) || ADMINISTRATING_ROLES.includes(role);
}
