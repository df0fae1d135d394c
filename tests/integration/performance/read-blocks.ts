import type pg from 'pg';
import type { Rows } from '../../../src/lib/server/db/rows.ts';

/** How many blocks the statements of a question read, as the portal's connections plan them: once, for any value. */
export async function blocksRead(client: pg.Client, ask: (rows: Rows) => Promise<unknown>): Promise<number> {
	let read = 0;
	const explained: Rows = async <Row extends object>(statement: {
		text: string;
		values: unknown[];
	}): Promise<Row[]> => {
		await client.query(`PREPARE asked AS ${statement.text}`);
		const values = statement.values.map((value) =>
			value === null
				? 'NULL'
				: client.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value))
		);
		const asked = values.length === 0 ? 'asked' : `asked(${values.join(', ')})`;
		const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Record<string, number> }[] }>(
			`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE ${asked}`
		);
		await client.query('DEALLOCATE asked');
		const plan = rows[0]?.['QUERY PLAN'][0]?.Plan;
		read += (plan?.['Shared Hit Blocks'] ?? Number.NaN) + (plan?.['Shared Read Blocks'] ?? Number.NaN);
		return [];
	};
	await ask(explained);
	return read;
}
