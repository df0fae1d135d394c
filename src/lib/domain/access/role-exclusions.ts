import type { Role } from './actor.ts';
import { SIGNING_ROLES } from './duties.ts';

/** Two roles that one person never holds at the same time. */
export interface RoleExclusion {
	readonly roles: readonly [Role, Role];
	/** First day of the rule, Vietnam time. */
	readonly since: string;
	/** Where it comes from: all of these are the Department's own convention, no law names them. */
	readonly source: 'department';
}

const convention = (one: Role, other: Role): RoleExclusion => ({
	roles: [one, other],
	since: '2026-01-01',
	source: 'department'
});

const ACTS: readonly Role[] = [
	'measurement_officer',
	'science_officer',
	'enterprise_officer',
	...SIGNING_ROLES
];

/**
 * Whoever prepares, verifies and approves money are three; whoever gives out roles signs nothing; whoever audits
 * does nothing that is audited; whoever says who speaks for a firm decides no money of it.
 */
export const ROLE_EXCLUSIONS: readonly RoleExclusion[] = [
	convention('finance_officer', 'finance_head'),
	convention('finance_officer', 'director'),
	convention('finance_head', 'director'),
	...SIGNING_ROLES.map((role) => convention('administrator', role)),
	...SIGNING_ROLES.map((role) => convention('enterprise_officer', role)),
	...[...ACTS, 'administrator' as const].map((role) => convention('auditor', role))
];

/** The first of the held roles that excludes the new one on that day (yyyy-MM-dd), if one does. */
export function excludedBy(role: Role, held: readonly Role[], day: string): Role | undefined {
	return held.find((other) =>
		ROLE_EXCLUSIONS.some(
			({ roles, since }) => since <= day && other !== role && roles.includes(role) && roles.includes(other)
		)
	);
}
