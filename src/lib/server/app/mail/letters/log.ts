import { findingWords, placeOfFinding } from '#lib/i18n/finding-words.ts';
import { formatDateTimeSeconds } from '#lib/i18n/formats/dates.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { AuditFinding, AuditVerification, NewestCheckpoint } from '../../audit/ports.ts';
import type { Locale, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const LOG_LETTERS = {
	whole: ownLetter('log_whole', ['size', 'checkpoints'], (values, at) => ({
		subject: m.mail_log_subject_good(values, at),
		paragraphs: [m.mail_log_text({}, at), m.mail_log_good(values, at)]
	})),
	differs: ownLetter('log_differs', ['count'], (values, at) => ({
		subject: m.mail_log_subject_bad(values, at),
		paragraphs: [m.mail_log_text({}, at), m.mail_log_bad(values, at)]
	}))
};

/** More would hide the first, which tells since when. */
const SHOWN = 10;

function line(finding: AuditFinding, locale: Locale): readonly [string, string] {
	const at = 'at' in finding ? formatDateTimeSeconds(finding.at, locale) : '';
	return [
		findingWords[finding.kind]({}, { locale }),
		[placeOfFinding(finding), at].filter(Boolean).join(', ')
	];
}

/** What the log is on a day, for whoever keeps it apart from the portal, and what a check of all of it found. */
export function logOfDay({
	newest,
	verification: { sealed, checkpoints, findings }
}: {
	readonly newest: NewestCheckpoint | undefined;
	readonly verification: AuditVerification;
}): Words {
	return (locale) => ({
		...(findings.length === 0
			? said(LOG_LETTERS.whole, { size: String(sealed), checkpoints: String(checkpoints) }, locale)
			: said(LOG_LETTERS.differs, { count: String(findings.length) }, locale)),
		facts: [
			...findings.slice(0, SHOWN).map((finding) => line(finding, locale)),
			...(newest === undefined
				? []
				: ([
						[m.log_origin({}, { locale }), newest.text.slice(0, newest.text.indexOf('\n'))],
						[m.log_size({}, { locale }), String(newest.checkpoint.size)],
						[m.log_root({}, { locale }), newest.checkpoint.root],
						[m.log_time({}, { locale }), formatDateTimeSeconds(newest.checkpoint.at, locale)]
					] as const))
		],
		action: { label: m.mail_log_action({}, { locale }), path: '/quan-tri/nhat-ky' },
		notes: [...(newest === undefined ? [m.log_none({}, { locale })] : []), m.mail_log_note({}, { locale })]
	});
}
