import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { arranged } from '../../support/arranged.ts';
import type { Context } from '../../../src/lib/server/app/use-case.ts';
import { ok, refuse } from '../../../src/lib/domain/shared/result.ts';
import { contextOf, insertPerson, openWorld, said } from '../intake/world.ts';
import type { World } from '../intake/world.ts';

let world: World;
let director: Context;
beforeAll(async () => {
	world = await openWorld();
	director = await contextOf(
		world,
		await insertPerson(world, 'Trần Quốc Dũng', { grants: [{ role: 'director' }] })
	);
}, 60_000);
afterAll(() => world.close());

/** Takes a number; with `thenRefuse` the verb rolls back after it was taken. */
function issue(series: string, thenRefuse: boolean) {
	return arranged(director, 'issue_result', { type: 'record', id: '' }, async ({ tx }) => {
		const record = await tx.records.issue(
			{ kind: 'result_letter', series, content: { format: 'chuan.letter/1' }, issuedBy: world.app.ids.v7() },
			'SKHCN'
		);
		return thenRefuse ? refuse('state_forbids') : ok(record.numberText);
	});
}

describe('official numbers', () => {
	it('have no gap and no double under twenty at once of which every third rolls back', async () => {
		const outcomes = await Promise.all(Array.from({ length: 20 }, (_, at) => issue('TB', at % 3 === 0)));
		const numbers = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
		expect(outcomes.filter((outcome) => said(outcome) === 'state_forbids').length).toBe(7);
		expect([...numbers].sort()).toEqual(
			Array.from({ length: 13 }, (_, at) => `${String(at + 1).padStart(2, '0')}/TB-SKHCN`)
		);
		const kept = await world.database.owner.query<{ number: number }>(
			'SELECT number FROM official_record ORDER BY number'
		);
		expect(kept.rows.map(({ number }) => number)).toEqual(Array.from({ length: 13 }, (_, at) => at + 1));
	});

	it('run in a series of their own, and begin again with the year of Vietnam', async () => {
		expect(await issue('QĐ', false)).toEqual(ok('01/QĐ-SKHCN'));
		expect(await issue('TB', false)).toEqual(ok('14/TB-SKHCN'));
		await world.database.owner.query('UPDATE app_clock SET offset_sec = offset_sec + 370 * 86400');
		expect(await issue('TB', false)).toEqual(ok('01/TB-SKHCN'));
	});
});
