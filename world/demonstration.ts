import { DEMONSTRATION_PASSWORD } from '#lib/server/app/identity/demonstration-sign-ins.ts';
import { sharePassword } from '#lib/server/app/identity/enrol-person.ts';
import type { SharedPassword } from '#lib/server/app/identity/enrol-person.ts';
import type pg from 'pg';
import { deadlineEnd } from '#lib/domain/rules/calendar.ts';
import { OFFICIAL_CALENDAR } from '#lib/domain/rules/official-calendar.ts';
import { startOfVietnamDay, vietnamDateOf } from '#lib/domain/shared/period.ts';
import type { CalendarDate } from '#lib/domain/shared/period.ts';
import type { Result } from '#lib/domain/shared/result.ts';
import type { App } from '#lib/server/app/ports.ts';
import { systemContext } from '#lib/server/app/system-context.ts';
import type { Context } from '#lib/server/app/use-case.ts';
import { storyDay, workingDayBefore } from './story-days.ts';

/** One thing that happened: on the working day so many days before the day of the first start, at an hour of Vietnam. */
export interface Happening {
	readonly daysBefore: number;
	readonly hour: number;
	readonly what: string;
	readonly run: () => Promise<void>;
}

/** Whoever exists in the world, by a key of the data. */
export interface Known {
	readonly accounts: Map<string, { readonly personId: string; readonly accountId: string }>;
	readonly organisations: Map<string, { readonly id: string; readonly name: string }>;
	/** Applications by a key of the story: `map1.dn5`. */
	readonly applications: Map<string, string>;
	readonly funds: Map<string, string>;
	readonly councils: Map<string, string>;
}

/** What the stories of the world are told with. */
export interface Demonstration {
	readonly app: App;
	readonly known: Known;
	/** The day of the first start, in Vietnam: every date of the world is counted from it. */
	readonly today: CalendarDate;
	/** Year of the money. */
	readonly year: number;
	/** `YYYY-MM-DD`, the working day so many days before today (negative: after). */
	day(daysBefore: number): CalendarDate;
	/** The start of that day in Vietnam. */
	instant(daysBefore: number): Date;
	/** When a call closes so that the next step falls on that day: the end of the working day before it. */
	deadline(daysBefore: number): Date;
	/** As a request of this person would be made now: grants and seats are read anew. */
	as(key: string): Promise<Context>;
	/** The one password of everybody, measured and hashed once. */
	password(): Promise<SharedPassword>;
	readonly system: Context;
}

/** A result's value; a refusal means that the world and the rules do not agree, and ends the building. */
export function done<T>(result: Result<T>): T {
	if (result.ok) return result.value;
	throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
}

export function found<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`the world has no ${what}`);
	return value;
}

export function demonstrationOf(app: App, today: Date): Demonstration {
	const known: Known = {
		accounts: new Map(),
		organisations: new Map(),
		applications: new Map(),
		funds: new Map(),
		councils: new Map()
	};
	const start = vietnamDateOf(today);
	const day = (daysBefore: number): CalendarDate => storyDay(OFFICIAL_CALENDAR, start, daysBefore);
	let shared: Promise<SharedPassword> | undefined;
	return {
		app,
		known,
		today: start,
		year: Number(start.slice(0, 4)),
		day,
		instant: (daysBefore) => startOfVietnamDay(day(daysBefore)),
		deadline: (daysBefore) => deadlineEnd(workingDayBefore(OFFICIAL_CALENDAR, day(daysBefore))),
		async as(key) {
			const { accountId } = found(known.accounts.get(key), `account ${key}`);
			const actor = found(await app.db.read.identity.loadPerson(accountId), `person ${key}`);
			// Everybody of the demonstration types the one password again.
			return { app, actor, requestId: app.ids.v4(), locale: 'vi', proof: { means: 'password' } };
		},
		password: () => (shared ??= sharePassword(app, DEMONSTRATION_PASSWORD).then(done)),
		system: systemContext(app)
	};
}

/** The happenings of one call, named after it. */
export function storyOf(code: string) {
	return (daysBefore: number, hour: number, what: string, run: () => Promise<void>): Happening => ({
		daysBefore,
		hour,
		what: `${code}: ${what}`,
		run
	});
}

const HOUR_MS = 3_600_000;

/**
 * Lets everything happen in the order of its time, the database's clock moved before each. The clock goes forward
 * only: what takes longer than the gap to the next happens a little later than planned, never earlier.
 */
export async function letHappen(
	world: Demonstration,
	owner: pg.Pool,
	happenings: readonly Happening[],
	told: (what: string, at: number, all: number) => void
): Promise<void> {
	const ordered = happenings
		.map((happening) => ({
			...happening,
			at: world.instant(happening.daysBefore).getTime() + happening.hour * HOUR_MS
		}))
		// By the days of the story, not by the clock: two of them may share a working day.
		.sort((a, b) => b.daysBefore - a.daysBefore || a.hour - b.hour);
	for (const [index, { at, what, run }] of ordered.entries()) {
		await setClock(owner, at);
		told(what, index + 1, ordered.length);
		try {
			await run();
		} catch (thrown) {
			throw new Error(`${what}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, {
				cause: thrown
			});
		}
	}
}

const begun = new WeakSet<pg.Pool>();

async function setClock(owner: pg.Pool, at: number): Promise<void> {
	const offset = Math.ceil((at - Date.now()) / 1000);
	// The first move is the way back, which only a database without history allows.
	const statement = begun.has(owner)
		? 'UPDATE app_clock SET offset_sec = greatest(offset_sec, $1)'
		: 'UPDATE app_clock SET offset_sec = $1';
	begun.add(owner);
	await owner.query(statement, [offset]);
}
