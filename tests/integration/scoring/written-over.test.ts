import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveConclusion } from '../../../src/lib/server/app/sessions/close-session.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { recordAttendance } from '../../../src/lib/server/app/sessions/record-attendance.ts';
import { recordCountingBoard } from '../../../src/lib/server/app/sessions/record-counting-board.ts';
import { recordedMarks } from '../../../src/lib/server/app/sessions/recorded-marks.ts';
import { readSession } from '../../../src/lib/server/app/sessions/read-session.ts';
import { attend, must, openTaskWorld, PRESENT } from './scoring-world.ts';
import type { ScoringWorld } from './scoring-world.ts';

/** Chair and secretary record one session: nobody writes over what their page has not shown. */

const LOT = 'GL-DL-03';
let world: ScoringWorld;
let lotId: string;
let memberIds: string[];

beforeAll(async () => {
	world = await openTaskWorld();
	lotId = world.call.lots[LOT] ?? '';
	memberIds = await Promise.all(PRESENT.map((key) => world.memberId(key)));
	await attend(world, 'lan', LOT, PRESENT);
}, 120_000);
afterAll(() => world.close());

/** What the page of somebody who runs the session brings to its forms. */
async function page(key: string) {
	const ctx = await world.as(key);
	const view = must(
		await readSession(ctx, { lotId, councilId: world.councilId, applicationId: '', search: '', page: 1 })
	);
	return {
		ctx,
		attendance: recordedMarks.attendance(ctx, view.members),
		board: recordedMarks.board(ctx, view.session),
		conclusion: recordedMarks.conclusion(ctx, view.session)
	};
}

const presentBut = (absent: readonly string[]) =>
	memberIds.map((memberId) => ({ memberId, present: !absent.includes(memberId) }));

async function recorded(): Promise<{ absent: number; board: number; conclusion: string; entries: number }> {
	const { rows } = await world.database.owner.query<{
		absent: number;
		board: number;
		conclusion: string;
		entries: number;
	}>(
		`SELECT (SELECT count(*)::int FROM attendance a WHERE a.session_id = s.id AND NOT a.present) AS absent,
		   jsonb_array_length(coalesce(s.counting_board, '[]')) AS board, s.conclusion,
		   (SELECT count(*)::int FROM audit_entry e WHERE e.object_id = s.lot_id::text AND e.outcome = 'done') AS entries
		 FROM review_session s WHERE s.lot_id = $1`,
		[lotId]
	);
	const [row] = rows;
	if (row === undefined) throw new Error('no session');
	return row;
}

it('the list of those present', async () => {
	const [chair, secretary] = [await page('khai'), await page('lan')];
	const [first = '', second = ''] = memberIds.slice(-2);
	must(
		await recordAttendance(secretary.ctx, {
			lotId,
			attendance: presentBut([first]),
			seen: secretary.attendance
		})
	);
	const before = await recorded();
	const late = await recordAttendance(chair.ctx, {
		lotId,
		attendance: presentBut([second]),
		seen: chair.attendance
	});
	expect(late.ok ? 'ok' : late.refusal).toMatchObject({ code: 'attendance_changed' });
	expect(await recorded()).toEqual(before);
	// What the refusal showed has been seen.
	const seen = late.ok ? '' : late.refusal.params?.['seen'];
	must(await recordAttendance(chair.ctx, { lotId, attendance: presentBut([second]), seen }));
	expect((await recorded()).absent).toBe(1);
	must(await recordAttendance(chair.ctx, { lotId, attendance: presentBut([]) }));
});

it('the counting board and the conclusion', async () => {
	const session = await world.session(LOT);
	must(await openSession(await world.as('lan'), { lotId, version: session.version }));
	const [chair, secretary] = [await page('khai'), await page('lan')];
	const board = (from: number) => {
		const elected = memberIds.slice(from, from + 3);
		return { lotId, memberIds: elected, headId: elected[0] ?? '' };
	};
	must(await recordCountingBoard(secretary.ctx, { ...board(3), seen: secretary.board }));
	const late = await recordCountingBoard(chair.ctx, { ...board(4), seen: chair.board });
	expect(late.ok ? 'ok' : late.refusal.code).toBe('board_changed');

	must(
		await saveConclusion(secretary.ctx, { lotId, conclusion: 'Kiến nghị chọn.', seen: secretary.conclusion })
	);
	const other = await saveConclusion(chair.ctx, {
		lotId,
		conclusion: 'Đề nghị bổ sung.',
		seen: chair.conclusion
	});
	expect(other.ok ? 'ok' : other.refusal).toMatchObject({
		code: 'conclusion_changed',
		params: { text: 'Kiến nghị chọn.' }
	});
	expect((await recorded()).conclusion).toBe('Kiến nghị chọn.');
	// The same words are no other conclusion.
	must(await saveConclusion(chair.ctx, { lotId, conclusion: 'Kiến nghị chọn.', seen: chair.conclusion }));
});
