import type { OperationsRepository, RunningFacts } from '#lib/server/app/operations/ports.ts';
import type { RecordedAlarm } from '#lib/server/app/operations/ports.ts';
import type { BackupFacts } from '#lib/domain/operations/readiness.ts';
import { notKeptIn } from './object-checks.repo.ts';
import { Prisma } from './generated/client.ts';
import type { Rows } from './rows.ts';

/** Files of papers that are tried again and again are looked at by a person after so many attempts. */
const MANY_TRIES = 5;

export function operationsRepository(rows: Rows): OperationsRepository {
	return {
		async running() {
			const [row] = await rows<RunningFacts>(Prisma.sql`
				SELECT app_now() AS now, clock_timestamp() AS "machineNow", current_setting('server_version') AS server,
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
		},

		async backup(place) {
			const notKept = notKeptIn(place ?? '');
			const [row] = await rows<BackupFacts>(Prisma.sql`
				SELECT current_setting('archive_mode') <> 'off' AS archives,
				  extract(epoch FROM clock_timestamp() - a.last_archived_time)::int AS "archivedFor",
				  coalesce(a.last_failed_time > coalesce(a.last_archived_time, '-infinity'), false) AS "archiveFails",
				  greatest(coalesce(${segmentOf(WRITTEN)} - ${segmentOf(Prisma.sql`a.last_archived_wal`)} - 1, 0), 0)::int AS "segmentsBehind",
				  ${hoursSince(Prisma.sql`(SELECT max(ended_at) FROM upkeep_report WHERE kind = 'base' AND sound)`)} AS "baseHours",
				  coalesce(${hoursSince(Prisma.sql`(SELECT min(at) FROM audit_entry)`)}, 0) AS "portalHours",
				  (SELECT count(*)::int FROM ${notKept}) AS "notKept",
				  (SELECT extract(epoch FROM app_now() - min(f.named_at))::int FROM ${notKept}) AS "notKeptFor",
				  ${lastReport('verify')} AS verified, ${lastReport('drill')} AS drilled
				FROM pg_stat_archiver a`);
			if (row === undefined) throw new Error('the database answered no row about its archive');
			return row;
		},

		alarms: (limit) =>
			rows<RecordedAlarm>(
				Prisma.sql`SELECT ${ALARM} FROM portal_alarm ORDER BY ended_at IS NOT NULL, since DESC, id LIMIT ${limit}`
			),

		async raiseAlarm({ id, kind }) {
			const [row] = await rows<{ since: Date }>(Prisma.sql`INSERT INTO portal_alarm (id, kind, since)
				VALUES (${id}::uuid, ${kind}, app_now()) ON CONFLICT DO NOTHING RETURNING since`);
			return row?.since;
		},

		async endAlarm(kind) {
			const [row] = await rows<
				RecordedAlarm & { readonly endedAt: Date }
			>(Prisma.sql`UPDATE portal_alarm SET ended_at = app_now()
				WHERE kind = ${kind} AND ended_at IS NULL RETURNING ${ALARM}`);
			return row;
		}
	};
}

const ALARM = Prisma.sql`id, kind, since, ended_at AS "endedAt"`;
const WRITTEN = Prisma.sql`pg_walfile_name(pg_current_wal_lsn())`;

/** Number of a segment by its name; null for a file of another kind. */
const segmentOf = (name: Prisma.Sql): Prisma.Sql => Prisma.sql`(CASE WHEN ${name} ~ '^[0-9A-F]{24}' THEN
	('x' || substr(${name}, 9, 8))::bit(32)::bigint * (4294967296 / pg_size_bytes(current_setting('wal_segment_size')))
	  + ('x' || substr(${name}, 17, 8))::bit(32)::bigint END)`;

const hoursSince = (at: Prisma.Sql): Prisma.Sql =>
	Prisma.sql`floor(extract(epoch FROM app_now() - ${at}) / 3600)::int`;

const lastReport = (kind: 'verify' | 'drill'): Prisma.Sql => Prisma.sql`(
	SELECT jsonb_build_object('sound', sound, 'hours', ${hoursSince(Prisma.sql`ended_at`)})
	FROM upkeep_report WHERE kind = ${kind} ORDER BY ended_at DESC, id DESC LIMIT 1)`;
