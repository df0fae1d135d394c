import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { roleWords } from '#lib/i18n/role-words.ts';
import type { Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const TIE_LETTERS = {
	asked: ownLetter('membership_asked', ['organisation', 'by', 'role'], (_values, at) => ({
		subject: m.mail_membership_subject({}, at),
		paragraphs: [m.mail_membership_text({}, at)]
	})),
	accepted: ownLetter('membership_accepted', ['email', 'organisation'], (values, at) => ({
		subject: m.mail_membership_accepted_subject({}, at),
		paragraphs: [m.mail_membership_accepted(values, at)]
	})),
	ended: ownLetter('membership_ended', ['email', 'organisation'], (values, at) => ({
		subject: m.mail_membership_ended_subject({}, at),
		paragraphs: [m.mail_membership_ended(values, at)]
	})),
	foundOffice: ownLetter('tie_found_office', [], (_values, at) => ({
		subject: m.mail_tie_found_subject({}, at),
		paragraphs: [m.mail_tie_found_office({}, at), m.mail_tie_found_rest({}, at)]
	})),
	foundCouncil: ownLetter('tie_found_council', ['council'], (values, at) => ({
		subject: m.mail_tie_found_subject({}, at),
		paragraphs: [m.mail_tie_found_council(values, at), m.mail_tie_found_rest({}, at)]
	})),
	rulerMissing: ownLetter('tie_ruler_missing', ['person'], (values, at) => ({
		subject: m.mail_tie_ruler_subject({}, at),
		paragraphs: [m.mail_tie_ruler_text(values, at), m.mail_tie_ruler_rest({}, at)]
	})),
	excluded: ownLetter('tie_excluded', ['organisation', 'reason'], (values, at) => ({
		subject: m.mail_tie_ruled_subject({}, at),
		paragraphs: [m.mail_tie_ruled_out(values, at)]
	})),
	stays: ownLetter('tie_stays', ['organisation', 'reason'], (values, at) => ({
		subject: m.mail_tie_ruled_subject({}, at),
		paragraphs: [m.mail_tie_ruled_stays(values, at)]
	}))
};

/** A person is asked to act for an organisation; what is known of the person may be the address alone. */
export function membershipAsked(asked: {
	readonly known: boolean;
	readonly by: string;
	readonly organisation: string;
	readonly role: 'representative' | 'editor';
	readonly path: string;
	readonly validDays: number;
}): Words {
	const [organisation, by] = [nameInLetter(asked.organisation), nameInLetter(asked.by)];
	return (locale) => {
		const role = roleWords[asked.role]({}, { locale }).toLocaleLowerCase(locale);
		return {
			...(asked.known ? {} : { greets: m.mail_membership_nobody({}, { locale }) }),
			...said(TIE_LETTERS.asked, { organisation, by, role }, locale),
			facts: [
				[m.mail_fact_organisation({}, { locale }), organisation],
				[m.mail_membership_by({}, { locale }), by],
				[m.mail_fact_role({}, { locale }), role]
			],
			action: { label: m.mail_membership_action({}, { locale }), path: asked.path },
			notes: [
				m.mail_membership_holds({ count: String(asked.validDays) }, { locale }),
				m.mail_membership_unknown({}, { locale })
			]
		};
	};
}

/** Who invited learns the answer, never its reason. */
export function membershipAnswered(answer: {
	readonly email: string;
	readonly organisation: string;
	readonly accepted: boolean;
	readonly path: string;
}): Words {
	const { accepted, email, organisation, path } = answer;
	const own = accepted ? TIE_LETTERS.accepted : TIE_LETTERS.ended;
	return (locale) => ({
		...said(own, { email, organisation }, locale),
		action: { label: m.mail_membership_see({}, { locale }), path }
	});
}

/** Whoever has to rule is told that something waits; who and what stand on the page. `council` is '' for the office. */
export function tieFound({ council, path }: { readonly council: string; readonly path: string }): Words {
	return (locale) => ({
		...(council === ''
			? said(TIE_LETTERS.foundOffice, {}, locale)
			: said(TIE_LETTERS.foundCouncil, { council }, locale)),
		action: { label: m.mail_tie_found_action({}, { locale }), path }
	});
}

/** The only director's own tie has nobody to rule on it: the administrators read who has to be appointed. */
export function tieRulerMissing(missing: { readonly person: string; readonly path: string }): Words {
	const person = nameInLetter(missing.person);
	return (locale) => ({
		...said(TIE_LETTERS.rulerMissing, { person }, locale),
		action: { label: m.mail_tie_ruler_action({}, { locale }), path: missing.path }
	});
}

/** The person whose tie was ruled on learns the ruling and its reason. */
export function tieRuled(ruled: {
	readonly organisation: string;
	readonly excluded: boolean;
	readonly reason: string;
	readonly path: string;
}): Words {
	const own = ruled.excluded ? TIE_LETTERS.excluded : TIE_LETTERS.stays;
	const { organisation, reason } = ruled;
	return (locale) => ({
		...said(own, { organisation, reason }, locale),
		facts: [[m.mail_fact_reason({}, { locale }), reason]],
		action: { label: m.mail_tie_ruled_action({}, { locale }), path: ruled.path }
	});
}
