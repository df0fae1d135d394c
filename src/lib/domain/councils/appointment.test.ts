import { describe, expect, it } from 'vitest';
import { appointmentFindings, checkAppointment } from './appointment.ts';

const person = { name: 'ThS. Võ Thành Long', organisationIds: ['x'], auditor: false, officePart: false };
const one = {
	code: 'TASK-1',
	lotId: 'lot-1',
	organisation: 'Mía đường',
	applicantOrganisationId: 'sugar',
	cooperatingOrganisationIds: [] as string[],
	participantNames: [] as string[]
};
const other = { ...one, code: 'TASK-2', lotId: 'lot-2', applicantOrganisationId: 'water' };

const codes = (change: Partial<typeof person>, cases = [one]) =>
	appointmentFindings({ ...person, ...change }, cases).map(({ code }) => code);

describe('before an appointment', () => {
	it('nothing is known of most people', () => expect(codes({})).toEqual([]));

	it('the applicant’s own, a namesake, a partner’s, an auditor and an officer are known', () => {
		expect(codes({ organisationIds: ['sugar'] })).toEqual(['host_staff']);
		expect(codes({}, [{ ...one, participantNames: ['Võ Thành Long'] }])).toEqual(['participant']);
		expect(codes({}, [{ ...one, cooperatingOrganisationIds: ['x'] }])).toEqual(['cooperating_staff']);
		expect(codes({ auditor: true, officePart: true })).toEqual(['auditor', 'office_part']);
	});
});

describe('an appointment', () => {
	const check = (
		change: Partial<typeof person>,
		more: {
			cases?: (typeof one)[];
			reason?: string;
			role?: 'member' | 'administrative_secretary';
			scope?: 'lot' | 'application';
		} = {}
	) => {
		const { cases = [one], reason = '', role = 'member', scope = 'lot' } = more;
		const findings = appointmentFindings({ ...person, ...change }, cases);
		const checked = checkAppointment({ role, findings, cases, scope, reason });
		return checked.ok ? 'ok' : checked.refusal.code;
	};

	it('of somebody of whom nothing is known needs no reason', () => expect(check({})).toBe('ok'));

	it('of an auditor is refused whatever the reason', () =>
		expect(check({ auditor: true }, { reason: 'Cần.' })).toBe('appointment_auditor'));

	it('of the applicant’s own is refused where nothing would be left to judge', () => {
		const host = { organisationIds: ['sugar'] };
		expect(check(host, { reason: 'Cần.' })).toBe('appointment_barred');
		expect(check(host, { cases: [one, other] })).toBe('appointment_reason_missing');
		expect(check(host, { cases: [one, other], reason: 'Chỉ xét nhiệm vụ kia.' })).toBe('ok');
		const sameLot = { ...other, lotId: 'lot-1' };
		expect(check(host, { cases: [one, sameLot], reason: 'Cần.' })).toBe('appointment_barred');
		expect(check(host, { cases: [one, sameLot], reason: 'Cần.', scope: 'application' })).toBe('ok');
	});

	it('of an officer of the call takes a reason, but not to serve as its secretary', () => {
		expect(check({ officePart: true })).toBe('appointment_reason_missing');
		expect(check({ officePart: true }, { reason: 'Chuyên môn.' })).toBe('ok');
		expect(check({ officePart: true }, { role: 'administrative_secretary' })).toBe('ok');
	});
});
