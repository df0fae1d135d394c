import { z } from 'zod';
import { DATA_OUTCOMES, DATA_REQUEST_KINDS, WORDS_LIMIT } from '#lib/domain/privacy/data-requests.ts';
import { parseCalendarDate, vietnamInstant } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { parseTimeOfDay } from '#lib/domain/shared/typed-time.ts';
import { parseWholeNumber } from '#lib/domain/shared/whole-number.ts';
import { ok, refuse } from '#lib/domain/shared/result.ts';
import { refused } from '../refused.ts';
import { paragraph, requiredLine } from '../parse-input.ts';
import { readBy } from '../posted-number.ts';

const day = readBy<CalendarDate>((text) => parseCalendarDate(text));
const time = readBy((text) => parseTimeOfDay(text));

/** How many people; empty where nobody knows yet. */
const people = readBy<number | null>((text) => {
	if (text.trim() === '') return ok(null);
	const count = parseWholeNumber(text, { min: 0, max: 100_000_000 });
	return count.ok ? count : refuse('people_count_wrong');
});

export const dataRequestShape = z.object({
	kind: z.enum(DATA_REQUEST_KINDS, refused('data_kind_missing')),
	words: paragraph(WORDS_LIMIT)
});

export const dataAnswerShape = z.object({
	outcome: z.enum(DATA_OUTCOMES, refused('data_outcome_missing')),
	answer: paragraph(WORDS_LIMIT)
});

export const dataBreachShape = z
	.object({
		foundOn: day,
		foundTime: time,
		what: paragraph(WORDS_LIMIT),
		people,
		measures: paragraph(WORDS_LIMIT)
	})
	.transform(({ foundOn, foundTime, ...told }) => ({
		...told,
		foundAt: vietnamInstant(foundOn, foundTime.hour, foundTime.minute)
	}));

export const breachReportShape = z.object({
	breachId: z.string(),
	number: requiredLine(60, 'report_number_missing'),
	day
});
