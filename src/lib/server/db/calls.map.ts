import type { CallRow, LotRow } from '#lib/server/app/calls/ports.ts';
import type { CallState } from '#lib/domain/workflow/call.ts';
import type { CallContact } from '#lib/domain/workflow/call-contact.ts';
import { isCallState } from '#lib/domain/workflow/call.ts';
import type { Lot } from './generated/client.ts';
import type { CallColumns } from './joined-rows.ts';

export function callState(text: string): CallState {
	if (isCallState(text)) return text;
	throw new Error(`call.state holds ${text}`);
}

export function localized(vi: string, en: string) {
	return en === '' ? { vi } : { vi, en };
}

export function toCall(row: CallColumns): CallRow {
	return {
		id: row.id,
		code: row.code,
		definitionId: row.definitionId,
		programme: row.programme,
		title: localized(row.titleVi, row.titleEn),
		summary: localized(row.summaryVi, row.summaryEn),
		contact: toContact(row),
		opensAt: row.opensAt,
		closesAt: row.closesAt,
		envelope: row.envelope,
		fundSourceId: row.fundSourceId,
		budgetYear: row.budgetYear,
		state: callState(row.state),
		version: row.version,
		publishedAt: row.publishedAt,
		openedAt: row.openedAt,
		againOf: row.againOf
	};
}

export function toContact(
	row: Pick<
		CallColumns,
		'contactPerson' | 'contactPhone' | 'contactEmail' | 'contactHoursVi' | 'contactHoursEn'
	>
): CallContact {
	const { contactPerson: person, contactPhone: phone, contactEmail: email } = row;
	return { person, phone, email, hours: localized(row.contactHoursVi, row.contactHoursEn) };
}

export function toLot(row: Lot): LotRow {
	return {
		id: row.id,
		callId: row.callId,
		code: row.code,
		position: row.position,
		title: localized(row.titleVi, row.titleEn),
		variant: row.variant,
		proposerId: row.proposerId,
		proposalApplicationId: row.proposalApplicationId,
		objectives: row.objectives,
		expectedProducts: row.expectedProducts
	};
}
