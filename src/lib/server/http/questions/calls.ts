import { cancelCallShape, correctCallShape, extendCallShape } from '#lib/contracts/calls/call-change.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { Question } from '#lib/contracts/question.ts';
import { deadlineDay, daysBetween } from '#lib/domain/shared/period.ts';
import {
	correctionOf,
	correctionProblems,
	decisionProblems,
	extensionProblems
} from '#lib/domain/workflow/call-changes.ts';
import { differenceWords } from '#lib/i18n/call-change-words.ts';
import { formatDeadline } from '#lib/i18n/formats/dates.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { readCallChanges } from '#lib/server/app/calls/read-call-changes.ts';
import type { WindowInput } from '#lib/server/app/calls/give-window.ts';
import { readWindow } from '#lib/server/app/calls/read-window.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { readCallCockpit } from '#lib/server/app/calls/staff-calls.ts';
import { shortWords } from '#lib/i18n/call-change-words.ts';
import { isConfirmed } from '../ask-first.ts';

type Fields = Readonly<Record<string, string>>;

/** What a change of a published call is asked, with what differs; a form that would be refused is not asked first. */
export async function questionOfChange(
	ctx: Context,
	about: { readonly code: string; readonly act: 'extend' | 'correct' | 'cancel' },
	fields: Fields
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readCallChanges(ctx, about.code);
	if (!read.ok || !read.value.may[about.act]) return undefined;
	const { call, now, today, submitted } = read.value;
	const locale = getLocale();
	const { code } = call;
	if (about.act === 'extend') {
		const input = parseInput(extendCallShape, fields);
		if (!input.ok) return undefined;
		const { closesAt, decision } = input.value;
		const problems = [...extensionProblems(call, closesAt, now), ...decisionProblems(decision, today)];
		if (problems.length > 0) return undefined;
		const days = daysBetween(deadlineDay(call.closesAt), deadlineDay(closesAt));
		return {
			title: m.calls_extend_question({ code, until: formatDeadline(closesAt, locale) }),
			follows: [
				m.calls_extend_follows({ before: formatDeadline(call.closesAt, locale), days }),
				m.calls_extend_told(),
				m.calls_extend_work()
			],
			confirm: m.calls_extend()
		};
	}
	if (about.act === 'correct') {
		const input = parseInput(correctCallShape, fields);
		if (!input.ok) return undefined;
		const { to, decision } = input.value;
		if (correctionProblems(call, to).length > 0 || decisionProblems(decision, today).length > 0)
			return undefined;
		return {
			title: m.calls_correct_question({ code }),
			follows: [
				...differenceWords(correctionOf(call, to), locale).map((line) => m.calls_correct_follows(line)),
				m.calls_extend_told()
			],
			confirm: m.calls_correct()
		};
	}
	const input = parseInput(cancelCallShape, fields);
	if (!input.ok || decisionProblems(input.value.decision, today).length > 0) return undefined;
	return {
		title: m.calls_cancel_question({ code }),
		follows: [
			m.calls_cancel_follows_final(),
			m.calls_cancel_follows_sealed({ count: submitted }),
			m.calls_cancel_follows_drafts(),
			...(call.envelope === null
				? []
				: [m.calls_cancel_follows_money({ amount: formatDong(call.envelope, locale) })]),
			m.calls_extend_told()
		],
		confirm: m.calls_cancel(),
		danger: true
	};
}

/** What giving a window to one dossier is asked: whom the code names, before it is given. */
export async function questionOfWindow(
	ctx: Context,
	input: WindowInput,
	fields: Fields
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readWindow(ctx, input);
	if (!read.ok || read.value === undefined) return undefined;
	const { call, organisation } = read.value;
	const until = formatDeadline(input.until, getLocale());
	return {
		title: m.calls_window_question({ organisation, until }),
		follows: [
			m.calls_window_follows_call({ until: formatDeadline(call.closesAt, getLocale()) }),
			m.calls_window_follows_opening({ until }),
			m.calls_window_follows_told()
		],
		confirm: m.calls_window()
	};
}

/** What publishing a call is asked; that its source has less is said here, whatever the page showed before. */
export async function questionOfPublishing(
	ctx: Context,
	code: string,
	fields: Fields
): Promise<Question | undefined> {
	if (isConfirmed(fields)) return undefined;
	const read = await readCallCockpit(ctx, code);
	const short = read.ok ? read.value.short : null;
	return {
		title: m.calls_publish_question({ code }),
		follows: [...(short === null ? [] : [shortWords(short)]), m.calls_publish_final()],
		confirm: m.calls_publish()
	};
}
