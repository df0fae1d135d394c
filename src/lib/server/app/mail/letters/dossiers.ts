import type { Localized } from '#lib/domain/shared/localized.ts';
import { formatDateTime, formatDateTimeSeconds, formatDeadline } from '#lib/i18n/formats/dates.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const DOSSIER_LETTERS = {
	receipt: ownLetter(
		'submission_receipt',
		['code', 'call', 'organisation', 'moment', 'deadline'],
		(values, at) => ({
			subject: m.mail_received_subject(values, at),
			paragraphs: [m.mail_received_text({}, at)]
		})
	),
	withdrawn: ownLetter('application_withdrawn', ['code', 'title', 'person', 'moment'], (values, at) => ({
		subject: m.mail_withdrawn_subject(values, at),
		paragraphs: [m.mail_withdrawn_text(values, at)]
	})),
	infected: ownLetter('infected_file', ['file'], (values, at) => ({
		subject: m.mail_infected_subject({}, at),
		paragraphs: [
			m.mail_infected_found(values, at),
			m.mail_infected_gone({}, at),
			m.mail_infected_next({}, at)
		]
	})),
	invalid: ownLetter('invalid_application', ['code', 'call', 'reasons'], (values, at) => ({
		subject: m.mail_invalid_subject(values, at),
		paragraphs: [m.mail_invalid_text(values, at), values.reasons, m.mail_invalid_rest({}, at)]
	})),
	result: ownLetter('result_letter', ['code', 'call', 'number'], (values, at) => ({
		subject: m.mail_result_subject(values, at),
		paragraphs: [m.mail_result_text(values, at)]
	})),
	accepted: ownLetter('proposal_accepted', ['code', 'title', 'task', 'list'], (values, at) => ({
		subject: m.mail_proposal_accepted_subject(values, at),
		paragraphs: [m.mail_proposal_accepted(values, at), m.mail_proposal_accepted_rest({}, at)]
	})),
	declined: ownLetter('proposal_declined', ['code', 'title', 'reason'], (values, at) => ({
		subject: m.mail_proposal_declined_subject(values, at),
		paragraphs: [m.mail_proposal_declined(values, at), values.reason, m.mail_proposal_declined_rest({}, at)]
	}))
};

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
	return (locale) => {
		const call = localizedText(received.call, locale);
		const moment = formatDateTimeSeconds(received.at, locale);
		const deadline = formatDeadline(received.closesAt, locale);
		return {
			...said(DOSSIER_LETTERS.receipt, { code, call, organisation, moment, deadline }, locale),
			facts: [
				[m.mail_fact_code({}, { locale }), code],
				[m.mail_received_call({}, { locale }), call],
				[m.mail_fact_organisation({}, { locale }), organisation],
				[m.mail_received_at({}, { locale }), moment],
				[m.mail_received_hash({}, { locale }), hash]
			],
			action: { label: m.mail_received_action({}, { locale }), path },
			notes: [m.mail_received_note({ deadline }, { locale })]
		};
	};
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
		...said(
			DOSSIER_LETTERS.withdrawn,
			{ code, title, person, moment: formatDateTime(withdrawn.at, locale) },
			locale
		),
		action: { label: m.mail_open_application({}, { locale }), path }
	});
}

/** A file of the reader's was found infected. */
export function infectedFile({ file, path }: { readonly file: string; readonly path: string }): Words {
	return (locale) => ({
		...said(DOSSIER_LETTERS.infected, { file }, locale),
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
	const { code, path } = invalid;
	const reasons = invalid.reasons.map((reason) => `– ${reason}`).join('\n');
	return (locale) => ({
		...said(DOSSIER_LETTERS.invalid, { code, call: localizedText(invalid.call, locale), reasons }, locale),
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
	const { code, number } = issued;
	return (locale) => ({
		...said(DOSSIER_LETTERS.result, { code, call: localizedText(issued.call, locale), number }, locale),
		facts: [
			[m.mail_fact_code({}, { locale }), code],
			[m.mail_result_number({}, { locale }), number]
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
	return (locale) => {
		const action = { label: m.mail_proposal_action({}, { locale }), path };
		if (!decision.accepted) {
			const { reason } = decision;
			return { action, ...said(DOSSIER_LETTERS.declined, { code, title, reason }, locale) };
		}
		const { task } = decision;
		const list = localizedText(decision.list, locale);
		return {
			action,
			...said(DOSSIER_LETTERS.accepted, { code, title, task, list }, locale),
			facts: [
				[m.mail_proposal_task({}, { locale }), task],
				[m.mail_proposal_list({}, { locale }), list]
			]
		};
	};
}
