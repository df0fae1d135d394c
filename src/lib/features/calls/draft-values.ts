import type { CallContact } from '#lib/domain/workflow/call-contact.ts';
import { deadlineDay, endsWithDay } from '#lib/domain/shared/period.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { formatDongFigure } from '#lib/i18n/formats/figures.ts';
import { formatPhone } from '#lib/i18n/formats/phone.ts';
import { formatDate, formatTime } from '#lib/i18n/formats/dates.ts';

interface Draft {
	readonly title: Localized;
	readonly summary: Localized;
	readonly contact: CallContact;
	readonly opensAt: Date;
	readonly closesAt: Date;
	readonly envelope: bigint | null;
	readonly fundSourceId: string | null;
	readonly budgetYear: number | null;
}

/** A draft as the text of its form's fields: amounts and dates as they are typed in Vietnam, in either language. */
export function draftValues(call: Draft): Record<string, string> {
	return {
		titleVi: call.title.vi,
		titleEn: call.title.en ?? '',
		summaryVi: call.summary.vi,
		summaryEn: call.summary.en ?? '',
		contactPerson: call.contact.person,
		contactPhone: formatPhone(call.contact.phone),
		contactEmail: call.contact.email,
		contactHoursVi: call.contact.hours.vi,
		contactHoursEn: call.contact.hours.en ?? '',
		opensAt: formatDate(call.opensAt, 'vi'),
		opensTime: formatTime(call.opensAt),
		closesAt: formatDate(deadlineDay(call.closesAt), 'vi'),
		closesTime: endsWithDay(call.closesAt) ? '24:00' : formatTime(call.closesAt),
		envelope: call.envelope === null ? '' : formatDongFigure(call.envelope, 'vi'),
		fundSourceId: call.fundSourceId ?? '',
		budgetYear: call.budgetYear === null ? '' : String(call.budgetYear)
	};
}
