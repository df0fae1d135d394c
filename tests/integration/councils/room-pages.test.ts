import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
import { listMyCouncils } from '../../support/tasks.ts';
import { readCouncilRoom } from '../../../src/lib/server/app/councils/read-council-room.ts';
import { signUndertaking } from '../../../src/lib/server/app/councils/sign-undertaking.ts';
import { contextOf, insertSubmission } from '../intake/world.ts';
import { openCouncilWorld, seatWhole } from './council-world.ts';
import type { CouncilWorld } from './council-world.ts';

let world: CouncilWorld;
let councilId: string;
beforeAll(async () => {
	world = await openCouncilWorld(async (open, { call, organisations }) => {
		for (let at = 0; at < 30; at += 1) {
			await insertSubmission(open, call, 'GL-DL-06', {
				code: `TASK-2026-${String(1001 + at)}`,
				organisationId: organisations.water
			});
		}
	});
	councilId = await seatWhole(world);
});
afterAll(() => world.close());

async function room(page?: number) {
	const read = await readCouncilRoom(await contextOf(world, world.people.duy), councilId, page);
	if (!read.ok) throw new Error(read.refusal.code);
	const { lots, total, undeclared } = read.value;
	return {
		page: read.value.page,
		total,
		undeclared,
		lots: lots.map(({ code, cases }) => [code, cases.length] as const),
		cases: lots.flatMap(({ cases }) => cases)
	};
}

describe('the room of a council with many applications', () => {
	it('shows a page of them in the order of lots, and each of them on one page', async () => {
		const [first, second] = [await room(), await room(2)];
		expect(first).toMatchObject({ page: 1, total: 33, undeclared: { count: 33, page: 1 } });
		expect(first.lots).toEqual([
			['GL-DL-03', 1],
			['GL-DL-04', 1],
			['GL-DL-06', 23]
		]);
		expect(second.lots).toEqual([['GL-DL-06', 8]]);
		const codes = [...first.cases, ...second.cases].map(({ code }) => code);
		expect(new Set(codes).size).toBe(33);
	});

	it('shows the last page to who asks for one behind it', async () => {
		expect((await room(99)).page).toBe(2);
	});

	it('leads on to the first page with an application on which nothing is declared', async () => {
		const declarations = (await room()).cases.map(({ applicationId }) => ({
			applicationId,
			kind: 'none' as const,
			ground: '',
			note: ''
		}));
		const ctx = await contextOf(world, world.people.duy);
		expect((await signUndertaking(ctx, { councilId })).ok).toBe(true);
		const declared = await declareConflicts(ctx, { councilId, declarations });
		expect(declared.ok).toBe(true);
		const after = await room();
		expect(after.undeclared).toEqual({ count: 8, page: 2 });
		expect(after.cases.map(({ status }) => status)).not.toContain('undeclared');
		// What is compared with them is still open: no dossier of the lot opens before that.
		expect(after.cases.filter(({ mayOpen }) => mayOpen).map(({ code }) => code)).toEqual([
			'TASK-2026-0003',
			'TASK-2026-0004'
		]);
	});
});

describe('declarations that the room reads', () => {
	/** Of which members declarations were asked for when this person opened the room. */
	async function askedFor(accountId: string): Promise<readonly string[] | undefined> {
		const ctx = await contextOf(world, { accountId });
		const asked: (readonly string[] | undefined)[] = [];
		const { councils } = ctx.app.db.read;
		const listening = {
			...councils,
			declarations: (id: string, of?: readonly string[]) => (asked.push(of), councils.declarations(id, of))
		};
		const read = { ...ctx.app.db.read, councils: listening };
		const opened = await readCouncilRoom(
			{ ...ctx, app: { ...ctx.app, db: { ...ctx.app.db, read } } },
			councilId
		);
		if (!opened.ok) throw new Error(opened.refusal.code);
		expect(asked).toHaveLength(1);
		return asked[0];
	}
	const memberOf = async (personId: string): Promise<{ id: string; role: string }> => {
		const { rows } = await world.database.owner.query<{ id: string; role: string }>(
			'SELECT id, role FROM council_member WHERE council_id = $1 AND person_id = $2',
			[councilId, personId]
		);
		return rows[0] ?? { id: '', role: '' };
	};

	it('are the own ones of who rules on nobody, and all of who rules', async () => {
		const roles = new Set<string>();
		const { rows: seats } = await world.database.owner.query(
			'SELECT id FROM council_member WHERE council_id = $1',
			[councilId]
		);
		for (const { personId, accountId } of Object.values(world.people)) {
			const { id, role } = await memberOf(personId);
			if (role === '') continue;
			roles.add(role);
			const rules = role === 'chair' || role === 'vice_chair';
			const asked = await askedFor(accountId);
			expect(asked, role).toContain(id);
			expect(asked, role).toHaveLength(rules ? seats.length : 1);
		}
		expect([...roles]).toEqual(expect.arrayContaining(['chair', 'vice_chair', 'member']));
	});

	it('are no others than those of the members asked for', async () => {
		const { id } = await memberOf(world.people.duy.personId);
		const { declarations } = world.app.db.read.councils;
		const own = await declarations(councilId, [id]);
		expect(own.length).toBe(25);
		expect(new Set(own.map(({ memberId }) => memberId))).toEqual(new Set([id]));
		expect(await declarations(councilId, [])).toEqual([]);
		expect((await declarations(councilId)).length).toBeGreaterThanOrEqual(25);
	});
});

describe('the list of a person’s councils', () => {
	it('is shown a page at a time, the newest first, and from the start to who asks for one behind it', async () => {
		await world.database.owner.query(
			`WITH calls AS (
			   INSERT INTO call (id, code, definition_id, programme, title_vi, opens_at, closes_at, envelope, state, created_at)
			   SELECT gen_random_uuid(), 'TASK-2027-' || n, k.definition_id, k.programme, k.title_vi, k.opens_at, k.closes_at, 0, 'draft', app_now()
			   FROM call k, generate_series(1, 24) n WHERE k.id = $1 RETURNING id, split_part(code, '-', 3)::int AS n),
			 made AS (
			   INSERT INTO council (id, call_id, name, decision_no, state, created_at)
			   SELECT gen_random_uuid(), id, 'Hội đồng ' || n, n || '/QĐ-SKHCN', 'forming', app_now() + make_interval(secs => n)
			   FROM calls RETURNING id)
			 INSERT INTO council_member (id, council_id, person_id, role, position, appointed_at)
			 SELECT gen_random_uuid(), id, $2, 'member', 1, app_now() FROM made`,
			[world.call.id, world.people.duy.personId]
		);
		const ctx = await contextOf(world, world.people.duy);
		const names = async (page: number) => {
			const listed = await listMyCouncils(ctx, page);
			if (!listed.ok) throw new Error(listed.refusal.code);
			const { seats, page: shown, total } = listed.value;
			return { shown, total, names: seats.map(({ councilName }) => councilName) };
		};
		const first = await names(1);
		expect([first.total, first.names.length, first.names[0]]).toEqual([25, 20, 'Hội đồng 24']);
		expect((await names(2)).names.slice(0, 4)).toEqual([
			'Hội đồng 4',
			'Hội đồng 3',
			'Hội đồng 2',
			'Hội đồng 1'
		]);
		expect((await names(3)).shown).toBe(1);
	});
});
