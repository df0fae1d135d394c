import pg from 'pg';

/**
 * Whether a demonstration was being built here when the start was killed: the clock of the database is still behind,
 * where only the building of a world puts it.
 */
export async function isUnfinished(url: string): Promise<boolean> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		const { rows } = await client.query<{ offset: string }>(
			'SELECT offset_sec::text AS offset FROM app_clock'
		);
		return rows[0]?.offset.startsWith('-') ?? false;
	} finally {
		await client.end();
	}
}

/**
 * Empties a database whose world was never finished, so that it can be built from the beginning: nobody has used it,
 * for the pages are served after the seed. As the owner, in one transaction; the guards are in force again at its end.
 */
export async function clearUnfinished(ownerUrl: string): Promise<void> {
	const client = new pg.Client({ connectionString: ownerUrl });
	await client.connect();
	try {
		await client.query('BEGIN');
		const { rows } = await client.query<{ name: string }>(
			`SELECT quote_ident(tablename) AS name FROM pg_tables
			 WHERE schemaname = 'public' AND tableowner = current_user AND tablename NOT LIKE '\\_%'`
		);
		const names = rows.map(({ name }) => name);
		for (const name of names) await client.query(`ALTER TABLE ${name} DISABLE TRIGGER USER`);
		await client.query(`TRUNCATE ${names.join(', ')}`);
		await client.query('INSERT INTO app_clock (id, offset_sec) VALUES (1, 0)');
		for (const name of names) await client.query(`ALTER TABLE ${name} ENABLE TRIGGER USER`);
		await client.query('COMMIT');
	} finally {
		await client.end();
	}
}
