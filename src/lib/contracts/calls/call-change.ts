import { z } from 'zod';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { parseCalendarDate, vietnamInstant } from '#lib/domain/shared/period.ts';
import { parseTimeOfDay } from '#lib/domain/shared/typed-time.ts';
import { line, paragraph, requiredLine } from '../parse-input.ts';
import { postedVersion, readBy } from '../posted-number.ts';
import { contactFields, contactOf, localized, money } from './call-form.ts';

const day = readBy<CalendarDate>((text) => parseCalendarDate(text));
const closingTime = readBy((text) => parseTimeOfDay(text, { closing: true }));

// In each shape the fields stand as on the page, so that what is wrong is listed in that order.

/** Why something that was decided is changed, and by which decision. */
export const decisionFields = {
	reason: requiredLine(500, 'reason_missing'),
	decisionNo: requiredLine(60, 'call_decision_number_missing'),
	decisionOn: day
};

export function decisionOf({
	reason,
	decisionNo: number,
	decisionOn: on
}: z.output<z.ZodObject<typeof decisionFields>>) {
	return { reason, number, on };
}

const decision = { version: postedVersion, ...decisionFields };

function decided(typed: z.output<z.ZodObject<typeof decision>>) {
	return { version: typed.version, decision: decisionOf(typed) };
}

export const extendCallShape = z
	.object({ closesAt: day, closesTime: closingTime, ...decision })
	.transform((typed) => ({
		...decided(typed),
		closesAt: vietnamInstant(typed.closesAt, typed.closesTime.hour, typed.closesTime.minute)
	}));

export const giveWindowShape = z
	.object({
		taxCode: requiredLine(40, 'tax_code_empty').transform((text) => text.replace(/[\s.-]/gu, '')),
		lotCode: line(40).default(''),
		until: day,
		untilTime: closingTime,
		...decision
	})
	.transform((typed) => ({
		...decided(typed),
		taxCode: typed.taxCode,
		lotCode: typed.lotCode,
		until: vietnamInstant(typed.until, typed.untilTime.hour, typed.untilTime.minute)
	}));

export const cancelCallShape = z.object(decision).transform(decided);

export const correctCallShape = z
	.object({
		titleVi: requiredLine(300, 'call_title_missing'),
		titleEn: line(300).default(''),
		summaryVi: paragraph(2000).default(''),
		summaryEn: paragraph(2000).default(''),
		...contactFields,
		envelope: money.default(null),
		...decision
	})
	.transform((typed) => ({
		...decided(typed),
		to: {
			title: localized(typed.titleVi, typed.titleEn),
			summary: localized(typed.summaryVi, typed.summaryEn),
			contact: contactOf(typed),
			envelope: typed.envelope
		}
	}));

export const announceAgainShape = z.object({
	newCode: requiredLine(24, 'call_code_malformed'),
	reason: requiredLine(500, 'reason_missing')
});
