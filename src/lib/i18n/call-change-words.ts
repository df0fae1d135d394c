import type { CallValues } from '#lib/domain/workflow/call-changes.ts';
import { formatDeadline } from './formats/dates.ts';
import { formatDong } from './formats/figures.ts';
import { formatPhone } from './formats/phone.ts';
import type { Locale } from './formats/locale.ts';
import { m } from './paraglide/messages.js';
import { getLocale } from './paraglide/runtime.js';

const LABELS: Readonly<Record<string, typeof m.public_deadline>> = {
	closesAt: m.public_deadline,
	titleVi: m.calls_field_title_vi,
	titleEn: m.calls_field_title_en,
	summaryVi: m.calls_field_summary_vi,
	summaryEn: m.calls_field_summary_en,
	contactPerson: m.calls_contact_person,
	contactPhone: m.calls_contact_phone,
	contactEmail: m.calls_contact_email,
	contactHoursVi: m.calls_contact_hours_vi,
	contactHoursEn: m.calls_contact_hours_en,
	envelope: m.public_envelope
};

function shown(field: string, value: string, locale: Locale): string {
	if (value === '') return m.calls_value_empty({}, { locale });
	if (field === 'closesAt') return formatDeadline(new Date(value), locale);
	if (field === 'contactPhone') return formatPhone(value);
	return field === 'envelope' ? formatDong(BigInt(value), locale) : value;
}

/** What differs, a line each: on a page and, with its language, in a letter. */
export function differenceWords(
	{ before, after }: { readonly before: CallValues; readonly after: CallValues },
	locale: Locale
): { readonly label: string; readonly before: string; readonly after: string }[] {
	return Object.entries(after).flatMap(([field, value]) => {
		const label = LABELS[field];
		if (label === undefined) return [];
		const was = shown(field, before[field] ?? '', locale);
		return [{ label: label({}, { locale }), before: was, after: shown(field, value, locale) }];
	});
}

/** That a source has less than a call plans to give. */
export function shortWords(room: {
	readonly free: bigint;
	readonly planned: bigint;
	readonly short: bigint;
}): string {
	const locale = getLocale();
	const [free, planned, short] = [room.free, room.planned, room.short].map((sum) => formatDong(sum, locale));
	return m.calls_fund_short({ free: free ?? '', planned: planned ?? '', short: short ?? '' });
}
