import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flowOf } from '#lib/domain/flow/flow.ts';
import { seeded } from '../../support/definitions.ts';
import type { ProgrammeDefinition, Workflow } from '#lib/domain/definitions/definition.ts';
import { decidesOneByOne, listsTasks, sealsDossiers, surveysSites } from '#lib/server/db/flow-columns.ts';
import { freshDatabase } from '../../support/database.ts';
import type { TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
	database = await freshDatabase();
});
afterAll(() => database.close());

const sound = (['map', 'task', 'proposal'] as const).map(seeded);
const without = (definition: ProgrammeDefinition, change: Partial<Workflow>): ProgrammeDefinition => ({
	...definition,
	workflow: { ...definition.workflow, ...change }
});
const definitions = sound.flatMap((definition) => [
	definition,
	without(definition, { surveys: !definition.workflow.surveys }),
	without(definition, { stages: definition.workflow.stages.filter(({ key }) => key !== 'opening') })
]);

describe('columns that lists ask of a definition', () => {
	it('say what the flow says of its document', async () => {
		const { rows } = await database.owner.query<Record<string, boolean>>(
			`WITH d AS (INSERT INTO programme_definition (id, key, version, schema_version, document, hash, created_at)
			  SELECT gen_random_uuid(), 'X', n, 1, doc, 'h', app_now() FROM unnest($1::jsonb[]) WITH ORDINALITY AS t (doc, n) RETURNING *)
			 SELECT ${decidesOneByOne.sql} AS one, ${listsTasks.sql} AS lists, ${surveysSites.sql} AS surveys, ${sealsDossiers.sql} AS seals
			 FROM d ORDER BY version`,
			[definitions.map(({ workflow }) => ({ workflow }))]
		);
		expect(rows).toEqual(
			definitions.map((definition) => {
				const flow = flowOf(definition);
				return {
					one: flow.decides === 'one_by_one',
					lists: flow.listsTasks,
					surveys: flow.surveys,
					seals: flow.seals
				};
			})
		);
		expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBeGreaterThan(5);
	});
});
