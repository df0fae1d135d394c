import { expect, it } from 'vitest';
import type { Role } from './actor.ts';
import { ROLES } from './actor.ts';
import { FACTOR_ROLES, needsFactor } from './factor-roles.ts';
import { factorOf, POLICY, rolesWith } from './policy.ts';
import type { Action } from './policy.ts';
import { signsOrAdministers } from './duties.ts';
import {
	acceptedStep,
	base32,
	canonicalFigures,
	commitmentText,
	counterFollows,
	meansOfAct,
	meansOfOwnChange,
	recoveryCodeOf,
	TOTP_SECONDS
} from './second-factor.ts';

/** Acts of those who sign or administer that a password alone reaches, each with the reason. */
const BY_PASSWORD: Readonly<Partial<Record<Action, string>>> = {
	'organisation.review': 'reads',
	'record.open': 'reads',
	'person.invite': 'makes an account without a role',
	'audit.export': 'reads, and leaves an entry'
};

it('asks whoever signs or administers for more than the password at every act of the permission table', () => {
	const signing = ROLES.filter((role: Role) => signsOrAdministers(role));
	const open = (Object.keys(POLICY) as Action[]).filter(
		(action) =>
			rolesWith(action).some((role) => signing.includes(role)) &&
			!/\.read(_\w+)?$/.test(action) &&
			factorOf(action) === undefined
	);
	expect(open.sort()).toEqual(Object.keys(BY_PASSWORD).sort());
});

it('asks again, each time, for what signs, gives roles or moves money', () => {
	const each = (Object.keys(POLICY) as Action[]).filter((action) => factorOf(action) === 'each_time');
	expect(each.sort()).toEqual([
		'budget.approve',
		'budget.countersign',
		'budget.prepare',
		'budget.verify',
		'factor.recover',
		'fund.allocate',
		'grant.give',
		'selection.amend'
	]);
});

it('lets everybody whose role asks for a factor somewhere need one, and nobody else', () => {
	expect([...FACTOR_ROLES].sort()).toEqual([
		'administrator',
		'director',
		'finance_head',
		'finance_officer',
		'measurement_officer',
		'science_officer'
	]);
	const scope = { type: 'programme', id: 'MAP' } as const;
	expect(needsFactor({ grants: [{ role: 'measurement_officer', scope }] })).toBe(true);
	expect(needsFactor({ grants: [{ role: 'auditor', scope: { type: 'all' } }] })).toBe(false);
	expect(needsFactor({ grants: [] })).toBe(false);
});

it('confirms an act by what the person has, and by the password in a demonstration only', () => {
	expect(meansOfAct({ kinds: ['totp', 'passkey'], demonstration: false })).toEqual(['passkey', 'totp']);
	expect(meansOfAct({ kinds: ['totp'], demonstration: true })).toEqual(['totp']);
	expect(meansOfAct({ kinds: [], demonstration: true })).toEqual(['password']);
	expect(meansOfAct({ kinds: [], demonstration: false })).toEqual([]);
});

it('lets no password alone enrol the first device of whoever signs', () => {
	const none = { kinds: [], demonstration: false } as const;
	expect(meansOfOwnChange({ ...none, needed: true })).toEqual(['letter']);
	expect(meansOfOwnChange({ ...none, needed: false })).toEqual(['password']);
	expect(meansOfOwnChange({ kinds: ['totp'], demonstration: true, needed: true })).toEqual([
		'totp',
		'recovery_code'
	]);
});

it('takes each step of codes once, one before and after included', () => {
	const codeOf = (step: number): string => String(step).padStart(6, '0');
	const now = new Date(1000 * TOTP_SECONDS * 1000);
	expect(acceptedStep('001000', now, { lastStep: 0, codeOf })).toEqual({ ok: true, value: 1000 });
	expect(acceptedStep('000 999', now, { lastStep: 0, codeOf })).toEqual({ ok: true, value: 999 });
	expect(acceptedStep('001001', now, { lastStep: 0, codeOf })).toEqual({ ok: true, value: 1001 });
	expect(acceptedStep('001002', now, { lastStep: 0, codeOf })).toMatchObject({
		refusal: { code: 'code_wrong' }
	});
	for (const used of ['001000', '000999'])
		expect(acceptedStep(used, now, { lastStep: 1000, codeOf })).toMatchObject({
			refusal: { code: 'code_used' }
		});
});

it('refuses a counter that goes back, of a key that cannot leave its device', () => {
	const bound = { synced: false };
	expect(counterFollows(0, 0, bound).ok).toBe(true);
	expect(counterFollows(4, 5, bound).ok).toBe(true);
	for (const shown of [5, 4, 0])
		expect(counterFollows(5, shown, bound)).toMatchObject({ refusal: { code: 'passkey_counter' } });
	expect(counterFollows(5, 0, { synced: true }).ok).toBe(true);
});

it('says figures by their keys and texts, whatever their spaces', () => {
	const said = canonicalFigures([
		{ key: 'case', text: ' MAP-2026-0007\n' },
		{ key: 'amount', text: '45.000.000\u00a0đồng' }
	]);
	expect(said).toBe('case=MAP-2026-0007\namount=45.000.000 đồng\n');
	const one = commitmentText({ nonce: 'n', act: 'sign_appraisal', figures: said });
	expect(one).not.toBe(commitmentText({ nonce: 'n', act: 'reject_appraisal', figures: said }));
	expect(one).not.toBe(commitmentText({ nonce: 'm', act: 'sign_appraisal', figures: said }));
});

it('writes base32 as RFC 4648 does, and reads recovery codes as people type them', () => {
	expect(base32(new TextEncoder().encode('foobar'))).toBe('MZXW6YTBOI');
	expect(recoveryCodeOf(' abcd-efgh 2345')).toBe('ABCDEFGH2345');
});
