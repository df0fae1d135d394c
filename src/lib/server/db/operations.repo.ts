import type { OperationsRepository, RunningFacts } from '#lib/server/app/operations/ports.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** Files of papers that are tried again and again are looked at by a person after so many attempts. */
const MANY_TRIES = 5;

export function operationsRepository(rows: Rows): OperationsRepository {
	return {
		async running() {
			const [row] = await rows<RunningFacts>(Prisma.sql`
				SELECT app_now() AS now, current_setting('server_version') AS server,
				  (SELECT count(*)::int FROM active_administrators() AS person_id JOIN account a USING (person_id)
				    WHERE a.password_hash <> '') AS administrators,
				  (SELECT count(*)::int FROM mail_message WHERE state = 'queued') AS "mailQueued",
				  (SELECT extract(epoch FROM app_now() - min(created_at))::int FROM mail_message WHERE state = 'queued') AS "mailWaits",
				  (SELECT count(*)::int FROM mail_message WHERE state = 'failed') AS "mailFailed",
				  (SELECT count(*)::int FROM object_check WHERE state <> 'sound')
				    + (SELECT count(*)::int FROM record_file_check WHERE state <> 'sound') AS "filesDamaged",
				  (SELECT count(*)::int FROM record_file WHERE made_at IS NULL) AS "papersWaiting",
				  (SELECT count(*)::int FROM record_file WHERE made_at IS NULL AND tries >= ${MANY_TRIES}::int) AS "papersStuck",
				  (SELECT count(*)::int FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)) AS unsealed,
				  (SELECT extract(epoch FROM app_now() - min(e.at))::int FROM audit_entry e
				    WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)) AS "unsealedFor",
				  (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections`);
			if (row === undefined) throw new Error('the database answered no row about itself');
			return row;
		}
	};
}
