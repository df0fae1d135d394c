import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roundHalfUpFraction } from '../../../src/lib/domain/shared/fraction.ts';
import type { Fraction } from '../../../src/lib/domain/shared/fraction.ts';
import { formatDateTime } from '../../../src/lib/i18n/formats/dates.ts';
import { readCallCouncil } from '../../../src/lib/server/app/councils/read-call-council.ts';
import { readCouncilRoom } from '../../../src/lib/server/app/councils/read-council-room.ts';
import { readDeclarations } from '../../../src/lib/server/app/councils/read-declarations.ts';
import { closeSession } from '../../../src/lib/server/app/sessions/close-session.ts';
import { declareBallotInvalid } from '../../../src/lib/server/app/sessions/declare-ballot-invalid.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { readBallots } from '../../../src/lib/server/app/sessions/read-ballots.ts';
import { readSession } from '../../../src/lib/server/app/sessions/read-session.ts';
import { recordAttendance } from '../../../src/lib/server/app/sessions/record-attendance.ts';
import { recordTieVote } from '../../../src/lib/server/app/sessions/record-tie-vote.ts';
import { recordCountingBoard } from '../../../src/lib/server/app/sessions/record-counting-board.ts';
import { tallySession } from '../../../src/lib/server/app/sessions/tally-session.ts';
import { submitSheet } from '../../../src/lib/server/app/sheets/submit-sheet.ts';
import { questionOfOpening } from '../../../src/lib/server/http/questions/council.ts';
import { contextOf, insertPerson, said } from '../intake/world.ts';
import { attend, BALLOTS_A, BALLOTS_B, must, openTaskWorld, PRESENT, score } from './scoring-world.ts';
import type { ScoringWorld } from './scoring-world.ts';

const LOT = 'GL-DL-03';
const shown = (value: Fraction | null): string | null =>
	value === null ? null : String(roundHalfUpFraction(value, 2).unscaled);

let world: ScoringWorld;
let lotId: string;
const version = async (): Promise<number> => (await world.session(LOT)).version;

beforeAll(async () => {
	world = await openTaskWorld();
	lotId = world.call.lots[LOT] ?? '';
}, 120_000);
afterAll(() => world.close());

