import { tiesOf } from '#lib/domain/access/actor.ts';
import type { Person } from '#lib/domain/access/actor.ts';
import { can, scopeOf } from '#lib/domain/access/policy.ts';
import type { Action, Scope } from '#lib/domain/access/policy.ts';
import { signingDesk } from '#lib/domain/flow/stage-work.ts';
import { signerRoles } from '../budgets/signer-roles.ts';
import type { DeskPlace, Standing } from '../../tasks/ports.ts';

/** Acts that are a desk of the office, each under the name of its permission. */
const DESKS: readonly Action[] = [
	'call.manage',
	'proposal.decide',
	'selection.close',
	'selection.amend',
	'result.issue',
	'budget.verify',
	'budget.approve',
	'tie.rule',
	'organisation.rule',
	'person.manage',
	'factor.recover',
	'mail.read',
	'storage.read',
	'operations.read',
	'audit.read',
	'privacy.answer'
];

function place(desk: string, { all, programmes }: Scope): DeskPlace[] {
	return all || programmes.length > 0 ? [{ desk, everywhere: all, programmes }] : [];
}

/** Where a person stands, read from the permission table, so that a task never asks for a forbidden act. */
export function standingOf(person: Person): Standing {
	const at = (action: Action, desk: string = action): DeskPlace[] => place(desk, scopeOf(person, action));
	return {
		personId: person.personId,
		email: can(person, 'invitation.answer').ok ? person.email : '',
		organisationIds: scopeOf(person, 'application.read_own').organisationIds,
		representedIds: scopeOf(person, 'organisation.edit').organisationIds,
		tied: tiesOf(person),
		desks: [
			...DESKS.flatMap((action) => at(action)),
			...signerRoles(person).flatMap(({ kind, role, scope }) => place(signingDesk(kind, role), scope))
		],
		waitsAt: [...at('call.manage'), ...waitsForSigners(at)]
	};
}

/** Whoever has a part in the money of a case sees at which desk it lies, unless it is the own one. */
function waitsForSigners(at: (action: Action, desk: string) => DeskPlace[]): DeskPlace[] {
	const first = (desk: string, own: Action, others: readonly Action[]): DeskPlace[] => {
		if (at(own, desk).length > 0) return [];
		return others.map((action) => at(action, desk)).find((places) => places.length > 0) ?? [];
	};
	return [
		...first('wait.prepare', 'budget.appraise', ['budget.verify', 'budget.approve', 'call.manage']),
		...first('wait.verify', 'budget.verify', ['budget.appraise', 'budget.approve', 'call.manage']),
		...first('wait.approve', 'budget.approve', ['budget.verify', 'budget.appraise', 'call.manage'])
	];
}

/** Somebody who is asked about as a person only: for the seats of a council. */
export function asPerson(personId: string): Standing {
	return {
		personId,
		email: '',
		organisationIds: [],
		representedIds: [],
		tied: { organisationIds: [], inCalls: [] },
		desks: [],
		waitsAt: []
	};
}
