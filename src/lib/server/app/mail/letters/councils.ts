import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const COUNCIL_LETTERS = {
	invitation: ownLetter('council_invitation', ['council', 'role'], (values, at) => ({
		subject: m.mail_seat_subject(values, at),
		paragraphs: [m.mail_seat_text(values, at), m.mail_seat_first({}, at)]
	})),
	session: ownLetter('session_planned', ['council', 'code', 'title', 'when', 'place'], (values, at) => ({
		subject: m.mail_session_subject(values, at),
		paragraphs: [m.mail_session_text(values, at)]
	})),
	rulingWaits: ownLetter('ruling_waits', ['council', 'name', 'count'], (values, at) => ({
		subject: m.mail_ruling_subject(values, at),
		paragraphs: [m.mail_ruling_text(values, at)]
	})),
	allowed: ownLetter('interest_allowed', ['council', 'ruler', 'code', 'reason'], (values, at) => ({
		subject: m.mail_ruled_subject(values, at),
		paragraphs: [m.mail_ruled_allowed(values, at)]
	})),
	barred: ownLetter('interest_barred', ['council', 'ruler', 'code', 'reason'], (values, at) => ({
		subject: m.mail_ruled_subject(values, at),
		paragraphs: [m.mail_ruled_barred(values, at)]
	})),
	dissolved: ownLetter('council_dissolved', ['council', 'reason'], (values, at) => ({
		subject: m.mail_dissolved_subject(values, at),
		paragraphs: [m.mail_dissolved_text(values, at), m.mail_dissolved_rest({}, at)]
	}))
};

/** Names no applicant: that is read after the undertaking is signed. */
export function councilInvitation(seat: {
	readonly council: string;
	readonly role: CouncilRole;
	readonly path: string;
}): Words {
	const { council, path } = seat;
	return (locale) => {
		const role = m.office_role({ role: seat.role }, { locale });
		return {
			...said(COUNCIL_LETTERS.invitation, { council, role }, locale),
			facts: [[m.mail_fact_role({}, { locale }), role]],
			action: { label: m.mail_seat_action({}, { locale }), path }
		};
	};
}

export function sessionPlanned(session: {
	readonly council: string;
	readonly code: string;
	readonly title: Localized;
	readonly at: Date;
	readonly place: string;
	readonly path: string;
}): Words {
	const { council, code, place, path } = session;
	return (locale) => ({
		...said(
			COUNCIL_LETTERS.session,
			{
				council,
				code,
				title: localizedText(session.title, locale),
				when: formatDateTime(session.at, locale),
				place
			},
			locale
		),
		action: { label: m.mail_session_action({}, { locale }), path }
	});
}

/** A member declared an interest, and somebody has to rule on it. */
export function rulingWaits(declared: {
	readonly council: string;
	readonly member: string;
	readonly count: number;
	readonly path: string;
}): Words {
	const { council, member: name, count, path } = declared;
	return (locale) => ({
		...said(COUNCIL_LETTERS.rulingWaits, { name, count: String(count), council }, locale),
		action: { label: m.mail_ruling_action({}, { locale }), path }
	});
}

/** What a member declared was ruled on; a later ruling corrects an earlier one. */
export function interestRuled(ruled: {
	readonly council: string;
	readonly code: string;
	readonly by: CouncilRole;
	readonly ruling: 'allowed' | 'barred';
	readonly reason: string;
	readonly path: string;
}): Words {
	const { council, code, by: role, reason, path } = ruled;
	const own = ruled.ruling === 'allowed' ? COUNCIL_LETTERS.allowed : COUNCIL_LETTERS.barred;
	return (locale) => ({
		...said(own, { council, ruler: m.mail_ruled_by({ role }, { locale }), code, reason }, locale),
		facts: [[m.mail_fact_reason({}, { locale }), reason]],
		action: { label: m.office_seat_enter({}, { locale }), path }
	});
}

export function councilDissolved({
	council,
	reason
}: {
	readonly council: string;
	readonly reason: string;
}): Words {
	return (locale) => ({
		...said(COUNCIL_LETTERS.dissolved, { council, reason }, locale),
		facts: [[m.mail_fact_reason({}, { locale }), reason]]
	});
}
