/** Which deadlines a change of the calendar moves, and whom that concerns. */
import type { WorkingCalendar } from '#lib/domain/rules/calendar.ts';
import type { WorkKind } from '#lib/domain/work/kinds.ts';
import { termsMoved } from '../../mail/letters/work.ts';
import { tell } from '../../mail/tell.ts';
import type { Repositories, Tx } from '../../ports.ts';
import { standingOf } from '../../cases/tasks/standing-of.ts';
import { isOwn } from '../../cases/tasks/task-words.ts';
import type { TaskRow } from '../../tasks/ports.ts';
import type { Context } from '../../use-case.ts';
import type { WorkPlace } from '../../work/ports.ts';
import { reckonWork } from './settle-work.ts';

/** Things whose work has terms of working days. */
const DATED = ['call', 'appraisal'] as const;
const AT_ONCE = 200;

export interface MovedTerm {
	readonly place: WorkPlace;
	readonly key: string;
	readonly kind: string;
	readonly target: string;
	readonly from: Date;
	readonly to: Date;
}

/** Every open deadline that would be another one by the calendar that is tried. */
export async function movedTerms(read: Repositories, tried: WorkingCalendar): Promise<MovedTerm[]> {
	const moved: MovedTerm[] = [];
	for (const subject of DATED) {
		let last = '';
		for (;;) {
			const ids = await read.work.placesAfter(subject, last, AT_ONCE);
			const [end] = ids.slice(-1);
			if (end === undefined) break;
			const places = ids.map((id) => ({ subject, id }));
			const [before, after] = [await reckonWork(read, places), await reckonWork(read, places, tried)];
			for (const [name, { place, key, work }] of before) {
				const [from, to] = [work.due?.at, after.get(name)?.work.due?.at];
				if (from === undefined || to === undefined || from.getTime() === to.getTime()) continue;
				moved.push({ place, key, kind: work.kind, target: work.target, from, to });
			}
			last = end;
		}
	}
	return moved;
}

type Moved = TaskRow & { readonly kind: WorkKind; readonly due: Date; readonly before: Date };

/** One letter to everybody for whom something that moved waits, as far as the person is reminded of deadlines at all. */
export async function tellMovedTerms(
	ctx: Context,
	tx: Tx,
	moved: readonly MovedTerm[],
	key: string
): Promise<void> {
	if (moved.length === 0) return;
	const ids = await tx.reminders.itemsOf(moved.map(({ place, key: item }) => ({ id: place.id, key: item })));
	const terms = new Map(moved.map((term) => [`${term.kind} ${term.target}`, term]));
	for (const { accountId, ...reader } of await tx.reminders.addressees(ids)) {
		const person = await tx.identity.loadPerson(accountId);
		if (person === undefined) continue;
		const work = (await tx.tasks.among(standingOf(person), ids)).flatMap((row): Moved[] => {
			const term = terms.get(`${row.kind} ${row.target}`);
			if (term === undefined || !isOwn(row.kind)) return [];
			return [{ ...row, kind: row.kind, due: term.to, before: term.from }];
		});
		const [first, ...others] = work;
		if (first === undefined) continue;
		await tell(ctx, tx, { to: [reader], key, letter: termsMoved([first, ...others]) });
	}
}
