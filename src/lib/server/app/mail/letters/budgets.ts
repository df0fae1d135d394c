import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Locale, Words } from '../letter.ts';

interface Budgeted {
	readonly code: string;
	readonly title: string;
	readonly path: string;
}

type Facts = readonly (readonly [label: string, value: string])[];

function named({ code, title }: Budgeted, locale: Locale): Facts {
	return [
		[m.mail_fact_code({}, { locale }), code],
		[m.mail_fact_title({}, { locale }), title]
	];
}

/** `step` says what is waited for, in the language of the letter: "thẩm tra". */
export function signatureWaits(
	budget: Budgeted & { readonly amount: bigint; readonly step: (locale: Locale) => string }
): Words {
	const { code, path, amount } = budget;
	return (locale) => {
		const step = budget.step(locale);
		return {
			subject: m.mail_signing_subject({ code, step }, { locale }),
			paragraphs: [m.mail_signing_text({ step }, { locale })],
			facts: [...named(budget, locale), [m.mail_signing_amount({}, { locale }), formatDong(amount, locale)]],
			action: { label: m.mail_signing_action({}, { locale }), path },
			notes: [m.mail_signing_note({}, { locale })]
		};
	};
}

/** The budget of a case was approved; the representative reads every figure that was decided. */
export function budgetApproved(
	budget: Budgeted & { readonly requested: bigint; readonly approved: bigint; readonly own: bigint }
): Words {
	const { code, path, requested, approved, own } = budget;
	return (locale) => ({
		subject: m.mail_approved_subject({ code }, { locale }),
		paragraphs: [m.mail_approved_text({ code }, { locale }), m.mail_approved_rest({}, { locale })],
		facts: [
			...named(budget, locale),
			[m.mail_fact_requested({}, { locale }), formatDong(requested, locale)],
			[m.mail_approved_amount({}, { locale }), formatDong(approved, locale)],
			[m.mail_approved_words({}, { locale }), dongInWords(approved, locale)],
			[m.mail_approved_own({}, { locale }), formatDong(own, locale)]
		],
		action: { label: m.mail_open_application({}, { locale }), path }
	});
}

export function budgetRejected(
	budget: Budgeted & { readonly requested: bigint; readonly reason: string }
): Words {
	const { code, path, requested, reason } = budget;
	return (locale) => ({
		subject: m.mail_rejected_subject({ code }, { locale }),
		paragraphs: [m.mail_rejected_text({ code }, { locale }), m.mail_rejected_rest({}, { locale })],
		facts: [
			...named(budget, locale),
			[m.mail_fact_requested({}, { locale }), formatDong(requested, locale)],
			[m.mail_fact_reason({}, { locale }), reason]
		],
		action: { label: m.mail_open_application({}, { locale }), path }
	});
}
