import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCREENING_NAME } from '../../../src/lib/domain/flow/two-councils.fixture.ts';
import { createCouncil } from '../../../src/lib/server/app/councils/create-council.ts';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { dissolveCouncil } from '../../../src/lib/server/app/councils/dissolve-council.ts';
import { readCallCouncil } from '../../../src/lib/server/app/councils/read-call-council.ts';
import { readCouncilRoom } from '../../../src/lib/server/app/councils/read-council-room.ts';
import { seatCouncil } from '../../../src/lib/server/app/councils/seat-council.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import { readRecord } from '../../../src/lib/server/app/records/read-record.ts';
import { readSelection } from '../../../src/lib/server/app/selection/read-selection.ts';
import { loadSelection, requireProposal } from '../../../src/lib/server/app/selection/selection-case.ts';
import { openSession } from '../../../src/lib/server/app/sessions/open-session.ts';
import { readBallots } from '../../../src/lib/server/app/sessions/read-ballots.ts';
import { readSession } from '../../../src/lib/server/app/sessions/read-session.ts';
import { readScorePage } from '../../../src/lib/server/app/sheets/read-dossier.ts';
import { said, stateOf } from '../intake/world.ts';
import { must } from '../scoring/scoring-world.ts';
import { FIRST, formCouncil, hold, judge, openTwoCouncils, SECOND } from './two-councils-world.ts';
import type { Key, TwoCouncils } from './two-councils-world.ts';

let world: TwoCouncils;
let first: string;
let second: string;

beforeAll(async () => {
	world = await openTwoCouncils();
}, 120_000);
afterAll(() => world.close());

const states = async () =>
	Promise.all(
		(['A', 'B', 'C'] as const).map(async (key) => (await stateOf(world, world.cases[key].id)).state)
	);
const council = async (id: string) => (await world.app.db.read.councils.find(id))?.version ?? 0;
const view = async (stage?: string) =>
	must(await readCallCouncil(await world.as('officer'), { callCode: world.call.code, stage, search: '' }));
const waits = async () => {
	const { rows } = await world.database.owner.query<{ kind: string; stage: string }>(
		`SELECT kind, stage FROM work_item WHERE call_id = $1 AND closed_at IS NULL AND NOT held
		 AND kind IN ('form_council', 'plan_session', 'prepare_selection') ORDER BY kind`,
		[world.call.id]
	);
	return rows.map(({ kind, stage }) => `${kind} ${stage}`);
};
const told = async (key: 'A' | 'B' | 'C') => {
	const { rows } = await world.database.owner.query<{ kind: string; audience: string }>(
		`SELECT kind, audience FROM application_event WHERE application_id = $1 ORDER BY at, id`,
		[world.cases[key].id]
	);
	return rows.map(({ kind, audience }) => `${kind} ${audience}`);
};

