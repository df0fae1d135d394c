import type { Question } from '#lib/contracts/question.ts';
import { sumDong } from '#lib/domain/shared/money.ts';
import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { readCallResult } from '#lib/server/app/records/read-call-result.ts';
import type { CallResultView } from '#lib/server/app/records/read-call-result.ts';
import { readSelection } from '#lib/server/app/selection/read-selection.ts';
import type { SelectionView } from '#lib/server/app/selection/read-selection.ts';
import type { SelectionChange } from '#lib/server/app/selection/change-selection.ts';
import { decidedByChanging } from '#lib/server/app/selection/decided-figures.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { isConfirmed } from '../ask-first.ts';
import type { ActToConfirm } from '../confirm-act.ts';
import { differencesFrom, seenFields } from './shown-lines.ts';
import type { ShownLine } from './shown-lines.ts';

type Fields = Readonly<Record<string, string>>;

/** The choice of each case as the page of the selection shows it. */
export function shownChoices({ lines }: Pick<SelectionView, 'lines'>): ShownLine[] {
	return lines.map(({ applicationId, code, chosen, requested }) => ({
		key: applicationId,
		label: code,
		text: `${m.councils_selected({ outcome: chosen })} · ${formatDong(requested, getLocale())}`
	}));
}

/** What each case gets, as the page of the result shows it. */
export function shownResults({ lines }: Pick<CallResultView, 'lines'>): ShownLine[] {
	return lines.map(({ applicationId, code, approved }) => ({
		key: applicationId,
		label: code,
		text: approved === null ? m.results_issue_none_approved() : formatDong(approved, getLocale())
	}));
}

/** Asked where it was not answered yet, and again where the page was older than what stands there now. */
function asked(question: Question, fields: Fields, now: { version: number; lines: ShownLine[] }) {
	const changed = differencesFrom(fields, now.lines);
	const stale = fields['version'] !== String(now.version) || changed.length > 0;
	if (isConfirmed(fields) && !stale) return undefined;
	if (!stale) return question;
	return { ...question, changed, instead: { version: String(now.version), ...seenFields(now.lines) } };
}

/** What closing a selection is asked, with the cases and the sum that it takes. */
export async function questionOfSelection(
	ctx: Context,
	callCode: string,
	fields: Fields
): Promise<Question | undefined> {
	const read = await readSelection(ctx, callCode);
	if (!read.ok || !read.value.may.close) return undefined;
	const { lines, used, version } = read.value;
	const locale = getLocale();
	const count = lines.filter(({ chosen }) => chosen === 'recommended').length;
	const question: Question = {
		title: m.councils_selection_close_question({ count, amount: formatDong(used, locale) }),
		words: dongInWords(used, locale),
		follows: [m.councils_selection_close_text()],
		confirm: m.councils_selection_close()
	};
	return asked(question, fields, { version, lines: shownChoices(read.value) });
}

/** What a change of a closed selection is asked: which dossier, and what it does to the money. */
export async function questionOfSelectionChange(
	ctx: Context,
	about: SelectionChange & { readonly act: 'record_withdrawal' | 'revoke_approval' | 'call_up_reserve' },
	fields: Fields
): Promise<ActToConfirm | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readSelection(ctx, about.callCode);
	if (!read.ok || read.value.after?.mayChange !== true) return undefined;
	const { after } = read.value;
	const { applicationId, act } = about;
	const locale = getLocale();
	if (act !== 'call_up_reserve') {
		const kind = act === 'record_withdrawal' ? 'withdrawal' : 'revocation';
		const dossier = after.holding.find((one) => one.applicationId === applicationId);
		if (dossier === undefined) return undefined;
		const { code, organisation, approved, requested } = dossier;
		const { figures } = decidedByChanging(dossier, about.decision);
		const question = {
			title: m.councils_leaving_question({ kind, code, organisation }),
			follows: [
				m.councils_withdrawal_follows({ amount: formatDong(approved ?? requested, locale) }),
				m.councils_leaving_final({ kind }),
				m.councils_selection_change_told()
			],
			confirm: m.councils_leaving_act({ kind }),
			danger: true
		};
		return { act, figures, question };
	}
	const { next, left } = after;
	if (next?.applicationId !== applicationId || left === null) return undefined;
	const { code, organisation, requested } = next;
	const { figures } = decidedByChanging(next, about.decision);
	const question = {
		title: m.councils_call_up_question({ code, organisation }),
		follows: [
			m.councils_call_up_follows({
				amount: formatDong(requested, locale),
				left: formatDong(left, locale),
				after: formatDong(left - requested, locale)
			}),
			m.councils_call_up_appraisal(),
			m.councils_selection_change_told()
		],
		confirm: m.councils_call_up_act()
	};
	return { act, figures, question };
}

/** What issuing a result is asked: the cases, the sum, the letters. */
export async function questionOfResult(
	ctx: Context,
	callCode: string,
	fields: Fields
): Promise<Question | undefined> {
	const read = await readCallResult(ctx, callCode);
	if (!read.ok || !read.value.may.issue) return undefined;
	const { call, lines, supported, total, withDecision } = read.value;
	const locale = getLocale();
	const act = withDecision ? m.results_issue_act() : m.results_conclude_act();
	const title = !withDecision
		? m.results_conclude_question({ code: call.code })
		: supported === 0
			? m.results_issue_question_none()
			: m.results_issue_question({ count: supported, amount: formatDong(total, locale) });
	const question: Question = {
		title,
		...(withDecision && supported > 0 && { words: dongInWords(total, locale) }),
		follows: [
			withDecision ? m.results_issue_follows({ letters: lines.length }) : m.results_conclude_follows()
		],
		confirm: act
	};
	return asked(question, fields, { version: call.version, lines: shownResults(read.value) });
}

/** What issuing the result of those that moved up is asked. */
export async function questionOfFurtherResult(
	ctx: Context,
	callCode: string,
	fields: Fields
): Promise<Question | undefined> {
	const read = await readCallResult(ctx, callCode);
	if (!read.ok || !read.value.may.issueFurther) return undefined;
	const { call, further } = read.value;
	const locale = getLocale();
	const amounts = further.flatMap(({ approved }) => approved ?? []);
	const total = sumDong(amounts);
	const question: Question = {
		title:
			amounts.length === 0
				? m.results_issue_question_none()
				: m.results_further_question({ count: amounts.length, amount: formatDong(total, locale) }),
		...(amounts.length > 0 && { words: dongInWords(total, locale) }),
		follows: [m.results_further_follows({ letters: further.length })],
		confirm: m.results_further_act()
	};
	return asked(question, fields, { version: call.version, lines: shownResults({ lines: further }) });
}
