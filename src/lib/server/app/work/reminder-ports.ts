import type { Remindable, ReminderRule } from '#lib/domain/work/reminders.ts';
import type { Locale } from '../mail/letter.ts';

export interface RemindableWork extends Remindable {
	readonly id: string;
}

export interface KeptRule extends ReminderRule {
	/** null: a rule of the release. */
	readonly addedBy: string | null;
	/** When it last sent something, and to how many; null: nothing yet. */
	readonly sent: { readonly at: Date; readonly readers: number } | null;
}

/** Somebody who may have some of the work before them; whether they do is asked of their permissions. */
export interface Addressee {
	readonly accountId: string;
	readonly email: string;
	readonly name: string;
	readonly locale: Locale;
}

export interface RemindersRepository {
	/** Those in force. */
	rules(): Promise<readonly ReminderRule[]>;
	/** Those in force with who added them and what they sent. */
	kept(): Promise<readonly KeptRule[]>;
	rule(id: string): Promise<ReminderRule | undefined>;
	/** False where such a rule is in force. */
	add(rule: ReminderRule, by: string): Promise<boolean>;
	/** False where it has ended already. */
	endRule(id: string, by: string): Promise<boolean>;
	/** Open work that is due within so many ms, nearest first. One process at a time asks; others get nothing. */
	dueWithin(ms: number, limit: number): Promise<readonly RemindableWork[]>;
	/** Open pieces of work by the thing and the key of each; ids of those that there are. */
	itemsOf(named: readonly { readonly id: string; readonly key: string }[]): Promise<readonly string[]>;
	/** People with a working account who may be meant by some of these. */
	addressees(itemIds: readonly string[]): Promise<readonly Addressee[]>;
	/** Says which rules spoke of which deadline, and to how many. */
	markSent(
		sent: readonly {
			readonly itemId: string;
			readonly ruleId: string;
			readonly due: Date;
			readonly readers: number;
		}[]
	): Promise<void>;
}

export interface FeedsRepository {
	/** When the address that is in force was made. */
	madeAt(accountId: string): Promise<Date | undefined>;
	/** Ends the address that was in force, and makes this one. */
	make(feed: { readonly id: string; readonly accountId: string; readonly tokenHash: string }): Promise<void>;
	/** False where there was none. */
	end(accountId: string): Promise<boolean>;
	/** The account of an address in force, with its language. */
	find(tokenHash: string): Promise<{ readonly accountId: string; readonly locale: Locale } | undefined>;
}