describe('two councils of a call', () => {
	it('are formed each at its stage, one at a time however many press at once', async () => {
		const officer = await world.as('officer');
		const about = { callCode: world.call.code, name: '', decisionNo: '' };
		expect(said(await createCouncil(officer, { ...about, stage: 'jury' }))).toBe('not_found');
		const both = await Promise.all([
			createCouncil(officer, { ...about, stage: 'screening' }),
			createCouncil(officer, { ...about, stage: 'screening' })
		]);
		expect(both.map(said).sort()).toEqual(['council_exists', 'ok']);
		const [made] = await world.app.db.read.councils.ofCall(world.call.id);
		expect(made).toMatchObject({ stage: 'screening', name: SCREENING_NAME });
		must(await dissolveCouncil(officer, { councilId: made?.id ?? '', version: 1, reason: 'Lập lại.' }));
		first = await formCouncil(world, 'screening', FIRST);
		second = await formCouncil(world, 'council', SECOND);
		await expect(
			world.database.owner.query(
				`INSERT INTO council (id, call_id, stage, name, state, created_at) VALUES (gen_random_uuid(), $1, 'screening', 'x', 'forming', app_now())`,
				[world.call.id]
			)
		).rejects.toThrow('council_one_a_stage');
	});

	it('the page shows the first one that has not concluded, and the other where it is asked for', async () => {
		expect(await view()).toMatchObject({ stage: 'screening', record: { council: { id: first } } });
		expect((await view()).stages.map(({ stage }) => stage)).toEqual(['screening', 'council']);
		expect(await view('council')).toMatchObject({ stage: 'council', record: { council: { id: second } } });
		expect((await view('council')).problems.map(({ code }) => code)).toEqual(['applications_unscreened']);
		const officer = await world.as('officer');
		expect(said(await readCallCouncil(officer, { callCode: world.call.code, stage: 'x', search: '' }))).toBe(
			'not_found'
		);
	});

	it('the second is not seated before the first has concluded on every dossier', async () => {
		const officer = await world.as('officer');
		expect(said(await seatCouncil(officer, { councilId: second, version: await council(second) }))).toEqual([
			'applications_unscreened'
		]);
		expect(await waits()).toEqual(['form_council screening']);
		must(await seatCouncil(officer, { councilId: first, version: await council(first) }));
		expect(await states()).toEqual(['in_screening', 'in_screening', 'in_screening']);
		expect(said(await seatCouncil(officer, { councilId: second, version: await council(second) }))).toEqual([
			'applications_unscreened'
		]);
		expect(await waits()).toEqual(['plan_session screening_session']);
		expect(await told('A')).toContain('review_started both');
	});

	it('a member recused in the first judges nothing there, and the others decide by points of their own', async () => {
		const dung = await world.as('dung');
		must(await signUndertaking(dung, { councilId: first }));
		const declarations = [
			{ applicationId: world.cases.C.id, kind: 'declared' as const, ground: 'relative', note: 'Em ruột' }
		];
		must(await declareConflicts(dung, { councilId: first, declarations }));
		for (const key of ['an', 'binh', 'chau'] as const)
			await judge(world, { councilId: first, stage: 'screening', key }, { A: 80, B: 40, C: 50 });
		const asked = { councilId: first, applicationId: world.cases.A.id };
		expect(said(await readScorePage(dung, asked))).toContain('conflict_blocks');
		expect(must(await readScorePage(await world.as('an'), asked)).threshold).toBe(50);
	});

	it('the database lets no dossier pass before the session is closed', async () => {
		for (const to of ['screened', 'screened_out'])
			await expect(
				world.database.app.query(`UPDATE application SET state = $2 WHERE id = $1`, [world.cases.A.id, to])
			).rejects.toThrow('the screening has not closed');
		await expect(
			world.database.app.query(`UPDATE application SET state = 'in_review' WHERE id = $1`, [world.cases.A.id])
		).rejects.toThrow('a dossier does not go from in_screening to in_review');
	});

	it('the closing of the first lets pass what reached its threshold, ends the rest, and says so', async () => {
		await hold(world, first, { chair: 'an', secretary: 'chau', present: ['an', 'binh', 'chau'] });
		expect(await states()).toEqual(['screened', 'screened_out', 'screened']);
		expect(await told('A')).toEqual(
			expect.arrayContaining(['session_closed both', 'screening_passed office'])
		);
		expect(await told('B')).toContain('screening_failed office');
		expect(await waits()).toEqual(['form_council council']);
		const { rows } = await world.database.owner.query<{ passed: string[] }>(
			`SELECT d.content -> 'after' -> 'passed' AS passed FROM audit_entry e JOIN audit_detail d ON d.entry_id = e.id
			 WHERE e.action = 'close_session' AND e.outcome = 'done'`
		);
		expect(rows).toEqual([{ passed: [world.cases.A.id, world.cases.C.id] }]);
		const closed = must(await readSession(await world.as('an'), { lotId: world.lotId, councilId: first }));
		expect(closed).toMatchObject({ screens: true, settles: null, ranking: { openTies: [], decisions: [] } });
		expect(closed.rows.map(({ code, outcome }) => [code, outcome])).toEqual([
			[world.cases.A.code, 'passed'],
			[world.cases.C.code, 'passed'],
			[world.cases.B.code, 'failed']
		]);
	});

	it('nothing is selected while what passed waits for the second', async () => {
		const call = await world.app.db.read.calls.findByCode(world.call.code);
		if (call === undefined) throw new Error('no call');
		expect(requireProposal(must(await loadSelection(world.app.db.read, call)))).toMatchObject({
			refusal: { code: 'applications_await_council', params: { count: '2' } }
		});
	});

	it('what passed goes to the second, which can be dissolved and formed anew', async () => {
		const officer = await world.as('officer');
		must(await seatCouncil(officer, { councilId: second, version: await council(second) }));
		expect(await states()).toEqual(['in_review', 'screened_out', 'in_review']);
		must(
			await dissolveCouncil(officer, {
				councilId: second,
				version: await council(second),
				reason: 'Thay đổi thành phần.'
			})
		);
		expect(await states()).toEqual(['screened', 'screened_out', 'screened']);
		expect(await waits()).toEqual(['form_council council']);
		second = await formCouncil(world, 'council', SECOND);
		must(await seatCouncil(officer, { councilId: second, version: await council(second) }));
		const cases = async (id: string) => (await world.app.db.read.councils.cases(id)).map(({ code }) => code);
		expect(await cases(second)).toEqual([world.cases.A.code, world.cases.C.code]);
		expect(await cases(first)).toEqual(['A', 'B', 'C'].map((key) => world.cases[key as 'A'].code));
	});

	it('a member of one council sees nothing of the other', async () => {
		const { lotId } = world;
		const nothing = async (key: Key, councilId: string) => {
			const ctx = await world.as(key);
			const about = { councilId, applicationId: world.cases.A.id };
			return [
				said(await readSession(ctx, { lotId, councilId })),
				said(await readCouncilRoom(ctx, councilId)),
				said(await readBallots(ctx, { lotId, councilId })),
				said(await readScorePage(ctx, about)),
				said(await openSession(ctx, { lotId, councilId, version: 1 })),
				said(await signUndertaking(ctx, { councilId }))
			];
		};
		const refused = Array.from({ length: 6 }, () => 'not_found');
		expect(await nothing('chau', second)).toEqual(refused);
		expect(await nothing('khai', first)).toEqual(refused);
		const minutes = await world.app.db.read.records.minutesOf({ lotId, councilId: first });
		expect(said(await readRecord(await world.as('chau'), minutes ?? ''))).toBe('ok');
		expect(said(await readRecord(await world.as('khai'), minutes ?? ''))).toBe('not_found');
	});

	it('the database leaves a session at its stage before it is held', async () => {
		const { id } = await world.session(second);
		await expect(
			world.database.owner.query(`UPDATE review_session SET stage = 'screening' WHERE id = $1`, [id])
		).rejects.toThrow('review_session.stage does not change');
	});

	it('who sits in both declares and marks anew, and nothing of the first is counted in the second', async () => {
		const before = must(await readSession(await world.as('an'), { lotId: world.lotId, councilId: first }));
		const room = must(await readCouncilRoom(await world.as('an'), second));
		expect(room.undeclared.count).toBe(2);
		const ids = [world.cases.A.id, world.cases.C.id];
		expect(await world.app.db.read.sheets.headers(second, ids)).toEqual([]);
		for (const [key] of SECOND)
			await judge(world, { councilId: second, stage: 'council', key }, { A: 75, C: key === 'an' ? 90 : 85 });
		const present = SECOND.map(([key]) => key);
		await hold(world, second, { chair: 'khai', secretary: 'lan', present });
		const after = must(await readSession(await world.as('an'), { lotId: world.lotId, councilId: first }));
		expect(after.rows).toEqual(before.rows);
		expect(after.applications).toEqual(before.applications);
		const tallies = await world.app.db.read.sessions.talliesOfCall(world.call.id, 'council');
		const counted = new Map(tallies.map((row) => [row.applicationId, row]));
		expect(counted.size).toBe(2);
		expect(counted.get(world.cases.A.id)?.mean).toEqual({ num: 525n, den: 7n });
		expect(counted.get(world.cases.C.id)?.mean).toEqual({ num: 600n, den: 7n });
		const screened = await world.app.db.read.sessions.talliesOfCall(world.call.id, 'screening');
		expect(screened.map(({ mean }) => mean?.den)).toEqual([3n, 3n, 3n]);
	});

	it('the database takes nobody of one council into the session of the other', async () => {
		const stranger = await world.memberId(first, 'chau');
		const session = await world.session(second);
		await expect(
			world.database.owner.query(
				'INSERT INTO attendance (session_id, member_id, present) VALUES ($1, $2, true)',
				[session.id, stranger]
			)
		).rejects.toThrow('the member is of another council');
		await expect(
			world.database.owner.query(`UPDATE review_session SET stage = 'screening' WHERE id = $1`, [session.id])
		).rejects.toThrow('the session is closed');
		await expect(
			world.database.owner.query(`UPDATE council SET stage = 'council' WHERE id = $1`, [first])
		).rejects.toThrow('council.stage does not change');
	});

	it('each has its minutes, and the selection is of what the second counted', async () => {
		const { lotId } = world;
		const [one, two] = await Promise.all(
			[first, second].map((councilId) => world.app.db.read.records.minutesOf({ lotId, councilId }))
		);
		expect(one).toBeDefined();
		expect(two).toBeDefined();
		expect(one).not.toBe(two);
		const call = await world.app.db.read.calls.findByCode(world.call.code);
		if (call === undefined) throw new Error('no call');
		const loaded = must(await loadSelection(world.app.db.read, call));
		expect(loaded.applications.map(({ code }) => code)).toEqual([world.cases.A.code, world.cases.C.code]);
		expect(loaded.proposal?.rows.map(({ code }) => code)).toEqual([world.cases.C.code, world.cases.A.code]);
		expect(await waits()).toEqual(['prepare_selection selection']);
		expect(said(await readSelection(await world.as('khai'), world.call.code))).toBe('ok');
		expect(said(await readSelection(await world.as('chau'), world.call.code))).toBe('not_found');
	});
});
