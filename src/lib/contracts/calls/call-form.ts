import { parseEmail, parsePhone } from '#lib/domain/shared/identity-numbers.ts';
import type { CallContact } from '#lib/domain/workflow/call-contact.ts';
import { z } from 'zod';
import { refused } from '#lib/contracts/refused.ts';
import { parseDong } from '#lib/domain/shared/typed-money.ts';
import { parseTimeOfDay } from '#lib/domain/shared/typed-time.ts';
import type { Dong } from '#lib/domain/shared/money.ts';
import { parseCalendarDate, vietnamInstant } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import { ok } from '#lib/domain/shared/result.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import { line, paragraph, requiredLine } from '../parse-input.ts';
import { digitsIn, postedVersion, readBy } from '../posted-number.ts';

const day = readBy<CalendarDate>((text) => parseCalendarDate(text));

const time = readBy((text) => parseTimeOfDay(text));
/** A deadline may also be 24:00, the end of its day. */
const closingTime = readBy((text) => parseTimeOfDay(text, { closing: true }));

/** Empty where the programme pays nothing, or as long as it is not known. */
export const money = readBy((text): Result<Dong | null> => (text.trim() === '' ? ok(null) : parseDong(text)));

export function localized(vi: string, en: string) {
	return en === '' ? { vi } : { vi, en };
}

/** Empty as long as it is not known; what is typed has to be one. */
const emptyOr = <Value extends string>(read: (text: string) => Result<Value>) =>
	readBy((text): Result<Value | ''> => (text.trim() === '' ? ok('') : read(text)));

/** Whom one asks about the call. */
export const contactFields = {
	contactPerson: line(200).default(''),
	contactPhone: emptyOr((text) => parsePhone(text)).default(''),
	contactEmail: emptyOr((text) => parseEmail(text)).default(''),
	contactHoursVi: line(200).default(''),
	contactHoursEn: line(200).default('')
};

export function contactOf(typed: z.output<z.ZodObject<typeof contactFields>>): CallContact {
	const { contactPerson: person, contactPhone: phone, contactEmail: email } = typed;
	return { person, phone, email, hours: localized(typed.contactHoursVi, typed.contactHoursEn) };
}

const fields = {
	titleVi: requiredLine(300, 'call_title_missing'),
	titleEn: line(300).default(''),
	summaryVi: paragraph(2000).default(''),
	summaryEn: paragraph(2000).default(''),
	...contactFields,
	opensAt: day,
	opensTime: time,
	closesAt: day,
	closesTime: closingTime,
	envelope: money.default(null),
	fundSourceId: z.union([z.literal(''), z.uuid()], refused('call_fund_missing')).default(''),
	budgetYear: z
		.string()
		.trim()
		.regex(/^(20\d\d)?$/, refused('call_year_malformed'))
		.default('')
};

/** The draft as its form carries it: days and times of Vietnam, amounts as typed. */
function draftOf(typed: z.output<z.ZodObject<typeof fields>>) {
	return {
		title: localized(typed.titleVi, typed.titleEn),
		summary: localized(typed.summaryVi, typed.summaryEn),
		contact: contactOf(typed),
		opensAt: vietnamInstant(typed.opensAt, typed.opensTime.hour, typed.opensTime.minute),
		closesAt: vietnamInstant(typed.closesAt, typed.closesTime.hour, typed.closesTime.minute),
		envelope: typed.envelope,
		fundSourceId: typed.fundSourceId === '' ? null : typed.fundSourceId,
		budgetYear: digitsIn(typed.budgetYear, { min: 2000, max: 2099 }) ?? null
	};
}

export const newCallShape = z
	.object({
		...fields,
		programme: requiredLine(40, 'programme_unknown'),
		code: requiredLine(24, 'call_code_malformed')
	})
	.transform(({ programme, code, ...typed }) => ({ programme, code, draft: draftOf(typed) }));

export const editCallShape = z
	.object({ ...fields, version: postedVersion })
	.transform(({ version: seen, ...typed }) => ({ version: seen, draft: draftOf(typed) }));

export const publishCallShape = z.object({ version: postedVersion });

export const newLotShape = z
	.object({
		lotCode: requiredLine(40, 'lot_code_missing'),
		lotTitleVi: requiredLine(300, 'lot_title_missing'),
		lotTitleEn: line(300).default(''),
		variant: line(60),
		objectives: paragraph(4000).default(''),
		expectedProducts: paragraph(4000).default('')
	})
	.transform(({ lotCode, lotTitleVi, lotTitleEn, ...rest }) => ({
		code: lotCode,
		title: localized(lotTitleVi, lotTitleEn),
		...rest
	}));

export const removeLotShape = z.object({ lotId: z.uuid() });
