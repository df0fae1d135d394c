import type { CouncilRole } from '#lib/domain/councils/council-role.ts';
import type { Localized } from '#lib/domain/shared/localized.ts';
import { formatDateTime } from '#lib/i18n/formats/dates.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '../letter.ts';

/** Names no applicant: that is read after the undertaking is signed. */
export function councilInvitation(seat: {
	readonly council: string;
	readonly role: CouncilRole;
	readonly path: string;
}): Words {
	const { council, role, path } = seat;
	return (locale) => ({
		subject: m.mail_seat_subject({ council }, { locale }),
		paragraphs: [m.mail_seat_text({ council }, { locale }), m.mail_seat_first({}, { locale })],
		facts: [[m.mail_fact_role({}, { locale }), m.office_role({ role }, { locale })]],
		action: { label: m.mail_seat_action({}, { locale }), path }
	});
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
		subject: m.mail_session_subject({ code }, { locale }),
		paragraphs: [
			m.mail_session_text(
				{
					council,
					code,
					title: localizedText(session.title, locale),
					when: formatDateTime(session.at, locale),
					place
				},
				{ locale }
			)
		],
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
		subject: m.mail_ruling_subject({ council }, { locale }),
		paragraphs: [m.mail_ruling_text({ name, count: String(count), council }, { locale })],
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
	const { council, code, by, ruling, reason, path } = ruled;
	return (locale) => ({
		subject: m.mail_ruled_subject({ code }, { locale }),
		paragraphs: [m.mail_ruled_text({ role: by, council, code, ruling }, { locale })],
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
		subject: m.mail_dissolved_subject({ council }, { locale }),
		paragraphs: [m.mail_dissolved_text({ council }, { locale }), m.mail_dissolved_rest({}, { locale })],
		facts: [[m.mail_fact_reason({}, { locale }), reason]]
	});
}
