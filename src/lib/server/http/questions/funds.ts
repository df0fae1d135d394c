import { allocateFundShape, reverseEntryShape } from '#lib/contracts/funds/fund.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import type { Question } from '#lib/contracts/question.ts';
import { dongInWords } from '#lib/i18n/formats/amount-in-words.ts';
import { formatDong } from '#lib/i18n/formats/figures.ts';
import { localizedText } from '#lib/i18n/localized-text.ts';
import { m } from '#lib/i18n/paraglide/messages.js';
import { getLocale } from '#lib/i18n/paraglide/runtime.js';
import { readFund } from '#lib/server/app/funds/read-funds.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { decidedByAllocating, decidedByReversing } from '#lib/server/app/funds/decided-figures.ts';
import { isConfirmed } from '../ask-first.ts';
import type { ActToConfirm } from '../confirm-act.ts';

type Fields = Readonly<Record<string, string>>;

/** What giving money to a source is asked, with the amount in figures and words; undefined for what is refused. */
export async function questionOfAllocation(
	ctx: Context,
	sourceId: string,
	fields: Fields
): Promise<ActToConfirm | undefined> {
	if (isConfirmed(fields)) return undefined;
	const input = parseInput(allocateFundShape, fields);
	if (!input.ok || input.value.amount === 0n) return undefined;
	const { year, amount } = input.value;
	const fund = await readFund(ctx, { sourceId, year, page: 1 });
	if (!fund.ok || !fund.value.mayAllocate) return undefined;
	const locale = getLocale();
	const positive = amount < 0n ? -amount : amount;
	const about = {
		amount: formatDong(positive, locale),
		source: localizedText(fund.value.source.name, locale),
		year: String(year)
	};
	const held = fund.value.years.find((row) => row.year === year)?.allocated ?? 0n;
	const question: Question = {
		title: amount < 0n ? m.funds_question_take_back(about) : m.funds_question_allocate(about),
		words: dongInWords(positive, locale),
		follows: [
			m.funds_question_allocate_follows({ year: about.year, total: formatDong(held + amount, locale) })
		],
		confirm: m.funds_allocate()
	};
	const { figures } = decidedByAllocating({ ...fund.value.source, year, amount }, ctx.locale);
	return { act: 'allocate_fund', question, figures };
}

/** What undoing an entry is asked. The entry is looked for on the page of the journal that the form stands on. */
export async function questionOfReversal(
	ctx: Context,
	about: { readonly sourceId: string; readonly page: number; readonly year?: number },
	fields: Fields
): Promise<ActToConfirm | undefined> {
	if (isConfirmed(fields)) return undefined;
	const input = parseInput(reverseEntryShape, fields);
	const fund = await readFund(ctx, about);
	if (!input.ok || !fund.ok || !fund.value.mayAllocate) return undefined;
	const entry = fund.value.journal.find(({ id }) => id === input.value.entryId);
	if (entry === undefined) return undefined;
	const locale = getLocale();
	const amount = entry.amount < 0n ? -entry.amount : entry.amount;
	const question: Question = {
		title: m.funds_question_reverse({ amount: formatDong(amount, locale) }),
		words: dongInWords(amount, locale),
		follows: [m.funds_question_reverse_follows()],
		confirm: m.funds_reverse_send(),
		danger: true
	};
	const given = { ...fund.value.source, year: fund.value.year, amount: entry.amount };
	return { act: 'reverse_entry', question, figures: decidedByReversing(given, ctx.locale).figures };
}
