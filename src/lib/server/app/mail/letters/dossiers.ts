import type { Localized } from '#lib/domain/shared/localized.ts';
import { formatDateTime, formatDateTimeSeconds, formatDeadline } from '#lib/i18n/formats/dates.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '../letter.ts';

/** An application was received; every figure as on the receipt. */
export function submissionReceipt(received: {
	readonly code: string;
	readonly call: Localized;
	readonly organisation: string;
	/** Shown to the second, Vietnam time. */
	readonly at: Date;
	/** SHA-256 of the frozen revision. */
	readonly hash: string;
	/** Until when it may be replaced or withdrawn. */
	readonly closesAt: Date;
	readonly path: string;
}): Words {
	const { code, organisation, hash, path } = received;
	return (locale) => ({
		subject: m.mail_received_subject({ code }, { locale }),
		paragraphs: [m.mail_received_text({}, { locale })],
		facts: [
			[m.mail_fact_code({}, { locale }), code],
			[m.mail_received_call({}, { locale }), localizedText(received.call, locale)],
			[m.mail_fact_organisation({}, { locale }), organisation],
			[m.mail_received_at({}, { locale }), formatDateTimeSeconds(received.at, locale)],
			[m.mail_received_hash({}, { locale }), hash]
		],
		action: { label: m.mail_received_action({}, { locale }), path },
		notes: [m.mail_received_note({ deadline: formatDeadline(received.closesAt, locale) }, { locale })]
	});
}

export function applicationWithdrawn(withdrawn: {
	readonly code: string;
	readonly title: string;
	readonly person: string;
	readonly at: Date;
	readonly path: string;
}): Words {
	const { code, title, person, path } = withdrawn;
	return (locale) => ({
		subject: m.mail_withdrawn_subject({ code }, { locale }),
		paragraphs: [
			m.mail_withdrawn_text({ code, title, person, moment: formatDateTime(withdrawn.at, locale) }, { locale })
		],
		action: { label: m.mail_open_application({}, { locale }), path }
	});
}

/** A file of the reader's was found infected. */
export function infectedFile({ file, path }: { readonly file: string; readonly path: string }): Words {
	return (locale) => ({
		subject: m.mail_infected_subject({}, { locale }),
		paragraphs: [
			m.mail_infected_found({ file }, { locale }),
			m.mail_infected_gone({}, { locale }),
			m.mail_infected_next({}, { locale })
		],
		action: { label: m.mail_infected_action({}, { locale }), path }
	});
}

/** The reason, then what is wrong with each item. */
export function invalidApplication(invalid: {
	readonly code: string;
	readonly call: Localized;
	readonly reasons: readonly string[];
	readonly path: string;
}): Words {
	const { code, reasons, path } = invalid;
	return (locale) => ({
		subject: m.mail_invalid_subject({ code }, { locale }),
		paragraphs: [
			m.mail_invalid_text({ call: localizedText(invalid.call, locale), code }, { locale }),
			...reasons.map((reason) => `– ${reason}`),
			m.mail_invalid_rest({}, { locale })
		],
		action: { label: m.mail_invalid_action({}, { locale }), path }
	});
}

/** The official letter about the result is there to be read; it says no result itself, mail is no safe place. */
export function resultLetter(issued: {
	readonly code: string;
	readonly call: Localized;
	/** "13/TB-SKHCN". */
	readonly number: string;
	readonly path: string;
}): Words {
	return (locale) => ({
		subject: m.mail_result_subject({ code: issued.code }, { locale }),
		paragraphs: [m.mail_result_text({ call: localizedText(issued.call, locale) }, { locale })],
		facts: [
			[m.mail_fact_code({}, { locale }), issued.code],
			[m.mail_result_number({}, { locale }), issued.number]
		],
		action: { label: m.mail_result_action({}, { locale }), path: issued.path }
	});
}

export type DecidedProposal =
	| { readonly accepted: true; readonly task: string; readonly list: Localized }
	| { readonly accepted: false; readonly reason: string };

/** A proposal became a task of a list, or did not, with the reason. */
export function proposalDecided(decided: {
	readonly code: string;
	readonly title: string;
	readonly decision: DecidedProposal;
	readonly path: string;
}): Words {
	const { code, title, decision, path } = decided;
	return (locale) => ({
		action: { label: m.mail_proposal_action({}, { locale }), path },
		...(decision.accepted
			? {
					subject: m.mail_proposal_accepted_subject({ code }, { locale }),
					paragraphs: [
						m.mail_proposal_accepted({ title }, { locale }),
						m.mail_proposal_accepted_rest({}, { locale })
					],
					facts: [
						[m.mail_proposal_task({}, { locale }), decision.task] as const,
						[m.mail_proposal_list({}, { locale }), localizedText(decision.list, locale)] as const
					]
				}
			: {
					subject: m.mail_proposal_declined_subject({ code }, { locale }),
					paragraphs: [
						m.mail_proposal_declined({ title }, { locale }),
						decision.reason,
						m.mail_proposal_declined_rest({}, { locale })
					]
				})
	});
}
