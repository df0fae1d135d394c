import { channelOf, farthest, mayRemindAt, REMINDER_CHANNELS, ripe } from '#lib/domain/work/reminders.ts';
import type { ReminderChannel, ReminderRule } from '#lib/domain/work/reminders.ts';
import type { WorkKind } from '#lib/domain/work/kinds.ts';
import { workDue } from '../mail/letters/work.ts';
import { tell } from '../mail/tell.ts';
import type { App, Tx } from '../ports.ts';
import { systemContext } from '../system-context.ts';
import type { TaskRow } from '../tasks/ports.ts';
import type { Context } from '../use-case.ts';
import { standingOf } from '../cases/tasks/standing-of.ts';
import { isOwn, wayTo } from '../cases/tasks/task-words.ts';
import type { RemindableWork } from './reminder-ports.ts';

/** Deadlines that one round speaks of; what is left over is the next round's. */
const AT_ONCE = 100;

interface Asked {
	readonly work: RemindableWork;
	readonly by: readonly ReminderRule[];
}

type Due = TaskRow & { readonly kind: WorkKind; readonly due: Date };

function isDue(row: TaskRow): row is Due {
	return row.due !== null && isOwn(row.kind);
}

/**
 * Reminds everybody of what is due soon: one letter to a person for all that is ripe in a channel, however many rules ask
 * for it.
 * How many deadlines it spoke of. A deadline that moves is reminded of anew; nobody is told of one that is over.
 */
export function remindOfWork(app: App): Promise<number> {
	const ctx = systemContext(app);
	return app.db.transaction(async (tx) => {
		const now = await tx.clock.now();
		if (!mayRemindAt(now)) return 0;
		const rules = await tx.reminders.rules();
		const due = await tx.reminders.dueWithin(farthest(rules), AT_ONCE);
		const asked = due.map((work) => ({ work, by: ripe(work, rules, now) })).filter(({ by }) => by.length > 0);
		if (asked.length === 0) return 0;
		for (const channel of REMINDER_CHANNELS)
			await remindBy(
				ctx,
				tx,
				channel,
				asked.filter(({ by }) => channelOf(by) === channel)
			);
		return asked.length;
	});
}

async function remindBy(
	ctx: Context,
	tx: Tx,
	channel: ReminderChannel,
	asked: readonly Asked[]
): Promise<void> {
	if (asked.length === 0) return;
	const ids = asked.map(({ work }) => work.id);
	let readers = 0;
	for (const { accountId, ...reader } of await tx.reminders.addressees(ids)) {
		const person = await tx.identity.loadPerson(accountId);
		if (person === undefined) continue;
		const [first, ...others] = (await tx.tasks.among(standingOf(person), ids)).filter(isDue);
		if (first === undefined) continue;
		const spoken = asked.map(({ work, by }) => [work.id, work.due.toISOString(), by.map(({ id }) => id)]);
		await tell(ctx, tx, {
			to: [reader],
			key: `work-due:${ctx.app.ids.sha256(JSON.stringify(spoken))}`,
			letter: workDue({
				work: [first, ...others],
				path: others.length === 0 ? wayTo(first) : '/viec-can-lam'
			}),
			noticeOnly: channel === 'notice'
		});
		readers += 1;
	}
	await tx.reminders.markSent(
		asked.flatMap(({ work, by }) =>
			by.map((rule) => ({ itemId: work.id, ruleId: rule.id, due: work.due, readers }))
		)
	);
}
