import { AsyncLocalStorage } from 'node:async_hooks';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.ts';
import type { Prisma } from './generated/client.ts';
import { keepRaised } from './raised.ts';
import { preparedName, rowsInTurn, rowsOf } from './rows.ts';
import type { Rows } from './rows.ts';

export interface DatabaseOptions {
	/** `postgresql://` address; a Unix socket goes in `?host=/folder`. */
	readonly url: string;
	/** Shown in pg_stat_activity: which process asks. */
	readonly applicationName: string;
	/** Most connections held at once. */
	readonly poolSize?: number;
	/** How long one waits for a connection, ms. */
	readonly patienceMs?: number;
}

export interface Database {
	readonly prisma: PrismaClient;
	/** The same connections, for what takes a pool. */
	readonly pool: pg.Pool;
	/** The same connections, for SQL that Prisma cannot say or says in too many statements. */
	readonly rows: Rows;
	/** Runs in one transaction; `rows` and `tx` are on its connection. */
	transaction<T>(run: (tx: Prisma.TransactionClient, rows: Rows) => Promise<T>): Promise<T>;
	/** How long whoever waits longest for a connection has waited, ms; 0: nobody waits. */
	pressure(): number;
	close(): Promise<void>;
}

/** How long a question waits for a connection, ms, where nothing else is said. */
const PATIENCE_MS = 10_000;
/** How long a verb may run, ms. Locks are short; a verb that needs more is a bug. */
const VERB_MS = 30_000;

/** A transaction, its connection, and what PostgreSQL raised in it first: whatever follows only says that it has failed. */
interface Begun {
	client?: pg.PoolClient;
	raised?: pg.DatabaseError;
}

/** Prisma takes a client from the pool at the start of a transaction; whoever began it learns here which one. */
class TellingPool extends pg.Pool {
	readonly taken = new AsyncLocalStorage<Begun>();
	/** Which transaction each connection was taken for last. */
	readonly heldBy = new WeakMap<pg.PoolClient, Begun>();
	/** When each of those who wait began to; the pool serves them in this order. */
	readonly #waiting = new Map<symbol, number>();

	/** How long the first in line has waited, ms. */
	longestWait(): number {
		const [first] = this.#waiting.values();
		return first === undefined ? 0 : performance.now() - first;
	}

	override connect(): Promise<pg.PoolClient>;
	override connect(
		callback: (
			error: Error | undefined,
			client: pg.PoolClient | undefined,
			done: (release?: boolean | Error) => void
		) => void
	): void;
	override connect(
		callback?: (
			error: Error | undefined,
			client: pg.PoolClient | undefined,
			done: (release?: boolean | Error) => void
		) => void
	): Promise<pg.PoolClient> | void {
		const turn = Symbol();
		this.#waiting.set(turn, performance.now());
		if (callback !== undefined) {
			return super.connect((error, client, done) => {
				this.#waiting.delete(turn);
				callback(error, client, done);
			});
		}
		const begun = this.taken.getStore();
		return super
			.connect()
			.then((client) => {
				if (begun !== undefined) {
					begun.client ??= client;
					this.heldBy.set(client, begun);
				}
				return client;
			})
			.finally(() => this.#waiting.delete(turn));
	}
}

/**
 * How the portal's connections plan. Once: every statement is prepared and written for what it asks, and planning one
 * of fifteen tables takes longer than running it. For memory and solid disks, where a block elsewhere costs as much as
 * the next one.
 */
export const PLANNING = '-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1';

/**
 * Opens the database. Nothing is sent until the first query.
 * Statements are cut after 30 s, and a transaction left idle after 60 s, so that no lock outlives its owner.
 */
export function createDatabase(options: DatabaseOptions): Database {
	const pool = new TellingPool({
		connectionString: options.url,
		application_name: options.applicationName,
		max: options.poolSize ?? 10,
		connectionTimeoutMillis: options.patienceMs ?? PATIENCE_MS,
		idleTimeoutMillis: 30_000,
		statement_timeout: 30_000,
		options: PLANNING,
		idle_in_transaction_session_timeout: 60_000
	});
	// An idle connection that the server closed is replaced at the next query; without a listener it would
	// end the process. The query that meets a dead server reports it.
	pool.on('error', (error) => {
		process.emitWarning(`database connection lost: ${error.message}`, { code: 'CHUAN_DB_CONNECTION' });
	});
	pool.on('connect', (client) => {
		client.connection.on('errorMessage', (raised: pg.DatabaseError) => {
			const begun = pool.heldBy.get(client);
			if (begun !== undefined) begun.raised ??= raised;
		});
	});
	const prisma = new PrismaClient({
		adapter: new PrismaPg(pool, {
			disposeExternalPool: false,
			statementNameGenerator: ({ sql }) => preparedName(sql) ?? ''
		})
	});
	return {
		prisma,
		pool,
		rows: rowsOf(pool),
		transaction(run) {
			const begun: Begun = {};
			const transaction = pool.taken.run(begun, () =>
				prisma.$transaction(
					// Left before anything else runs: a second connection that the verb might take is not the transaction's.
					(tx) =>
						pool.taken.exit(() => {
							if (begun.client === undefined) throw new Error('a transaction began without a connection');
							return run(tx, rowsInTurn(begun.client));
						}),
					{ maxWait: options.patienceMs ?? PATIENCE_MS, timeout: VERB_MS }
				)
			);
			return transaction.catch((error: unknown) => {
				if (begun.raised !== undefined) keepRaised(error, begun.raised);
				throw error;
			});
		},
		pressure: () => pool.longestWait(),
		async close() {
			await prisma.$disconnect();
			await pool.end();
		}
	};
}
