import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { dossierSealed } from '#lib/domain/intake/sealed.ts';
import { APPLICATION_STATES } from '#lib/domain/workflow/application.ts';
import { CALL_STATES } from '#lib/domain/workflow/call.ts';
import { sealedDossier } from '#lib/server/db/sealed.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await freshDatabase();
});
afterAll(() => database.close());

const stages = (...keys: ('intake' | 'opening')[]) =>
	keys.map((key) => ({ key, label: { vi: key }, lead: 'office' }));
const workflowOf = (list: ReturnType<typeof stages>) => ({
	office: 'tasks' as const,
	units: {},
	stages: list,
	surveys: false,
	selection: 'one_per_lot' as const
});
const cases = [stages('intake'), stages('intake', 'opening')].flatMap((workflowStages) =>
	CALL_STATES.flatMap((callState) =>
		APPLICATION_STATES.flatMap((state) =>
			[null, 'MAP-2026-0001'].map((code) => ({ stages: workflowStages, callState, state, code }))
		)
	)
);

describe('whether a dossier is sealed', () => {
	it('is answered alike by the core and by the database, in every state of call and dossier', async () => {
		// Columns as the database keeps them: the facts of a definition are filled in by its trigger.
		const { rows } = await database.owner.query<{ opens: boolean }>(
			`INSERT INTO programme_definition (id, key, version, schema_version, document, hash, created_at)
			 SELECT gen_random_uuid(), 'X', n, 1, d, 'h', app_now() FROM unnest($1::jsonb[]) WITH ORDINALITY AS t (d, n) RETURNING has_opening AS opens`,
			[[stages('intake'), stages('intake', 'opening')].map((list) => ({ workflow: { stages: list } }))]
		);
		expect(rows.map(({ opens }) => opens)).toEqual([false, true]);
		const asked = cases.map(({ stages: list, callState, state, code }) => ({
			opens: list.some(({ key }) => key === 'opening'),
			call: callState,
			state,
			code
		}));
		const { rows: answered } = await database.app.query<{ sealed: boolean }>(
			`SELECT ${sealedDossier().sql} AS sealed FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS t (c, nr),
			  LATERAL (SELECT c ->> 'code' AS code, c ->> 'state' AS state) a, LATERAL (SELECT c ->> 'call' AS state) k,
			  LATERAL (SELECT (c ->> 'opens')::boolean AS has_opening) d ORDER BY nr`,
			[JSON.stringify(asked)]
		);
		const decided = cases.map((one) =>
			dossierSealed(flowOf({ workflow: workflowOf(one.stages) }), one.callState, one)
		);
		expect(answered.map(({ sealed }) => sealed)).toEqual(decided);
		expect(new Set(decided).size).toBe(2);
		expect(cases.length).toBeGreaterThan(300);
	});
});
