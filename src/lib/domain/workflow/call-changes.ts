/** What may be changed of a published call, and by which decision. Its twin in SQL is `call_steps`. */
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';
import { contactProblems, hasContact } from './call-contact.ts';
import type { CallContact } from './call-contact.ts';
import { windowOf } from './call.ts';
import type { CallState } from './call.ts';

export type CallChangeKind = 'extension' | 'correction' | 'cancellation';

/** Why a published call is changed, and the decision that says so. */
export interface CallDecision {
	readonly reason: string;
	/** As on the paper: "125/QĐ-SKHCN". */
	readonly number: string;
	readonly on: CalendarDate;
}

/**
 * Problems of a decision: `reason_missing`, `call_decision_number_missing`, `call_decision_ahead`, and
 * `selection_decision_early` of one that is older than the selection that it changes.
 */
export function decisionProblems(
	{ reason, number, on }: CallDecision,
	today: CalendarDate,
	closedOn?: CalendarDate
): Refusal[] {
	return [
		...(reason === '' ? [because('reason_missing', { field: 'reason' })] : []),
		...(!/[\p{L}\p{N}]/u.test(number)
			? [because('call_decision_number_missing', { field: 'decisionNo' })]
			: []),
		...(on > today ? [because('call_decision_ahead', { field: 'decisionOn' })] : []),
		...(closedOn !== undefined && on < closedOn
			? [because('selection_decision_early', { field: 'decisionOn' })]
			: [])
	];
}

/**
 * Why a call is not extended to this end: `call_change_forbidden` (not published, or opened), `call_extension_over` (it has
 * closed: dossiers that came too late stay so), `call_extension_not_later`.
 */
export function extensionProblems(
	call: { readonly state: CallState; readonly opensAt: Date; readonly closesAt: Date },
	closesAt: Date,
	now: Date
): Refusal[] {
	if (call.state !== 'published') return [because('call_change_forbidden')];
	if (windowOf(call, now) === 'over') return [because('call_extension_over', { field: 'closesAt' })];
	if (closesAt > call.closesAt) return [];
	return [because('call_extension_not_later', { field: 'closesAt' })];
}

/** What a correction may change without a new call: the words that name and explain it, whom one asks, and more money. */
export interface CorrectableCall {
	readonly title: Localized;
	readonly summary: Localized;
	readonly contact: CallContact;
	/** đồng; null where the programme pays nothing. */
	readonly envelope: bigint | null;
}

export const CORRECTABLE = [
	'titleVi',
	'titleEn',
	'summaryVi',
	'summaryEn',
	'contactPerson',
	'contactPhone',
	'contactEmail',
	'contactHoursVi',
	'contactHoursEn',
	'envelope'
] as const;
export type CorrectableField = (typeof CORRECTABLE)[number];
/** Values as they are kept of a change: texts as typed, amounts as digits. */
export type CallValues = Readonly<Record<string, string>>;

export function correctableValues({
	title,
	summary,
	contact,
	envelope
}: CorrectableCall): Record<CorrectableField, string> {
	return {
		titleVi: title.vi,
		titleEn: title.en ?? '',
		summaryVi: summary.vi,
		summaryEn: summary.en ?? '',
		contactPerson: contact.person,
		contactPhone: contact.phone,
		contactEmail: contact.email,
		contactHoursVi: contact.hours.vi,
		contactHoursEn: contact.hours.en ?? '',
		envelope: envelope === null ? '' : String(envelope)
	};
}

/** The fields that differ, each as it was and as it will be. */
export function correctionOf(
	before: CorrectableCall,
	after: CorrectableCall
): { readonly before: CallValues; readonly after: CallValues } {
	const [was, willBe] = [correctableValues(before), correctableValues(after)];
	const changed = CORRECTABLE.filter((field) => was[field] !== willBe[field]);
	const of = (values: Record<CorrectableField, string>): CallValues =>
		Object.fromEntries(changed.map((field) => [field, values[field]]));
	return { before: of(was), after: of(willBe) };
}

/**
 * Why a call is not corrected so: `call_change_forbidden` (before its publication one edits it, after the selection began
 * nothing of it changes), `call_title_missing`, those of `contactProblems`, `call_envelope_lower`, `call_correction_empty`.
 */
export function correctionProblems(
	call: CorrectableCall & { readonly state: CallState },
	corrected: CorrectableCall
): Refusal[] {
	if (call.state !== 'published' && call.state !== 'opened') return [because('call_change_forbidden')];
	const problems: Refusal[] = [];
	if (corrected.title.vi === '') problems.push(because('call_title_missing', { field: 'titleVi' }));
	// Of a call that was published without a contact one may stay missing; a part of one is nothing to go by.
	if (hasContact(call.contact) || hasContact(corrected.contact))
		problems.push(...contactProblems(corrected.contact));
	const { envelope } = corrected;
	const lower = call.envelope === null ? envelope !== null : envelope === null || envelope < call.envelope;
	if (lower) problems.push(because('call_envelope_lower', { field: 'envelope' }));
	const { after } = correctionOf(call, corrected);
	if (Object.keys(after).length === 0) problems.push(because('call_correction_empty'));
	return problems;
}
