import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { declareConflicts } from '../../../src/lib/server/app/councils/declare-conflicts.ts';
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
