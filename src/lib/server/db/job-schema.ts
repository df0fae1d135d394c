import { PgBoss } from 'pg-boss';
import pg from 'pg';

/** Schema of the job queue, made and migrated by the owner; the portal only works in it. */
export const JOB_SCHEMA = 'pgboss';

/**
 * Brings the job queue's own tables to the version of the packaged pg-boss.
 * @param url address of the role that owns the schema
 * @param appRole role that the worker runs as
 */
export async function prepareJobSchema(url: string, appRole: string): Promise<void> {
	const boss = new PgBoss({
		connectionString: url,
		schema: JOB_SCHEMA,
		supervise: false,
		schedule: false,
		max: 2
	});
	const failures: unknown[] = [];
	boss.on('error', (error) => failures.push(error));
	await boss.start();
	await boss.stop({ graceful: false, close: true });
	if (failures.length > 0) throw new AggregateError(failures, 'the job queue could not be prepared');

	const client = new pg.Client({ connectionString: url, application_name: 'chuan-migrate' });
	await client.connect();
	try {
		const role = client.escapeIdentifier(appRole);
		await client.query(`
			GRANT USAGE ON SCHEMA ${JOB_SCHEMA} TO ${role};
			GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${JOB_SCHEMA} TO ${role};
			GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${JOB_SCHEMA} TO ${role};
			GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${JOB_SCHEMA} TO ${role}`);
	} finally {
		await client.end();
	}
}
