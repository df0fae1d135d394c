import { kindWord } from '#lib/i18n/organisation-words.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { OwnLetter, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export type OrganisationRuling =
	'proved' | 'refused' | 'corrected' | 'changed' | 'change_refused' | 'merged' | 'ended';

export type RuledField = 'name' | 'taxCode' | 'kind' | 'repName' | 'repTitle' | 'address' | 'into' | 'person';

/** What was ruled on an organisation, for those whom it concerns. */
export interface RuledOrganisation {
	readonly organisation: string;
	readonly taxCode: string;
	readonly ruling: OrganisationRuling;
	/** As the office wrote it; '' where there is none. */
	readonly reason: string;
	/** What changed: the field, what stood there, what stands there now. */
	readonly facts: readonly (readonly [field: RuledField, before: string, after: string])[];
	readonly path: string;
}

type Plain = typeof m.mail_organisation_proved_subject;
type OfFirm = typeof m.mail_organisation_proved;

function ruling(
	key: OrganisationRuling,
	subject: Plain,
	text: OfFirm,
	next?: Plain
): OwnLetter<'firm' | 'reason'> {
	return ownLetter(`organisation_${key}`, ['firm', 'reason'], (values, at) => ({
		subject: subject({}, at),
		paragraphs: [text(values, at), ...(next === undefined ? [] : [next({}, at)])]
	}));
}

export const ORGANISATION_LETTERS: Readonly<Record<OrganisationRuling, OwnLetter<'firm' | 'reason'>>> = {
	proved: ruling('proved', m.mail_organisation_proved_subject, m.mail_organisation_proved),
	refused: ruling(
		'refused',
		m.mail_organisation_refused_subject,
		m.mail_organisation_refused,
		m.mail_organisation_refused_next
	),
	corrected: ruling('corrected', m.mail_organisation_corrected_subject, m.mail_organisation_corrected),
	changed: ruling('changed', m.mail_organisation_changed_subject, m.mail_organisation_changed),
	change_refused: ruling(
		'change_refused',
		m.mail_organisation_change_refused_subject,
		m.mail_organisation_change_refused,
		m.mail_organisation_change_refused_next
	),
	merged: ruling('merged', m.mail_organisation_merged_subject, m.mail_organisation_merged),
	ended: ruling('ended', m.mail_organisation_ended_subject, m.mail_organisation_ended)
};

const FIELDS: Readonly<Record<RuledField, Plain>> = {
	name: m.mail_organisation_field_name,
	taxCode: m.mail_organisation_field_tax_code,
	kind: m.mail_organisation_field_kind,
	repName: m.mail_organisation_field_rep_name,
	repTitle: m.mail_organisation_field_rep_title,
	address: m.mail_organisation_field_address,
	into: m.mail_organisation_field_into,
	person: m.mail_organisation_field_person
};

/** Those whom a ruling on an organisation concerns are told what was ruled, why, and what changed. */
export function organisationRuled(ruled: RuledOrganisation): Words {
	const { organisation, taxCode, reason } = ruled;
	return (locale) => ({
		...said(
			ORGANISATION_LETTERS[ruled.ruling],
			{ firm: m.mail_firm({ organisation, taxCode }, { locale }), reason },
			locale
		),
		facts: [
			...ruled.facts.map(([field, before, after]) => {
				const [was, is] = [before, after].map((value) =>
					field === 'kind' ? kindWord(value, locale) : value
				);
				const words = before === '' ? (is ?? '') : `${was ?? ''} → ${is ?? ''}`;
				return [FIELDS[field]({}, { locale }), words] as const;
			}),
			...(reason === '' ? [] : [[m.mail_fact_reason({}, { locale }), reason] as const])
		],
		action: { label: m.mail_organisation_action({}, { locale }), path: ruled.path }
	});
}
