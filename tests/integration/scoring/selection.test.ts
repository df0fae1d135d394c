import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closeSelection } from '../../../src/lib/server/app/selection/close-selection.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { saveSelection } from '../../../src/lib/server/app/selection/save-selection.ts';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { recordTieVote } from '../../../src/lib/server/app/sessions/record-tie-vote.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import type { SelectionOutcome } from '../../../src/lib/domain/selection/envelope.ts';
import { identifiers } from '../../../src/lib/server/ids.ts';
import { contextOf, said, stateOf } from '../intake/world.ts';
import { attend, elect, must, openScoringWorld, score } from './scoring-world.ts';
import type { ScoringWorld } from './scoring-world.ts';

const SEATS = [
	['hanh', 'Trần Thị Mỹ Hạnh', 'chair'],
	['tuan', 'Đỗ Minh Tuấn', 'vice_chair'],
	['duy', 'Lê Quang Duy', 'reviewer'],
	['yblang', 'Y Blăng Niê', 'reviewer'],
	['lan', 'Phạm Thị Thu Lan', 'scientific_secretary'],
	['huong', 'Rơ Châm Hương', 'member'],
	['ngoc', 'Hoàng Bảo Ngọc', 'member']
] as const;
const BALLOTS: Readonly<Record<string, readonly number[]>> = {
	'1': [90, 88, 86, 91, 87, 85, 89],
	'5': [84, 86, 88, 85, 87, 83, 89],
	'3': [80, 78, 82, 79, 81, 77, 83],
	'8': [76, 74, 78, 75, 77, 73, 79],
	'7': [66, 64, 68, 65, 67, 63, 69],
	'4': [62, 60, 64, 61, 63, 59, 65]
};
const MILLION = 1_000_000n;
const APPLICANTS = [
	['1', 'Công ty TNHH Cà phê Cao nguyên Ia Hrung', '5999900016', 180n],
	['5', 'Công ty CP Cấp nước Pleiku Trung', '5999905494', 220n],
	['3', 'Công ty CP Mía đường Ayun Thượng', '5999902750', 150n],
	['8', 'Công ty TNHH Xét nghiệm Hội Phú', '5999909604', 90n],
	['7', 'Công ty CP Thủy điện Ia Ly Hạ', '5999908230', 160n],
	['4', 'Công ty TNHH Gỗ xuất khẩu Phú Tài Tây', '5999904123', 200n]
] as const;
const CODE = 'MAP-2026-1';

let world: ScoringWorld;
let lotId: string;

async function choice(changes: Readonly<Record<string, readonly [SelectionOutcome, string]>> = {}) {
	const view = must(await readSelection(await contextOf(world, world.officer), CODE));
	const keyOf = (id: string): string =>
		Object.keys(world.cases).find((key) => world.cases[key]?.id === id) ?? '';
	return view.lines.map(({ applicationId, proposed }) => {
		const [outcome, reason] = changes[keyOf(applicationId)] ?? [proposed, ''];
		return { applicationId, outcome, reason };
	});
}

beforeAll(async () => {
	world = await openScoringWorld({
		programme: 'map',
		code: CODE,
		envelope: 400n * MILLION,
		seats: SEATS,
		applicants: APPLICANTS.map(([key, name, taxCode, millions]) => ({
			key,
			name,
			taxCode,
			lot: 'MAP-1',
			asks: millions * MILLION
		}))
	});
	lotId = world.call.lots['MAP-1'] ?? '';
}, 120_000);
afterAll(() => world.close());

