import { describe, expect, it } from 'vitest';
import { ROLES } from './actor.ts';
import type { Grant, GrantScope, Person, Role, Seat } from './actor.ts';
import { can, POLICY, scopeOf } from './policy.ts';
import type { Action } from './policy.ts';
import { ROUTES } from './routes.ts';

function person(grants: readonly Grant[] = [], seats: readonly Seat[] = [], employerId?: string): Person {
	const names = { accountId: 'a', name: 'Siu Thị Hà', title: '', email: 'ha@chuan.test' };
	const tied = employerId === undefined ? {} : { employerId };
	return { kind: 'person', personId: 'p', ...names, ...tied, grants, seats };
}

const everywhere: GrantScope = { type: 'all' };
const holding = (role: Role, scope: GrantScope = everywhere): Person => person([{ role, scope }]);
const actions = Object.keys(POLICY) as Action[];
/** What a holder of one role may do, beyond what everybody signed in may. */
const acts = (role: Role): Action[] =>
	actions.filter((action) => can(holding(role), action).ok && !can(person(), action).ok);

/** Every action that changes something behind some door. */
const changing = new Set(Object.values(ROUTES).flatMap(({ acts: named }) => Object.values(named ?? {})));

describe('the permission table, with the eyes of an attacker', () => {
	it('lets the auditor read and change nothing', () => {
		const changes = [...changing].filter((action) => can(holding('auditor'), action).ok);
		// The own account: a name, a password and what guards it, signing out. An export of the log leaves an entry.
		expect(changes.sort()).toEqual(['account.enter', 'account.own', 'account.secure', 'audit.export']);
		const reads = actions.filter((action) => action.includes('.read') && can(holding('auditor'), action).ok);
		expect(reads).toEqual(
			expect.arrayContaining(['application.read', 'budget.read', 'fund.read', 'audit.read', 'record.read'])
		);
		expect(scopeOf(holding('auditor'), 'organisation.create').all).toBe(false);
	});

	it('lets the administrator keep people and machinery, and see neither dossiers nor money', () => {
		expect(acts('administrator').sort()).toEqual([
			'audit.erase',
			'audit.export',
			'audit.read',
			'calendar.manage',
			'calendar.read',
			'definition.read',
			'design.read',
			'factor.recover',
			'grant.give',
			'letters.amend',
			'mail.read',
			'office.manage',
			'office.read',
			'operations.read',
			'person.invite',
			'person.manage',
			'privacy.answer',
			'privacy.read',
			'reminders.manage',
			'reminders.read',
			'storage.read'
		]);
	});

	it('lets an editor write and not submit, withdraw or change who belongs to the organisation', () => {
		const editor = holding('editor', { type: 'organisation', id: 'dn1' });
		const own = { organisationId: 'dn1' };
		expect(can(editor, 'application.edit', own).ok).toBe(true);
		for (const action of [
			'application.submit',
			'application.withdraw',
			'organisation.edit',
			'organisation.members'
		] as const)
			expect(can(editor, action, own)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
	});

	it('keeps every step of a budget to the role that it is named after', () => {
		const holders = (action: Action): Role[] => ROLES.filter((role) => can(holding(role), action).ok);
		expect(holders('budget.appraise')).toEqual(['finance_officer']);
		expect(holders('budget.prepare')).toEqual(['finance_officer']);
		expect(holders('grant.give')).toEqual(['administrator']);
		expect(holders('budget.verify')).toEqual(['finance_head']);
		expect(holders('budget.approve')).toEqual(['director']);
		expect(holders('budget.countersign')).toEqual(['measurement_officer', 'science_officer', 'finance_head']);
		expect(holders('budget.give_back')).toEqual([
			'measurement_officer',
			'science_officer',
			'finance_head',
			'director'
		]);
		expect(holders('budget.decline_rejection')).toEqual(['finance_head', 'director']);
		expect(holders('chain.store')).toEqual([]);
		expect(holders('fund.allocate')).toEqual(['finance_head']);
		expect(holders('result.issue')).toEqual(['director']);
		expect(holders('selection.close')).toEqual(['director']);
		expect(holders('person.manage')).toEqual(['administrator']);
	});

	it('gives no role of the office a seat, and no seat a role of the office', () => {
		for (const role of ROLES) {
			for (const action of ['sheet.score', 'dossier.read', 'conflict.declare', 'session.run'] as const)
				expect([role, action, can(holding(role), action).ok]).toEqual([role, action, false]);
		}
		const chair: Seat = { memberId: 'm', councilId: 'c', callId: 'k', role: 'chair' };
		const seated = person([], [chair]);
		for (const action of ['application.read', 'budget.read', 'council.manage', 'selection.prepare'] as const)
			expect([action, can(seated, action).ok]).toEqual([action, false]);
		expect(can(seated, 'sheet.score', { callId: 'other' }).ok).toBe(false);
		expect(can(seated, 'sheet.score', { callId: 'k' }).ok).toBe(true);
	});

	it('holds an officer to the programme, for one thing and for lists', () => {
		const officer = holding('measurement_officer', { type: 'programme', id: 'MAP' });
		expect(can(officer, 'call.manage', { programme: 'MAP' }).ok).toBe(true);
		expect(can(officer, 'call.manage', { programme: 'TASK' })).toMatchObject({
			refusal: { code: 'not_found' }
		});
		expect(scopeOf(officer, 'application.read')).toEqual({
			all: false,
			organisationIds: [],
			programmes: ['MAP'],
			callIds: []
		});
	});

	it('refuses whoever is tied to the applicant every step on its case, as grant holder and as employee', () => {
		const decisive = [
			'application.check_validity',
			'budget.appraise',
			'budget.approve',
			'budget.give_back'
		] as const;
		for (const action of decisive) {
			const roles = ROLES.filter((role) => can(holding(role), action, { organisationId: 'dn1' }).ok);
			for (const role of roles) {
				const employed = person([{ role, scope: everywhere }], [], 'dn1');
				expect(can(employed, action, { organisationId: 'dn1' })).toMatchObject({
					refusal: { code: 'tied_to_applicant' }
				});
			}
		}
	});

	it('tells visitors to sign in, and everybody else nothing', () => {
		expect(can({ kind: 'visitor' }, 'budget.read')).toMatchObject({ refusal: { code: 'sign_in_needed' } });
		expect(can(person(), 'budget.read')).toMatchObject({ refusal: { code: 'not_found' } });
	});

	it('names each changing act by an action of its own kind: none is behind a permission to read', () => {
		const asked = Object.entries(ROUTES).flatMap(([route, { acts: named }]) =>
			Object.entries(named ?? {}).map(([act, action]) => [`${route} ${act}`, action] as const)
		);
		expect(asked.filter(([, action]) => action.includes('.read'))).toEqual([]);
	});
});

describe('what is sealed', () => {
	const about = { organisationId: 'dn1', programme: 'MAP', callId: 'k' };
	const seat: Seat = { memberId: 'm', councilId: 'c', callId: 'k', role: 'chair' };

	it('is reached by no role of the office, whatever its scope, and by no seat', () => {
		for (const role of ROLES.filter((one) => one !== 'representative' && one !== 'editor')) {
			for (const scope of [everywhere, { type: 'programme', id: 'MAP' } as const])
				expect(
					actions.filter((action) => permitted(person([{ role, scope }], [seat]), action, true))
				).toEqual([]);
		}
	});

	it('stays its own people’s, and nobody else’s organisation opens it', () => {
		const own = holding('representative', { type: 'organisation', id: 'dn1' });
		const other = holding('representative', { type: 'organisation', id: 'dn2' });
		for (const action of [
			'application.read_own',
			'application.submit',
			'record.read',
			'document.read'
		] as const) {
			expect([action, can(own, action, { ...about, sealed: true }).ok]).toEqual([action, true]);
			expect([action, can(other, action, { ...about, sealed: true }).ok]).toEqual([action, false]);
		}
	});

	it('is nobody’s right taken away: the same, opened, is permitted as before', () => {
		expect(permitted(holding('auditor'), 'application.read', false)).toBe(true);
		expect(permitted(person([], [seat]), 'dossier.read', false)).toBe(true);
	});

	/** Beyond what everybody signed in may. */
	function permitted(actor: Person, action: Action, sealed: boolean): boolean {
		return can(actor, action, { ...about, sealed }).ok && !can(person(), action, { ...about, sealed }).ok;
	}

	it('opens to a seat nothing of the other council of its call', () => {
		const chair = person([], [{ memberId: 'm', councilId: 'first', callId: 'call', role: 'chair' }]);
		for (const action of [
			'session.read',
			'session.run',
			'ballot.read',
			'council.sit',
			'sheet.score'
		] as const) {
			expect(can(chair, action, { callId: 'call', councilId: 'first' }).ok, action).toBe(true);
			expect(can(chair, action, { callId: 'call', councilId: 'second' }), action).toMatchObject({
				refusal: { code: 'not_found' }
			});
		}
		expect(can(chair, 'session.read', { callId: 'call' }).ok).toBe(true);
		const both = person(
			[],
			[...chair.seats, { memberId: 'n', councilId: 'second', callId: 'call', role: 'member' }]
		);
		expect(can(both, 'session.run', { callId: 'call', councilId: 'second' }).ok).toBe(false);
	});
});
