import { describe, expect, it } from 'vitest';
import type { Person } from './actor.ts';
import { sessionEnd, sessionKindOf } from './session-terms.ts';

const all = { type: 'all' } as const;
const firm = { type: 'organisation', id: 'a' } as const;
const seat = { memberId: 'm', councilId: 'c', callId: 'k', role: 'member' } as const;
const who = (grants: Person['grants'], seats: Person['seats'] = []) => ({ grants, seats });

describe('the kind of a session', () => {
	it.each([
		[who([]), 'applicant'],
		[who([{ role: 'representative', scope: firm }]), 'applicant'],
		[who([], [seat]), 'office'],
		[who([{ role: 'auditor', scope: all }]), 'office'],
		[who([{ role: 'measurement_officer', scope: { type: 'programme', id: 'MAP' } }]), 'office'],
		[who([{ role: 'director', scope: all }]), 'signing'],
		[who([{ role: 'finance_officer', scope: all }], [seat]), 'signing'],
		[who([{ role: 'administrator', scope: all }]), 'signing']
	] as const)('%o: %s', (person, kind) => {
		expect(sessionKindOf(person)).toBe(kind);
	});
});

describe('the end of a session', () => {
	const term = { kind: 'signing', idleMinutes: 60, wholeMinutes: 600 } as const;
	const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 29) + minutes * 60_000);

	it('moves with use, and never past the whole', () => {
		expect(sessionEnd({ startedAt: at(0), seenAt: at(0) }, term)).toEqual(at(60));
		expect(sessionEnd({ startedAt: at(0), seenAt: at(30) }, term)).toEqual(at(90));
		expect(sessionEnd({ startedAt: at(0), seenAt: at(580) }, term)).toEqual(at(600));
	});
});
