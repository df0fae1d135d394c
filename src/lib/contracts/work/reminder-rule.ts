import { z } from 'zod';
import { REMINDED_KINDS, REMINDER_CHANNELS, REMINDER_DAYS } from '#lib/domain/work/reminders.ts';
import { postedNumber } from '../posted-number.ts';
import { refused } from '../refused.ts';

/** A rule as posted. */
export const reminderRuleShape = z.object({
	kind: z.enum(REMINDED_KINDS, refused('reminder_kind_wrong')),
	daysBefore: postedNumber({ ...REMINDER_DAYS, wrong: 'reminder_days_wrong' }),
	channel: z.enum(REMINDER_CHANNELS, refused('reminder_channel_wrong'))
});
