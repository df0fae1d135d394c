import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { recordAttendance } from '../../../src/lib/server/app/sessions/record-attendance.ts';
import { questionOfOpening } from '../../../src/lib/server/http/questions/council.ts';
import { said } from '../intake/world.ts';
import { must, openTaskWorld, PRESENT } from './scoring-world.ts';
import type { ScoringWorld } from './scoring-world.ts';

/** Who is ticked as present when a session is opened is recorded with the opening, or not at all. */

const LOT = 'GL-DL-03';
let world: ScoringWorld;
let lotId: string;
let all: string[];
const version = async (): Promise<number> => (await world.session(LOT)).version;
const ticked = (ids: readonly string[]) =>
	all.map((memberId) => ({ memberId, present: ids.includes(memberId) }));

beforeAll(async () => {
	world = await openTaskWorld();
	lotId = world.call.lots[LOT] ?? '';
	all = await Promise.all(PRESENT.map((key) => world.memberId(key)));
}, 120_000);
afterAll(() => world.close());

async function open(attendance: ReturnType<typeof ticked>, at?: number): Promise<unknown> {
	const seen = at ?? (await version());
	return said(await openSession(await world.as('chi'), { lotId, version: seen, attendance }));
}

async function present(): Promise<number> {
	const found = await world.database.owner.query<{ count: number }>(
		`SELECT count(*) FILTER (WHERE present)::int AS count
		 FROM attendance a JOIN review_session s ON s.id = a.session_id WHERE s.lot_id = $1`,
		[lotId]
	);
	return found.rows[0]?.count ?? 0;
}

it('records nothing of ticks that do not open it, and says what these lack', async () => {
	const seen = await version();
	expect(await open(ticked(all.slice(0, 3)))).toContain('quorum_too_few');
	expect(await open([{ memberId: world.councilId, present: true }])).toEqual(['member_unknown']);
	expect([await present(), await version()]).toEqual([0, seen]);
});

it('refuses ticks of a page that is older than what was recorded since', async () => {
	const seen = await version();
	must(await recordAttendance(await world.as('lan'), { lotId, attendance: ticked(all.slice(0, 1)) }));
	expect(await open(ticked(all), seen)).toBe('stale_version');
	expect(await present()).toBe(1);
});

it('is asked about by the ticks that came, where it opens at another hour', async () => {
	await world.database.owner.query(
		`UPDATE review_session SET scheduled_at = app_now() + interval '26 hours' WHERE lot_id = $1`,
		[lotId]
	);
	const about = { councilId: world.councilId, lotId };
	const lan = await world.as('lan');
	const fields = (ids: readonly string[]) =>
		Object.fromEntries(
			ids.flatMap((id) => [
				[`member.${id}`, '1'],
				[`present.${id}`, 'on']
			])
		);
	expect(await questionOfOpening(lan, about, {})).toBeUndefined();
	expect(await questionOfOpening(lan, about, fields(all.slice(0, 3)))).toBeUndefined();
	// Enough by number, but one of two reviewers is missing: the refusal says so, and nothing is asked first.
	const reviewer = await world.memberId('yblang');
	expect(await questionOfOpening(lan, about, fields(all.filter((id) => id !== reviewer)))).toBeUndefined();
	expect((await questionOfOpening(lan, about, fields(all)))?.title).toMatch(/^Mở phiên họp GL-DL-03 /);
});

it('opens with them, and its entry in the trail says who was there before and after', async () => {
	expect(await open(ticked(all))).toBe('ok');
	expect([await present(), (await world.session(LOT)).state]).toEqual([all.length, 'open']);
	const entries = await world.database.owner.query<{
		before: { attendance: { memberId: string; present: boolean }[] };
		after: { state: string; attendance: { memberId: string; present: boolean }[] };
	}>(
		`SELECT d.content -> 'before' AS before, d.content -> 'after' AS after
		 FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
		 WHERE e.action = 'open_session' AND e.outcome = 'done' AND e.object_id = $1`,
		[lotId]
	);
	const [entry] = entries.rows;
	const count = (rows: readonly { present: boolean }[] = []): number =>
		rows.filter((row) => row.present).length;
	expect([count(entry?.before.attendance), count(entry?.after.attendance)]).toEqual([1, all.length]);
	expect(entry?.after.state).toBe('open');
});