describe('the MAP round of the sample, from sheets to the selection', () => {
	it('has nothing to choose from before the session is closed', async () => {
		const officer = await contextOf(world, world.officer);
		const view = must(await readSelection(officer, CODE));
		expect(view).toMatchObject({
			inTheWay: { code: 'sessions_not_closed' },
			lines: [],
			may: { save: false }
		});
		expect(said(await saveSelection(officer, { callCode: CODE, version: 0, items: [] }))).toBe(
			'sessions_not_closed'
		);
	});

	it('is scored and closed', async () => {
		for (const [key, totals] of Object.entries(BALLOTS)) {
			for (const [at, [member]] of SEATS.entries()) await score(world, member, key, totals[at] ?? 0);
		}
		await attend(
			world,
			'lan',
			'MAP-1',
			SEATS.map(([key]) => key)
		);
		const lan = await world.as('lan');
		const version = async (): Promise<number> => (await world.session('MAP-1')).version;
		must(await openSession(lan, { lotId, version: await version() }));
		await elect(
			world,
			'lan',
			'MAP-1',
			SEATS.map(([key]) => key)
		);
		expect(must(await tallySession(lan, { lotId, version: await version() }))).toEqual({ openTies: 0 });
		const order = Object.values(world.cases).map(({ id }) => id);
		const vote = { lotId, version: await version(), order, for: 7, against: 0, note: '' };
		expect(said(await recordTieVote(lan, vote))).toBe('vote_not_about_open_tie');
		const conclusion = 'Hội đồng thống nhất kết quả chấm điểm.';
		must(await closeSession(await world.as('hanh'), { lotId, version: await version(), conclusion }));
	}, 120_000);

	it('proposes 1 and 5, whose sum is the envelope to the đồng', async () => {
		const view = must(await readSelection(await contextOf(world, world.officer), CODE));
		expect(view.lines.map(({ proposed, cumulative }) => [proposed, cumulative])).toEqual([
			['recommended', 180n * MILLION],
			['recommended', 400n * MILLION],
			['reserve', 550n * MILLION],
			['reserve', 640n * MILLION],
			['not_recommended', null],
			['not_recommended', null]
		]);
	});

	it('refuses more than the envelope, below the threshold, and a departure without a reason', async () => {
		const officer = await contextOf(world, world.officer);
		const save = async (items: Awaited<ReturnType<typeof choice>>): Promise<string | string[]> =>
			said(await saveSelection(officer, { callCode: CODE, version: 0, items }));
		expect(await save(await choice({ '3': ['recommended', 'Rất cần.'] }))).toEqual([
			'selection_over_envelope'
		]);
		expect(await save(await choice({ '7': ['reserve', 'Xem xét.'] }))).toEqual(['below_threshold_selected']);
		expect(await save(await choice({ '8': ['not_recommended', ''] }))).toEqual(['selection_reason_missing']);
		const director = await contextOf(world, world.director);
		expect(said(await saveSelection(director, { callCode: CODE, version: 0, items: [] }))).toBe('not_found');
		expect(said(await closeSelection(director, { callCode: CODE, version: 1 }))).toBe('selection_not_saved');
	});

	it('keeps the officer’s choice with its reason, and one of two who save at once', async () => {
		const officer = await contextOf(world, world.officer);
		const items = await choice({
			'8': ['not_recommended', 'Chuyển sang áp dụng bộ tiêu chí phòng thí nghiệm.']
		});
		const both = await Promise.all([
			saveSelection(officer, { callCode: CODE, version: 0, items }),
			saveSelection(officer, { callCode: CODE, version: 0, items })
		]);
		expect(both.map(said).sort()).toEqual(['ok', 'stale_version']);
		const view = must(await readSelection(officer, CODE));
		expect(view).toMatchObject({
			version: 1,
			state: 'draft',
			used: 400n * MILLION,
			call: { state: 'selecting' }
		});
		expect(said(await closeSelection(officer, { callCode: CODE, version: 1 }))).toBe('not_found');
	});

	it('is not closed over a version that the director did not see', async () => {
		const director = await contextOf(world, world.director);
		for (const version of [0, 2, 7])
			expect([version, said(await closeSelection(director, { callCode: CODE, version }))]).toEqual([
				version,
				'stale_version'
			]);
		const { rows } = await world.database.owner.query(
			`SELECT s.state, k.state AS call, (SELECT count(*)::int FROM appraisal) AS appraisals FROM selection s JOIN call k ON k.id = s.call_id WHERE k.code = $1`,
			[CODE]
		);
		expect(rows).toEqual([{ state: 'draft', call: 'selecting', appraisals: 0 }]);
	});

	it('is closed by the director once: outcomes, appraisals and the call move together', async () => {
		for (const key of ['1', '5']) await insertRequestedBudget(world, world.cases[key]?.id ?? '');
		const director = await contextOf(world, world.director);
		const both = await Promise.all([
			closeSelection(director, { callCode: CODE, version: 1 }),
			closeSelection(director, { callCode: CODE, version: 1 })
		]);
		expect(both.map(said).sort()).toEqual(['ok', 'selection_closed']);
		const states = await Promise.all(
			APPLICANTS.map(([key]) => stateOf(world, world.cases[key]?.id ?? '').then(({ state }) => state))
		);
		expect(states).toEqual([
			'in_appraisal',
			'in_appraisal',
			'reserve',
			'not_recommended',
			'not_recommended',
			'not_recommended'
		]);
		expect((await world.app.db.read.calls.findByCode(CODE))?.state).toBe('selected');
		const officer = await contextOf(world, world.officer);
		expect(said(await saveSelection(officer, { callCode: CODE, version: 2, items: [] }))).toBe(
			'selection_closed'
		);
		await expect(world.database.app.query(`UPDATE selection SET state = 'draft'`)).rejects.toThrow('closed');
		await expect(world.database.app.query('UPDATE selection_item SET requested = 0')).rejects.toThrow(
			'closed'
		);
	});
});

/** What submission leaves of a budget: a frozen version with one line. */
async function insertRequestedBudget({ database }: ScoringWorld, applicationId: string): Promise<void> {
	const { owner } = database;
	const asks = '(SELECT requested FROM application WHERE id = $2)';
	const version = identifiers.v7();
	await owner.query('INSERT INTO budget (id, application_id) VALUES ($1, $2)', [version, applicationId]);
	await owner.query(
		`INSERT INTO budget_version (id, budget_id, number, stage, version, state_total, created_at) VALUES ($1, $1, 1, 'requested', 0, ${asks}, app_now())`,
		[version, applicationId]
	);
	await owner.query(
		`INSERT INTO budget_line (version_id, key, position, category, content, unit, quantity, quantity_scale, unit_price, amount, source, khoan)
		 VALUES ($1, gen_random_uuid(), 0, 4, 'Máy chuẩn đo độ ẩm', 'gói', 1, 0, ${asks}, ${asks}, 'state', false)`,
		[version, applicationId]
	);
	await owner.query(`UPDATE budget_version SET hash = 'x', frozen_at = app_now() WHERE id = $1`, [version]);
}
