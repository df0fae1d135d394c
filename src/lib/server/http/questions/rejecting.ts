import type { VerbName } from '#lib/domain/generated/names.ts';
import type { Question } from '#lib/contracts/question.ts';
import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { readAppraisal } from '#lib/server/app/budgets/read-appraisal.ts';
import type { AppraisalPage } from '#lib/server/app/budgets/read-appraisal.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { decidedByRejecting } from '#lib/server/app/budgets/decided-figures.ts';
import { isConfirmed } from '../ask-first.ts';
import type { ActToConfirm } from '../confirm-act.ts';

export type RejectingAct = 'propose' | 'check' | 'reject';

const ACTS: Readonly<Record<RejectingAct, readonly AppraisalPage['rejection'][]>> = {
	propose: ['propose'],
	check: ['check'],
	reject: ['decide', 'end']
};

const VERBS = {
	propose: 'propose_rejection',
	check: 'check_rejection',
	reject: 'reject_appraisal'
} as const satisfies Readonly<Record<RejectingAct, VerbName>>;

/** What ending an appraisal without money is asked, with the amount that is not given; undefined for nothing. */
export async function questionOfRejecting(
	ctx: Context,
	input: {
		readonly appraisalId: string;
		readonly act: RejectingAct;
		readonly fields: Readonly<Record<string, string>>;
	}
): Promise<ActToConfirm | undefined> {
	const { act, fields } = input;
	if (isConfirmed(fields)) return undefined;
	const read = await readAppraisal(ctx, input.appraisalId);
	if (!read.ok || !ACTS[act].includes(read.value.rejection)) return undefined;
	// Without its reason the form comes back as it is.
	const needsReason = act === 'propose' || read.value.rejection === 'end';
	if (needsReason && (fields['rejection'] ?? '').trim() === '') return undefined;
	const locale = getLocale();
	const asked = read.value.figures.totals.requested.state;
	const about = { amount: formatDong(asked, locale), code: read.value.code };
	const words = dongInWords(asked, locale);
	const { figures } = decidedByRejecting({ code: about.code, requested: asked });
	return { act: VERBS[act], question: questionOf(act, about, words), figures };
}

function questionOf(
	act: RejectingAct,
	about: { readonly amount: string; readonly code: string },
	words: string
): Question {
	if (act === 'propose')
		return {
			title: m.budgets_question_propose_rejection(about),
			words,
			follows: [followsOfRejecting(act)],
			confirm: m.budgets_rejection_propose(),
			danger: true
		};
	if (act === 'check')
		return {
			title: m.budgets_question_check_rejection(about),
			words,
			follows: [followsOfRejecting(act)],
			confirm: m.budgets_rejection_check(),
			danger: true
		};
	return {
		title: m.budgets_question_reject(about),
		words,
		follows: [followsOfRejecting(act)],
		confirm: m.budgets_rejection_confirm(),
		danger: true
	};
}

/** What an act on the end of an appraisal without money leads to; '' for nobody's act. */
export function followsOfRejecting(act: RejectingAct | AppraisalPage['rejection']): string {
	if (act === null) return '';
	if (act === 'propose') return m.budgets_rejection_three_follows();
	return act === 'check' ? m.budgets_rejection_director_follows() : m.budgets_rejection_follows();
}
