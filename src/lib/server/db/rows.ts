import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Prisma } from './generated/client.ts';

/**
 * Asks one statement in SQL, beside Prisma: for what every request asks, and for what one statement says better than
 * a tree of queries. Values come as JavaScript has them: bigint for int8, text for date, Date for an instant.
 */
export type Rows = <Row extends object>(statement: Prisma.Sql) => Promise<Row[]>;

const INT8: number = 20;
const INT8_LIST: number = 1016;
const DATE: number = 1082;
const textOfDate = (text: string): string => text;
const bigints = (text: string): bigint[] => (text === '{}' ? [] : text.slice(1, -1).split(',').map(BigInt));

const types: pg.CustomTypesConfig = {
	getTypeParser(oid, format): (text: string) => unknown {
		if (oid === INT8) return BigInt;
		if (oid === INT8_LIST) return bigints;
		if (oid === DATE) return textOfDate;
		return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
	}
};

/** Each connection keeps what it has prepared: no more texts than a portal has, or a text made of data would fill it. */
const MOST_PREPARED = 1000;
const names = new Map<string, string>();

/** The name under which a connection keeps a statement, so that it is parsed and planned once and not at every visit. */
export function preparedName(text: string): string | undefined {
	const known = names.get(text);
	if (known !== undefined || names.size >= MOST_PREPARED) return known;
	const name = `c${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
	names.set(text, name);
	return name;
}

export function rowsOf(connection: Pick<pg.Pool, 'query'>): Rows {
	return async <Row extends object>({ text, values }: Prisma.Sql): Promise<Row[]> => {
		const answer = await connection.query<Row>({ name: preparedName(text), text, values, types });
		return answer.rows;
	};
}

/** The same on the client that holds a transaction: what is asked at once is asked in turn, as the line carries it. */
export function rowsInTurn(client: pg.PoolClient): Rows {
	const rows = rowsOf(client);
	let last: Promise<unknown> = Promise.resolve();
	return <Row extends object>(statement: Prisma.Sql): Promise<Row[]> => {
		const ask = (): Promise<Row[]> => rows<Row>(statement);
		// Whoever asked before hears of a failure; the next question is asked all the same.
		const answer = last.then(ask, ask);
		last = answer;
		return answer;
	};
}