describe('GL-DL-03 with the ballots of the sample', () => {
	it('does not open without a reviewer, and says everything that is missing', async () => {
		const lan = await world.as('lan');
		expect(said(await openSession(lan, { lotId, version: await version() }))).toEqual([
			'quorum_nobody_present',
			'quorum_too_few',
			'quorum_no_lead',
			'quorum_role_absent',
			'quorum_role_absent'
		]);
		await attend(world, 'lan', LOT, ['khai', 'hanh', 'duy', 'lan', 'huong', 'tuan']);
		const refused = await openSession(lan, { lotId, version: await version() });
		expect(refused).toMatchObject({
			refusal: {
				code: 'session_cannot_open',
				causes: [{ code: 'quorum_role_absent', params: { role: 'reviewer', present: '1', needed: '2' } }]
			}
		});
	});

	it('takes a written authorisation from a vice-chair only', async () => {
		const lan = await world.as('lan');
		const memberId = await world.memberId('tuan');
		const attendance = [{ memberId, present: true, authorised: true, note: 'Giấy ủy quyền' }];
		expect(said(await recordAttendance(lan, { lotId, attendance }))).toEqual([
			'authorisation_not_vice_chair'
		]);
		const tuan = await world.as('tuan');
		expect(said(await recordAttendance(tuan, { lotId, attendance: [] }))).toBe('not_found');
	});

	it('asks before it opens at another hour than its members were called to, or was called for none', async () => {
		const lan = await world.as('lan');
		const about = { councilId: world.councilId, lotId };
		const calledFor = (hours: number) =>
			world.database.owner.query(
				`UPDATE review_session SET scheduled_at = app_now() + $2 * interval '1 hour' WHERE lot_id = $1`,
				[lotId, hours]
			);
		// What would be refused is not asked about.
		expect(await questionOfOpening(lan, about, {})).toBeUndefined();
		await attend(world, 'lan', LOT, PRESENT);
		expect((await questionOfOpening(lan, about, {}))?.follows[0]).toBe(
			'Phiên họp chưa có lịch, các thành viên chưa nhận được thư triệu tập.'
		);
		await calledFor(26);
		const { scheduledAt } = await world.session(LOT);
		const asked = await questionOfOpening(lan, about, {});
		expect(asked?.follows).toEqual([
			`Các thành viên được triệu tập họp lúc ${formatDateTime(scheduledAt ?? new Date(0), 'vi')}.`,
			'Biên bản ghi giờ khai mạc thực tế.'
		]);
		expect(asked?.title).toMatch(/^Mở phiên họp GL-DL-03 lúc \d\d:\d\d /);
		expect(await questionOfOpening(lan, about, { confirmed: 'yes' })).toBeUndefined();
		expect(await questionOfOpening(await world.as('tuan'), about, {})).toBeUndefined();
		await calledFor(0.5);
		expect(await questionOfOpening(lan, about, {})).toBeUndefined();
	});

	it('opens with seven of nine', async () => {
		await attend(world, 'chi', LOT, PRESENT);
		expect(said(await openSession(await world.as('chi'), { lotId, version: 1 }))).toBe('stale_version');
		expect(said(await openSession(await world.as('chi'), { lotId, version: await version() }))).toBe('ok');
		expect(said(await openSession(await world.as('chi'), { lotId, version: await version() }))).toBe(
			'state_forbids'
		);
	});

	it('is not tallied while a sheet of a member present is out', async () => {
		for (const [at, member] of PRESENT.entries()) {
			await score(world, member, 'A', BALLOTS_A[at] ?? 0);
			const zero = member === 'yblang' || member === 'huong';
			if (member !== 'tuan') await score(world, member, 'B', BALLOTS_B[at] ?? 0, zero ? ['feasibility'] : []);
		}
		const refused = await tallySession(await world.as('lan'), { lotId, version: await version() });
		expect(refused).toMatchObject({ refusal: { code: 'sheet_missing', params: { count: '1' } } });
		await score(world, 'tuan', 'B', 84);
		// An absent member's sheet is heard, never counted.
		await score(world, 'ngoc', 'A', 20);
	}, 60_000);

	it('is not tallied without three members present who were elected to count', async () => {
		const lan = await world.as('lan');
		const tally = async () => said(await tallySession(lan, { lotId, version: await version() }));
		expect(await tally()).toBe('counting_board_missing');
		const ids = async (...keys: string[]) => Promise.all(keys.map((key) => world.memberId(key)));
		const record = async (memberIds: string[], headId = memberIds[0] ?? '', ctx = lan) =>
			said(await recordCountingBoard(ctx, { lotId, memberIds, headId }));
		expect(await record(await ids('duy', 'tuan'))).toBe('counting_board_size');
		expect(await record([...(await ids('duy', 'tuan')), world.councilId])).toBe('counting_board_not_member');
		expect(await record(await ids('duy', 'tuan', 'long'))).toBe('member_not_present');
		expect(await record(await ids('duy', 'tuan', 'huong'), '')).toBe('counting_board_head_missing');
		const board = await ids('duy', 'tuan', 'huong');
		expect(await record(board, board[0], await world.as('tuan'))).toBe('not_found');
		expect(await record(board)).toBe('ok');
		await expect(
			world.database.app.query(
				`UPDATE review_session SET counting_board = jsonb_build_array(jsonb_build_object('memberId', gen_random_uuid(), 'head', true)) WHERE lot_id = $1`,
				[lotId]
			)
		).rejects.toThrow('not of this council');
		// Whoever left since was not there to count.
		const memberId = await world.memberId('tuan');
		must(await recordAttendance(lan, { lotId, attendance: [{ memberId, present: false }] }));
		expect(await tally()).toBe('member_not_present');
		must(await recordAttendance(lan, { lotId, attendance: [{ memberId, present: true }] }));
		const view = must(await readSession(await world.as('duy'), { lotId }));
		expect(view.session.countingBoard.map(({ head }) => head)).toEqual([true, false, false]);
	});

	it('drops 52, gives 81,50 and with the bonus 89,65; the other fails by the zero rule', async () => {
		const lan = await world.as('lan');
		expect(said(await tallySession(lan, { lotId, version: await version() }))).toBe('ok');
		const view = must(await readSession(lan, { lotId }));
		const [a, b] = ['A', 'B'].map((key) =>
			view.applications.find(({ applicationId }) => applicationId === world.cases[key]?.id)
		);
		expect([shown(a?.tally?.mean ?? null), shown(a?.tally?.final ?? null)]).toEqual(['8150', '8965']);
		expect(a?.tally).toMatchObject({
			passed: true,
			rank: 1,
			outcome: 'recommended',
			mean: { num: 489n, den: 6n }
		});
		const outliers = a?.tally?.steps.find((step) => step.kind === 'outliers');
		expect(outliers?.rows.filter((row) => row.dropped)).toMatchObject([{ total: 52n, left: 885n }]);
		expect(outliers?.right).toBe(541n);
		expect(b?.tally).toMatchObject({
			passed: false,
			rank: null,
			outcome: 'failed',
			mean: { num: 581n, den: 7n }
		});
		expect(b?.tally?.reasons).toContainEqual({ code: 'zero_rule' });
		const zeros = b?.tally?.steps.find((step) => step.kind === 'zeros');
		expect(zeros?.rows.find((row) => row.failed)).toMatchObject({
			criterionKey: 'feasibility',
			zeros: 2n,
			left: 8n
		});
		expect(a?.opinions).toMatchObject([{ total: 20 }]);
	});

	it('tallied again says the same', async () => {
		const lan = await world.as('lan');
		const rows = async (): Promise<unknown> =>
			(await world.database.owner.query('SELECT * FROM tally ORDER BY application_id')).rows;
		const before = await rows();
		expect(said(await tallySession(lan, { lotId, version: await version() }))).toBe('ok');
		expect(await rows()).toEqual(before);
	});

	it('keeps results from members until it is closed, and names nobody on a ballot', async () => {
		const duy = must(await readSession(await world.as('duy'), { lotId }));
		expect(duy.applications.every(({ tally }) => tally === undefined)).toBe(true);
		expect(duy.members.every(({ sheets }) => sheets === null)).toBe(true);
		const lan = must(await readSession(await world.as('lan'), { lotId }));
		const written = JSON.stringify(lan.applications, (_, value: unknown) =>
			typeof value === 'bigint' ? String(value) : value
		);
		for (const key of PRESENT) expect(written).not.toContain(await world.memberId(key));
	});

	it('keeps secret who gave which ballot while it is not closed, from everybody', async () => {
		const about = { councilId: world.councilId, lotId };
		for (const key of ['khai', 'lan', 'chi'])
			expect(said(await readBallots(await world.as(key), about))).toBe('ballots_secret');
	});

	it('has no tie to vote on, and is closed by the chair alone, with a conclusion', async () => {
		const lan = await world.as('lan');
		const order = Object.values(world.cases).map(({ id }) => id);
		const vote = { lotId, version: await version(), order, for: 5, against: 2, note: '' };
		expect(said(await recordTieVote(lan, vote))).toBe('vote_not_about_open_tie');
		const close = async (key: string, conclusion: string): Promise<string | string[]> =>
			said(await closeSession(await world.as(key), { lotId, version: await version(), conclusion }));
		expect(await close('hanh', 'Đề nghị thực hiện.')).toEqual(['not_session_lead']);
		expect(await close('lan', 'Đề nghị thực hiện.')).toBe('not_found');
		expect(await close('khai', ' ')).toBe('conclusion_missing');
	});

	it('is not closed over a tally that a later ruling has outdated', async () => {
		const lan = await world.as('lan');
		const ruling = {
			lotId,
			memberId: await world.memberId('tuan'),
			applicationId: world.cases.B?.id ?? '',
			reason: ' '
		};
		expect(said(await declareBallotInvalid(lan, ruling))).toBe('reason_missing');
		const absent = await declareBallotInvalid(lan, {
			...ruling,
			memberId: await world.memberId('long'),
			reason: 'x'
		});
		expect(said(absent)).toBe('member_not_present');
		must(await declareBallotInvalid(lan, { ...ruling, reason: 'Phiếu có dấu hiệu nhận biết.' }));
		const khai = await world.as('khai');
		const conclusion = 'Hội đồng đề nghị giao Công ty CP Mía đường Ayun Thượng chủ trì nhiệm vụ.';
		expect(said(await closeSession(khai, { lotId, version: await version(), conclusion }))).toBe(
			'tally_outdated'
		);
		expect(must(await readSession(lan, { lotId })).outdated).toBe(true);
		must(await tallySession(lan, { lotId, version: await version() }));
		const view = must(await readSession(lan, { lotId }));
		expect(view.outdated).toBe(false);
		const b = view.applications.find(({ applicationId }) => applicationId === world.cases.B?.id);
		expect(b?.tally?.steps[0]).toMatchObject({ kind: 'gathered', count: 6n });
		// Present all the same: the base of the zero rule stays seven.
		expect(b?.tally?.steps.find((step) => step.kind === 'zeros')?.present).toBe(7n);
	});

	it('closes once when two close at the same moment, with its minutes, and is frozen', async () => {
		const khai = await world.as('khai');
		const seen = { lotId, version: await version(), conclusion: 'Đề nghị thực hiện.' };
		const both = await Promise.all([closeSession(khai, seen), closeSession(khai, seen)]);
		expect(both.map(said).sort()).toEqual(['ok', 'session_closed']);
		const minutes = await world.app.db.read.records.ofCall(world.call.id, 'tally_minutes');
		expect(minutes.map((record) => record.lotId)).toEqual([lotId]);
		expect(said(await recordAttendance(await world.as('lan'), { lotId, attendance: [] }))).toBe(
			'session_closed'
		);
		const { app } = world.database;
		await expect(app.query('UPDATE tally SET rank = 2')).rejects.toThrow('closed');
		await expect(app.query(`UPDATE review_session SET conclusion = ''`)).rejects.toThrow('closed');
		await expect(app.query('DELETE FROM attendance')).rejects.toThrow('permission denied');
		const duy = must(await readSession(await world.as('duy'), { lotId }));
		expect(duy.applications.every(({ tally }) => tally !== undefined)).toBe(true);
	});

	it('takes no sheet after it was closed, in the verb and in SQL', async () => {
		const about = { councilId: world.councilId, applicationId: world.cases.B?.id ?? '' };
		const long = await world.as('long');
		expect(said(await submitSheet(long, { ...about, version: 0 }))).toBe('session_closed');
		const memberId = await world.memberId('long');
		await expect(
			world.database.app.query(
				`INSERT INTO score_sheet (id, member_id, application_id, state, total, hash, submitted_at, updated_at)
				 VALUES (gen_random_uuid(), $1, $2, 'submitted', 80, 'h', app_now(), app_now())`,
				[memberId, about.applicationId]
			)
		).rejects.toThrow(/the session is closed/);
		const { rows } = await world.database.owner.query(
			`SELECT action, outcome, refusal FROM audit_entry WHERE action = 'submit_sheet' ORDER BY at DESC LIMIT 1`
		);
		expect(rows).toEqual([{ action: 'submit_sheet', outcome: 'refused', refusal: 'session_closed' }]);
	});

	it('is shown with its real hours, and nothing of it is asked for any more', async () => {
		const { openedAt, closedAt } = await world.session(LOT);
		// A member who never declared: before the session that stood in its way.
		await world.database.owner.query(`DELETE FROM conflict_declaration WHERE member_id = $1`, [
			await world.memberId('long')
		]);
		const officer = await contextOf(world, world.officer);
		const { lots } = must(await readCallCouncil(officer, { callCode: 'TASK-2026-2', search: '' }));
		const held = lots.find((lot) => lot.lotId === lotId);
		expect(held).toMatchObject({ openedAt, closedAt, unsettled: [], vacancies: [] });
		const room = must(await readCouncilRoom(await world.as('duy'), world.councilId));
		const [lot] = room.lots.filter((one) => one.lotId === lotId);
		expect(lot).toMatchObject({ openedAt, closedAt });
		expect(lot?.cases.map(({ marked }) => marked)).toEqual([true, true]);
	});

	it('tells chair, secretaries and inspector who gave which ballot, and nobody else', async () => {
		const about = { councilId: world.councilId, lotId };
		const auditor = await contextOf(
			world,
			await insertPerson(world, 'Siu Thảo', { grants: [{ role: 'auditor' }] })
		);
		for (const ctx of [await world.as('khai'), await world.as('lan'), auditor]) {
			const { applications } = must(await readBallots(ctx, about));
			const points = applications.map(({ ballots }) =>
				ballots.filter(({ standing }) => standing === 'ballot').map(({ total }) => total)
			);
			// The last ballot of B was declared invalid.
			expect(points.flat().sort()).toEqual([...BALLOTS_A, ...BALLOTS_B.slice(0, 6)].sort());
			const b = applications.find(({ applicationId }) => applicationId === world.cases.B?.id);
			expect(b?.ballots.find(({ name }) => name === 'Đỗ Minh Tuấn')).toMatchObject({
				standing: 'invalid',
				invalidReason: 'Phiếu có dấu hiệu nhận biết.'
			});
			const khai = applications[0]?.ballots.find(({ name }) => name.includes('Khải'));
			expect(khai).toMatchObject({ standing: 'ballot', role: 'chair', hash: expect.any(String) as string });
		}
		const outsiders = [
			await world.as('duy'),
			await contextOf(world, world.director),
			await contextOf(world, world.officer)
		];
		for (const ctx of outsiders) expect(said(await readBallots(ctx, about))).toBe('not_found');
		expect(said(await readBallots(auditor, { ...about, councilId: lotId }))).toBe('not_found');
	});

	it('tells them undertakings, declarations and rulings, and nobody else', async () => {
		const auditor = await contextOf(
			world,
			await insertPerson(world, 'Siu Thảo', { grants: [{ role: 'auditor' }] })
		);
		const { members } = must(await readDeclarations(auditor, world.councilId));
		expect(members.filter(({ undertakingAt }) => undertakingAt !== null).length).toBeGreaterThan(6);
		expect(members.flatMap(({ declarations }) => declarations.map(({ kind }) => kind))).toContain('none');
		expect(said(await readDeclarations(await world.as('khai'), world.councilId))).toBe('ok');
		const outsiders = [await world.as('duy'), await contextOf(world, world.director)];
		for (const ctx of outsiders) expect(said(await readDeclarations(ctx, world.councilId))).toBe('not_found');
	});

	it('stays as it was closed, whatever happens to seats, interests and figures afterwards', async () => {
		const duy = await world.as('duy');
		const closed = must(await readSession(duy, { lotId }));
		const { owner } = world.database;
		await owner.query(`UPDATE council_member SET ended_at = app_now() WHERE id = $1`, [
			await world.memberId('ngoc')
		]);
		await owner.query(`UPDATE application SET requested = 1, excellent_task = NOT excellent_task`);
		const later = must(await readSession(duy, { lotId }));
		const shown = ({ members, quorum, rows, applications, ranking, fragile }: typeof closed): unknown => ({
			members,
			quorum,
			rows,
			applications,
			ranking,
			fragile
		});
		expect(shown(later)).toEqual(shown(closed));
		expect(closed.rows.map(({ place, outcome }) => [place, outcome])).toEqual([
			[1, 'recommended'],
			[null, 'failed']
		]);
	});

	it('keeps its order also where it was closed before its standing was kept', async () => {
		const duy = await world.as('duy');
		const closed = must(await readSession(duy, { lotId }));
		const { owner } = world.database;
		await owner.query('ALTER TABLE review_session DISABLE TRIGGER USER');
		await owner.query('UPDATE review_session SET standing = NULL WHERE lot_id = $1', [lotId]);
		await owner.query('ALTER TABLE review_session ENABLE TRIGGER USER');
		// Counted again, the first would come without its bonus.
		await owner.query('UPDATE lot SET proposer_id = NULL WHERE id = $1', [lotId]);
		const { rows, fragile } = must(await readSession(duy, { lotId }));
		expect([rows, fragile]).toEqual([
			closed.rows.map((row) => ({ ...row, isProposer: false })),
			closed.fragile
		]);
	});

	it('lists what matches, and shows in full what is asked for', async () => {
		const duy = await world.as('duy');
		const { code, applicationId } = must(await readSession(duy, { lotId })).rows[0] ?? { code: '' };
		const found = must(
			await readSession(duy, { lotId, search: code.toLowerCase(), applicationId: applicationId ?? '' })
		);
		expect([found.rows.map((row) => row.code), found.applications.map((one) => one.code)]).toEqual([
			[code],
			[code]
		]);
		expect(must(await readSession(duy, { lotId, search: 'không có' })).total).toBe(0);
	});
});
