import { describe, expect, it } from 'vitest';
import { calendarDate } from '#lib/domain/shared/period.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { correctionOf, correctionProblems, decisionProblems, extensionProblems } from './call-changes.ts';
import { NO_CONTACT } from './call-contact.ts';
import type { CallState } from './call.ts';

const codes = (problems: readonly Refusal[]) => problems.map(({ code }) => code);
const at = (text: string) => new Date(`${text}:00+07:00`);

describe('the decision of a change', () => {
	const today = calendarDate('2026-12-01');
	const decision = { reason: 'Mất điện diện rộng', number: '125/QĐ-SKHCN', on: today };

	it('has a reason, a number and a day that has come', () => {
		expect(decisionProblems(decision, today)).toEqual([]);
		const wrong = { reason: '', number: '', on: calendarDate('2026-12-02') };
		expect(codes(decisionProblems(wrong, today))).toEqual([
			'reason_missing',
			'call_decision_number_missing',
			'call_decision_ahead'
		]);
		for (const number of ['🙂', '…', ' / - '])
			expect(codes(decisionProblems({ ...decision, number }, today))).toEqual([
				'call_decision_number_missing'
			]);
		for (const number of ['7', 'QĐ']) expect(decisionProblems({ ...decision, number }, today)).toEqual([]);
	});

	it('is no older than the selection that it changes', () => {
		expect(decisionProblems(decision, today, today)).toEqual([]);
		expect(codes(decisionProblems(decision, today, calendarDate('2026-12-02')))).toEqual([
			'selection_decision_early'
		]);
	});
});

describe('an extension', () => {
	const call = {
		state: 'published' as CallState,
		opensAt: at('2026-11-01T08:00'),
		closesAt: at('2026-12-01T17:00')
	};
	const later = at('2026-12-10T17:00');

	it('comes before the end, half-open, also before the call opens', () => {
		expect(extensionProblems(call, later, at('2026-10-01T08:00'))).toEqual([]);
		expect(extensionProblems(call, later, new Date(call.closesAt.getTime() - 1))).toEqual([]);
		expect(codes(extensionProblems(call, later, call.closesAt))).toEqual(['call_extension_over']);
	});

	it('goes to a later moment only: not to the same, not an hour back', () => {
		const now = at('2026-11-20T08:00');
		for (const end of [call.closesAt, at('2026-12-01T16:00'), at('2026-11-10T17:00')])
			expect(extensionProblems(call, end, now)).toEqual([
				{ code: 'call_extension_not_later', field: 'closesAt' }
			]);
	});

	it.each(['draft', 'opened', 'selecting', 'selected', 'concluded', 'cancelled'] as const)(
		'is of a published call, not of one that is %s',
		(state) => {
			const problems = extensionProblems({ ...call, state }, later, at('2026-11-20T08:00'));
			expect(codes(problems)).toEqual(['call_change_forbidden']);
		}
	);
});

describe('a correction', () => {
	const call = {
		state: 'published' as CallState,
		title: { vi: 'Hỗ trợ đo lừơng' },
		summary: { vi: 'Liên hệ: 0269 3 824 000' },
		contact: NO_CONTACT,
		envelope: 500_000_000n as bigint | null
	};

	it('names what differs and nothing else', () => {
		const title = { vi: 'Hỗ trợ đo lường' };
		expect(correctionProblems(call, { ...call, title })).toEqual([]);
		expect(correctionOf(call, { ...call, title })).toEqual({
			before: { titleVi: 'Hỗ trợ đo lừơng' },
			after: { titleVi: 'Hỗ trợ đo lường' }
		});
		expect(codes(correctionProblems(call, call))).toEqual(['call_correction_empty']);
		expect(codes(correctionProblems(call, { ...call, title: { vi: '' } }))).toEqual(['call_title_missing']);
	});

	it('names a whole contact or, of a call that never had one, none', () => {
		const contact = {
			person: 'Siu Thị Hà',
			phone: '+842693824555',
			email: 'ha@chuan.test',
			hours: { vi: 'thứ Hai – thứ Sáu' }
		};
		const told = { ...call, contact };
		expect(correctionProblems(call, told)).toEqual([]);
		expect(correctionOf(told, { ...told, contact: { ...contact, phone: '+84905123456' } })).toEqual({
			before: { contactPhone: '+842693824555' },
			after: { contactPhone: '+84905123456' }
		});
		expect(codes(correctionProblems(call, { ...call, contact: { ...contact, email: '' } }))).toEqual([
			'call_contact_email_missing'
		]);
		expect(codes(correctionProblems(told, call))).toEqual([
			'call_contact_person_missing',
			'call_contact_phone_missing',
			'call_contact_email_missing',
			'call_contact_hours_missing'
		]);
	});

	it('gives more money, never less, and none where nothing is paid', () => {
		const given = (envelope: bigint | null) => codes(correctionProblems(call, { ...call, envelope }));
		expect(given(500_000_001n)).toEqual([]);
		expect(given(499_999_999n)).toEqual(['call_envelope_lower']);
		expect(given(null)).toEqual(['call_envelope_lower']);
		const unpaid = { ...call, envelope: null };
		expect(codes(correctionProblems(unpaid, { ...unpaid, envelope: 1n }))).toEqual(['call_envelope_lower']);
	});

	it.each(['draft', 'selecting', 'selected', 'concluded', 'cancelled'] as const)(
		'is not of a call that is %s',
		(state) => {
			const problems = correctionProblems({ ...call, state }, { ...call, envelope: 600_000_000n });
			expect(codes(problems)).toEqual(['call_change_forbidden']);
		}
	);
});
