/** Whom one asks about a call. Its twin in SQL is `call_contact_named`. */
import type { Localized } from '#lib/domain/shared/localized.ts';
import { because } from '#lib/domain/shared/result.ts';
import type { Refusal } from '#lib/domain/shared/result.ts';

/** Every text may be empty: a draft may leave it so, and a call that was published before calls had one. */
export interface CallContact {
	readonly person: string;
	/** As `parsePhone` gives it. */
	readonly phone: string;
	readonly email: string;
	/** When somebody answers: "thứ Hai – thứ Sáu, 7h30 – 11h30". */
	readonly hours: Localized;
}

export const NO_CONTACT: CallContact = { person: '', phone: '', email: '', hours: { vi: '' } };

export function hasContact({ person, phone, email, hours }: CallContact): boolean {
	return [person, phone, email, hours.vi, hours.en ?? ''].some((text) => text !== '');
}

/** What is missing: `call_contact_person_missing`, `call_contact_phone_missing`, `call_contact_email_missing`, `call_contact_hours_missing`. */
export function contactProblems({ person, phone, email, hours }: CallContact): Refusal[] {
	return [
		...(person === '' ? [because('call_contact_person_missing', { field: 'contactPerson' })] : []),
		...(phone === '' ? [because('call_contact_phone_missing', { field: 'contactPhone' })] : []),
		...(email === '' ? [because('call_contact_email_missing', { field: 'contactEmail' })] : []),
		...(hours.vi === '' ? [because('call_contact_hours_missing', { field: 'contactHoursVi' })] : [])
	];
}
