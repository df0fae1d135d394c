/** When somebody is reminded of what is due. Rules are data of the office; what they mean is here. */
import type { WorkKind } from './kinds.ts';
import { vietnamTimeOf } from '#lib/domain/shared/period.ts';

/** Kinds of work that have deadlines: only of these can anybody be reminded. */
export const REMINDED_KINDS = [
	'finish_draft',
	'finish_replacement',
	'answer_invitation',
	'publish_call',
	'open_dossiers',
	'sign_undertaking',
	'declare_interests',
	'rule_interests',
	'submit_sheets',
	'open_session',
	'tally_session',
	'close_session',
	'appraise',
	'approve_appraisal',
	'issue_result'
] as const satisfies readonly WorkKind[];
export type RemindedKind = (typeof REMINDED_KINDS)[number];

/** How many days before a deadline somebody may be reminded. */
export const REMINDER_DAYS = { min: 1, max: 60 } as const;

/** By mail, as each reader chose, with a notice; or as a notice in the portal alone. */
export const REMINDER_CHANNELS = ['mail', 'notice'] as const;
export type ReminderChannel = (typeof REMINDER_CHANNELS)[number];

export interface ReminderRule {
	readonly id: string;
	/** Kind of work that it is about. */
	readonly kind: string;
	readonly daysBefore: number;
	readonly channel: ReminderChannel;
}

export interface Remindable {
	readonly kind: string;
	readonly due: Date;
	/** Rules by which this deadline was reminded of already. */
	readonly sent: readonly string[];
}

const DAY_MS = 86_400_000;
/** Hours of a clock in Vietnam between which letters of this kind leave. */
const [FIRST_HOUR, LAST_HOUR] = [7, 20];

/** Nobody is reminded at night; what is ripe then is sent in the morning. */
export function mayRemindAt(now: Date): boolean {
	const { hour } = vietnamTimeOf(now);
	return hour >= FIRST_HOUR && hour < LAST_HOUR;
}

/**
 * The rules that ask for a reminder now, of which one letter speaks. After a time in which nothing was sent several may
 * be ripe together; of a deadline that is over nobody is reminded any more.
 */
export function ripe(
	{ kind, due, sent }: Remindable,
	rules: readonly ReminderRule[],
	now: Date
): ReminderRule[] {
	if (due <= now) return [];
	return rules.filter(
		(rule) =>
			rule.kind === kind &&
			!sent.includes(rule.id) &&
			due.getTime() - rule.daysBefore * DAY_MS <= now.getTime()
	);
}

/** How one letter for all these rules leaves: by mail as soon as one of them asks for mail. */
export function channelOf(rules: readonly ReminderRule[]): ReminderChannel {
	return rules.some(({ channel }) => channel === 'mail') ? 'mail' : 'notice';
}

/** How far ahead a deadline may lie for some rule to speak of it, ms. */
export function farthest(rules: readonly ReminderRule[]): number {
	return Math.max(0, ...rules.map(({ daysBefore }) => daysBefore)) * DAY_MS;
}
