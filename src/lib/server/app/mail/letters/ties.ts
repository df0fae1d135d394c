import { nameInLetter } from '#lib/domain/shared/name-in-letter.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { roleWords } from '#lib/i18n/role-words.ts';
import type { Words } from '../letter.ts';

/** A person is asked to act for an organisation; what is known of the person may be the address alone. */
export function membershipAsked(asked: {
	readonly known: boolean;
	readonly by: string;
	readonly organisation: string;
	readonly role: 'representative' | 'editor';
	readonly path: string;
	readonly validDays: number;
}): Words {
	return (locale) => ({
		...(asked.known ? {} : { greets: m.mail_membership_nobody({}, { locale }) }),
		subject: m.mail_membership_subject({}, { locale }),
		paragraphs: [m.mail_membership_text({}, { locale })],
		facts: [
			[m.mail_fact_organisation({}, { locale }), nameInLetter(asked.organisation)],
			[m.mail_membership_by({}, { locale }), nameInLetter(asked.by)],
			[m.mail_fact_role({}, { locale }), roleWords[asked.role]({}, { locale }).toLocaleLowerCase(locale)]
		],
		action: { label: m.mail_membership_action({}, { locale }), path: asked.path },
		notes: [
			m.mail_membership_holds({ count: String(asked.validDays) }, { locale }),
			m.mail_membership_unknown({}, { locale })
		]
	});
}

/** Who invited learns the answer, never its reason. */
export function membershipAnswered(answer: {
	readonly email: string;
	readonly organisation: string;
	readonly accepted: boolean;
	readonly path: string;
}): Words {
	const { accepted, email, organisation, path } = answer;
	const subject = accepted ? m.mail_membership_accepted_subject : m.mail_membership_ended_subject;
	const text = accepted ? m.mail_membership_accepted : m.mail_membership_ended;
	return (locale) => ({
		subject: subject({}, { locale }),
		paragraphs: [text({ email, organisation }, { locale })],
		action: { label: m.mail_membership_see({}, { locale }), path }
	});
}

/** Whoever has to rule is told that something waits; who and what stand on the page. `council` is '' for the office. */
export function tieFound({ council, path }: { readonly council: string; readonly path: string }): Words {
	return (locale) => ({
		subject: m.mail_tie_found_subject({}, { locale }),
		paragraphs: [
			council === ''
				? m.mail_tie_found_office({}, { locale })
				: m.mail_tie_found_council({ council }, { locale }),
			m.mail_tie_found_rest({}, { locale })
		],
		action: { label: m.mail_tie_found_action({}, { locale }), path }
	});
}

/** The only director's own tie has nobody to rule on it: the administrators read who has to be appointed. */
export function tieRulerMissing(missing: { readonly person: string; readonly path: string }): Words {
	const person = nameInLetter(missing.person);
	return (locale) => ({
		subject: m.mail_tie_ruler_subject({}, { locale }),
		paragraphs: [m.mail_tie_ruler_text({ person }, { locale }), m.mail_tie_ruler_rest({}, { locale })],
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
	const text = ruled.excluded ? m.mail_tie_ruled_out : m.mail_tie_ruled_stays;
	return (locale) => ({
		subject: m.mail_tie_ruled_subject({}, { locale }),
		paragraphs: [text({ organisation: ruled.organisation }, { locale })],
		facts: [[m.mail_fact_reason({}, { locale }), ruled.reason]],
		action: { label: m.mail_tie_ruled_action({}, { locale }), path: ruled.path }
	});
}
