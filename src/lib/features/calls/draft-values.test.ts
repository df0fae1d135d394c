import { describe, expect, it } from 'vitest';
import { NO_CONTACT } from '#lib/domain/workflow/call-contact.ts';
import { newCallShape } from '#lib/contracts/calls/call-form.ts';
import { draftValues } from './draft-values.ts';

const draft = (closesAt: Date) => ({
	title: { vi: 'Đợt 1' },
	summary: { vi: '' },
	contact: { ...NO_CONTACT, phone: '+842693824555', email: 'ha@chuan.test' },
	opensAt: new Date('2026-11-01T01:00:00Z'),
	closesAt,
	envelope: null,
	fundSourceId: null,
	budgetYear: null
});
const typed = (values: Record<string, string>) =>
	newCallShape.safeParse({ ...values, programme: 'map', code: 'MAP-2026-1' });

describe('the deadline of a call in its form', () => {
	it('at the end of a day is 24:00 of that day, and is read back as the same instant', () => {
		const closesAt = new Date('2026-12-07T17:00:00Z');
		const values = draftValues(draft(closesAt));
		expect(values).toMatchObject({ closesAt: '07/12/2026', closesTime: '24:00' });
		const read = typed(values);
		expect(read.success && read.data.draft.closesAt).toEqual(closesAt);
	});
	it('comes back with a contact that is read as it is kept, and with none', () => {
		const values = draftValues(draft(new Date('2026-12-07T10:00:00Z')));
		expect(values['contactPhone']).toBe('0269 382 4555');
		const read = typed(values);
		expect(read.success && read.data.draft.contact).toMatchObject({
			phone: '+842693824555',
			email: 'ha@chuan.test'
		});
		const none = typed({ ...values, contactPhone: ' ', contactEmail: '' });
		expect(none.success && none.data.draft.contact).toEqual(NO_CONTACT);
		for (const wrong of [{ contactPhone: '12' }, { contactEmail: 'ha@' }])
			expect(typed({ ...values, ...wrong }).success).toBe(false);
	});
	it('at an hour stays that hour', () => {
		const values = draftValues(draft(new Date('2026-12-07T10:00:00Z')));
		expect(values).toMatchObject({ closesAt: '07/12/2026', closesTime: '17:00' });
	});
	it.each(['24:01', '24:30', '25:00', '24'])('is not %s', (closesTime) => {
		const values = { ...draftValues(draft(new Date('2026-12-07T10:00:00Z'))), closesTime };
		expect(typed(values).success).toBe(false);
	});
	it('opens at no 24:00', () => {
		const values = { ...draftValues(draft(new Date('2026-12-07T10:00:00Z'))), opensTime: '24:00' };
		expect(typed(values).success).toBe(false);
	});
});
