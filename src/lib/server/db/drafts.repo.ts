import type { KnownWrite, RunRecord } from '#lib/domain/drafts/operations.ts';
import type { DraftsRepository } from '#lib/server/app/drafts/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

interface LedgerRow {
	readonly writes: readonly KnownWrite[];
	readonly runs: readonly RunRecord[];
}

export function draftsRepository(rows: Rows): DraftsRepository {
	return {
		async ledger({ id, part }, { after, runs, personId }) {
			const [row] = await rows<LedgerRow>(Prisma.sql`
				SELECT
				  coalesce((SELECT json_agg(json_build_object('path', w.path, 'revision', w.revision, 'run', w.run, 'number', w.number,
				      'personId', w.person_id, 'name', coalesce(p.full_name, ''), 'device', w.device, 'at', w.at))
				    FROM draft_write w LEFT JOIN person p ON p.id = w.person_id
				    WHERE w.object_id = ${id}::uuid AND w.part = ${part} AND w.revision > ${after}::int), '[]') AS writes,
				  coalesce((SELECT json_agg(json_build_object('run', r.run, 'settled', r.settled, 'applied', r.applied))
				    FROM draft_run r WHERE r.object_id = ${id}::uuid AND r.part = ${part} AND r.person_id = ${personId}::uuid
				      AND r.run = ANY(${[...runs]}::uuid[])), '[]') AS runs`);
			return row ?? { writes: [], runs: [] };
		},

		async record({ id, part }, { revision, personId, device, writes, runs }) {
			await rows(Prisma.sql`
				WITH gone AS (
				  DELETE FROM draft_write w USING unnest(${writes.map(({ path }) => path)}::text[]) AS place
				  WHERE w.object_id = ${id}::uuid AND w.part = ${part} AND starts_with(w.path, place || '/')
				    AND w.path <> ALL(${writes.map(({ path }) => path)}::text[])),
				written AS (
				  INSERT INTO draft_write (object_id, part, path, revision, run, number, operation_id, person_id, device, at)
				  SELECT ${id}::uuid, ${part}, v.path, ${revision}::int, v.run, v.number, v."operationId", ${personId}::uuid, ${device}::uuid, app_now()
				  FROM jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) AS v(path text, run uuid, number int, "operationId" uuid)
				  ON CONFLICT (object_id, part, path) DO UPDATE SET revision = EXCLUDED.revision, run = EXCLUDED.run, number = EXCLUDED.number,
				    operation_id = EXCLUDED.operation_id, person_id = EXCLUDED.person_id, device = EXCLUDED.device, at = EXCLUDED.at)
				INSERT INTO draft_run (object_id, part, run, person_id, settled, applied, at)
				SELECT ${id}::uuid, ${part}, v.run, ${personId}::uuid, v.settled, v.applied, app_now()
				FROM jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) AS v(run uuid, settled int, applied jsonb)
				ON CONFLICT (object_id, part, run, person_id) DO UPDATE SET settled = EXCLUDED.settled, applied = EXCLUDED.applied, at = EXCLUDED.at`);
		},

		async lastOperation(applicationId) {
			const [row] = await rows<{ operationId: string; at: Date }>(Prisma.sql`
				SELECT operation_id AS "operationId", at FROM draft_write
				WHERE object_id = ${applicationId}::uuid AND (part = 'budget' OR starts_with(part, 'section/'))
				ORDER BY at DESC, revision DESC, number DESC LIMIT 1`);
			return row;
		},

		async keyOf(personId) {
			const [row] = await rows<{ key: string }>(
				Prisma.sql`SELECT key FROM draft_key WHERE person_id = ${personId}::uuid`
			);
			return row?.key;
		},

		async makeKey(personId, key) {
			await rows(Prisma.sql`
				INSERT INTO draft_key (person_id, key, at) VALUES (${personId}::uuid, ${key}, app_now()) ON CONFLICT DO NOTHING`);
			const [row] = await rows<{ key: string }>(
				Prisma.sql`SELECT key FROM draft_key WHERE person_id = ${personId}::uuid`
			);
			if (row === undefined) throw new Error(`the key of ${personId} is not there`);
			return row.key;
		}
	};
}
