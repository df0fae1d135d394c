import { signerRoles } from '../budgets/signer-roles.ts';
import { tiesOf } from '#lib/domain/access/actor.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import { can, scopeOf } from '#lib/domain/access/policy.ts';
import type { Action, Scope } from '#lib/domain/access/policy.ts';
import { present } from '#lib/domain/shared/present.ts';
import type { TaskHats } from './ports.ts';

/** The hats of a person, read from the permission table, so that a task never asks for a forbidden act. */
export function taskHats(person: Person): TaskHats {
	const worn = (action: Action): Scope | undefined => {
		const scope = scopeOf(person, action);
		return scope.all || scope.programmes.length > 0 ? scope : undefined;
	};
	return {
		personId: person.personId,
		email: can(person, 'invitation.answer').ok ? person.email : '',
		rulesTies: worn('tie.rule') !== undefined,
		rulesClaims: worn('organisation.rule') !== undefined,
		representedIds: scopeOf(person, 'organisation.edit').organisationIds,
		tied: tiesOf(person),
		organisationIds: scopeOf(person, 'application.read_own').organisationIds,
		signs: signerRoles(person),
		...present({
			manage: worn('call.manage'),
			decideProposals: worn('proposal.decide'),
			appraise: worn('budget.appraise'),
			verify: worn('budget.verify'),
			approve: worn('budget.approve'),
			closeSelection: worn('selection.close'),
			issueResult: worn('result.issue')
		}),
		sits: person.seats.length > 0,
		administers: can(person, 'person.manage').ok,
		mail: can(person, 'mail.read').ok,
		storage: can(person, 'storage.read').ok,
		audit: can(person, 'audit.read').ok
	};
}
