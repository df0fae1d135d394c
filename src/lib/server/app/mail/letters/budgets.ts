import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import type { Locale, Words } from '../letter.ts';
import { ownLetter, said } from '../own-words.ts';

export const BUDGET_LETTERS = {
	signature: ownLetter('signature_waits', ['code', 'title', 'step', 'amount'], (values, at) => ({
		subject: m.mail_signing_subject(values, at),
		paragraphs: [m.mail_signing_text(values, at)]
	})),
	approved: ownLetter('budget_approved', ['code', 'title', 'requested', 'approved', 'own'], (values, at) => ({
		subject: m.mail_approved_subject(values, at),
		paragraphs: [m.mail_approved_text(values, at), m.mail_approved_rest({}, at)]
	})),
	rejected: ownLetter('budget_rejected', ['code', 'title', 'requested', 'reason'], (values, at) => ({
		subject: m.mail_rejected_subject(values, at),
		paragraphs: [m.mail_rejected_text(values, at), m.mail_rejected_rest({}, at)]
	}))
};

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
	const { code, title, path } = budget;
	return (locale) => {
		const amount = formatDong(budget.amount, locale);
		const values = { code, title, step: budget.step(locale), amount };
		return {
			...said(BUDGET_LETTERS.signature, values, locale),
			facts: [...named(budget, locale), [m.mail_signing_amount({}, { locale }), amount]],
			action: { label: m.mail_signing_action({}, { locale }), path },
			notes: [m.mail_signing_note({}, { locale })]
		};
	};
}

/** The budget of a case was approved; the representative reads every figure that was decided. */
export function budgetApproved(
	budget: Budgeted & { readonly requested: bigint; readonly approved: bigint; readonly own: bigint }
): Words {
	const { code, title, path } = budget;
	return (locale) => {
		const requested = formatDong(budget.requested, locale);
		const approved = formatDong(budget.approved, locale);
		const own = formatDong(budget.own, locale);
		return {
			...said(BUDGET_LETTERS.approved, { code, title, requested, approved, own }, locale),
			facts: [
				...named(budget, locale),
				[m.mail_fact_requested({}, { locale }), requested],
				[m.mail_approved_amount({}, { locale }), approved],
				[m.mail_approved_words({}, { locale }), dongInWords(budget.approved, locale)],
				[m.mail_approved_own({}, { locale }), own]
			],
			action: { label: m.mail_open_application({}, { locale }), path }
		};
	};
}

export function budgetRejected(
	budget: Budgeted & { readonly requested: bigint; readonly reason: string }
): Words {
	const { code, title, path, reason } = budget;
	return (locale) => {
		const requested = formatDong(budget.requested, locale);
		return {
			...said(BUDGET_LETTERS.rejected, { code, title, requested, reason }, locale),
			facts: [
				...named(budget, locale),
				[m.mail_fact_requested({}, { locale }), requested],
				[m.mail_fact_reason({}, { locale }), reason]
			],
			action: { label: m.mail_open_application({}, { locale }), path }
		};
	};
}
