import type { Person } from '#lib/domain/access/actor.ts';
import { scopeOf } from '#lib/domain/access/policy.ts';
import { SIGNING_ACTION, SIGNING_KINDS, signingRoles } from '#lib/domain/budgets/signing.ts';
import type { SignerRole } from '../../budgets/ports.ts';

/** The roles in which a person may stand in a chain, each with the cases that its grants cover. */
export function signerRoles(person: Person): SignerRole[] {
	return SIGNING_KINDS.flatMap((kind) =>
		signingRoles(kind).flatMap((role) => {
			const grants = person.grants.filter((grant) => grant.role === role);
			if (grants.length === 0) return [];
			return [{ kind, role, scope: scopeOf({ ...person, grants }, SIGNING_ACTION[kind]) }];
		})
	);
}
