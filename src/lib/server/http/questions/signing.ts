import type { Question } from '#lib/contracts/question.ts';
import type { AppraisalRow } from '#lib/domain/budgets/appraisal.ts';
import { REASONS } from '#lib/domain/budgets/reasons.ts';
import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDecimal, formatDong } from '#lib/i18n/formats/figures.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { readAppraisal } from '#lib/server/app/budgets/read-appraisal.ts';
import type { AppraisalPage, SigningAct } from '#lib/server/app/budgets/read-appraisal.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { decidedBySigning } from '#lib/server/app/budgets/decided-figures.ts';
import { isConfirmed } from '../ask-first.ts';
import type { ActToConfirm } from '../confirm-act.ts';
import { differencesFrom, seenFields } from './shown-lines.ts';
import type { ShownLine } from './shown-lines.ts';

type Fields = Readonly<Record<string, string>>;

/** The lines as a page of the appraisal shows them, and their total. */
export function shownLines({ figures }: Pick<AppraisalPage, 'figures'>): ShownLine[] {
	const total = formatDong(figures.totals.appraised.state, getLocale());
	return [
		...figures.rows.map((row) => ({
			key: row.key,
			label: (row.appraised ?? row.requested)?.content ?? '',
			text: shownLine(row)
		})),
		{ key: 'total', label: m.budgets_state_total(), text: total }
	];
}

function shownLine({ appraised, requested, reason, note }: AppraisalRow): string {
	const locale = getLocale();
	const line = appraised ?? requested;
	const figures = [formatDong(appraised?.amount ?? 0n, locale)];
	const labour = line?.labour;
	if (labour !== undefined && labour.effort.amount !== null)
		figures.push(`${String(labour.persons ?? 0)} × ${formatDecimal(labour.effort.amount, locale)}`);
	else if (line !== null && line.quantity !== null && line.unitPrice !== null && line.system === undefined)
		figures.push(`${formatDecimal(line.quantity, locale)} × ${formatDong(line.unitPrice, locale)}`);
	if (reason !== null) figures.push(localizedText(REASONS[reason], locale));
	if (note !== '') figures.push(note);
	return figures.join(' · ');
}

const TITLES: Readonly<Record<SigningAct, (at: { amount: string; code: string }) => string>> = {
	prepare: m.budgets_question_prepare,
	verify: m.budgets_question_verify,
	approve: m.budgets_question_approve
};
const CONFIRMS: Readonly<Record<SigningAct, (at: { amount: string }) => string>> = {
	prepare: m.budgets_act_prepare,
	verify: m.budgets_act_verify,
	approve: m.budgets_act_approve
};

/**
 * What a signature is asked, in figures and in words; undefined where there is nothing to ask. Figures other than the
 * page showed are asked about again, marked, whatever was answered before: only what stands there now is signed.
 */
export async function questionOfSigning(
	ctx: Context,
	input: { readonly appraisalId: string; readonly act: SigningAct; readonly fields: Fields }
): Promise<ActToConfirm | undefined> {
	const { act, fields } = input;
	const read = await readAppraisal(ctx, input.appraisalId);
	if (!read.ok) return undefined;
	const page = read.value;
	if (page.act !== act || page.hash === null || isRefused(act, page)) return undefined;
	const stale = fields['seenHash'] !== page.hash;
	if (isConfirmed(fields) && !stale) return undefined;
	const locale = getLocale();
	const state = page.figures.totals.appraised.state;
	const amount = formatDong(state, locale);
	const lines = shownLines(page);
	const question: Question = {
		title: TITLES[act]({ amount, code: page.code }),
		words: dongInWords(state, locale),
		follows: followsOf(act, page),
		confirm: CONFIRMS[act]({ amount }),
		...(stale && {
			changed: differencesFrom(fields, lines),
			instead: { seenHash: page.hash, ...seenFields(lines) }
		})
	};
	const decided = decidedBySigning({ code: page.code, hash: page.hash, amount: state, chain: null });
	return { act: 'sign_appraisal', question, figures: decided.figures };
}

/** What is refused anyway is refused without a question. */
function isRefused(act: SigningAct, { khoan, fund, figures }: AppraisalPage): boolean {
	if (act === 'prepare') return khoan !== null && khoan.councilProposes === null;
	if (act === 'verify') return false;
	return fund === null || fund.allocated - fund.committed < figures.totals.appraised.state;
}

function followsOf(act: SigningAct, { fund, figures }: AppraisalPage): string[] {
	if (act !== 'approve') return [m.budgets_question_signed_follows()];
	const locale = getLocale();
	if (fund === null) return [m.budgets_question_final_follows()];
	const left = fund.allocated - fund.committed - figures.totals.appraised.state;
	return [
		m.budgets_question_committed_follows({
			source: localizedText(fund.name, locale),
			year: String(fund.year),
			left: formatDong(left, locale)
		}),
		m.budgets_question_final_follows()
	];
}
