import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
	ColumnTypeEnum,
	DriverAdapterError,
	bindMigrationAwareSqlAdapterFactory
} from '@prisma/driver-adapter-utils';
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm';
import * as engineGlue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import { present } from '#lib/domain/shared/present.ts';

/** PostgreSQL's type of one byte, which its system catalogues use, and plain text. */
const ONE_BYTE_CHAR = 18;
const TEXT = 25;

let loaded: Promise<typeof engineGlue> | undefined;

/** The engine reports its own panics through this global, before it stops with a bare "unreachable". */
class PanicRegistry {
	set_message(message: string): void {
		process.emitWarning(message, { code: 'CHUAN_SCHEMA_ENGINE' });
	}
}

async function loadEngine(): Promise<typeof engineGlue> {
	const require = createRequire(import.meta.url);
	const folder = path.dirname(require.resolve('@prisma/schema-engine-wasm'));
	const { instance } = await WebAssembly.instantiate(
		await readFile(path.join(folder, 'schema_engine_bg.wasm')),
		{ './schema_engine_bg.js': engineGlue as unknown as WebAssembly.ModuleImports }
	);
	Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: new PanicRegistry() });
	engineGlue.__wbg_set_wasm(instance.exports);
	(instance.exports['__wbindgen_start'] as () => void)();
	return engineGlue;
}

/** PostgreSQL's complaint in the form that the engine records beside the failed migration. */
function asAdapterError(thrown: unknown): unknown {
	if (!(thrown instanceof pg.DatabaseError)) return thrown;
	return new DriverAdapterError({
		kind: 'postgres',
		code: thrown.code ?? 'XX000',
		severity: thrown.severity ?? 'ERROR',
		message: thrown.message,
		detail: thrown.detail,
		column: thrown.column,
		hint: thrown.hint,
		...present({ originalCode: thrown.code }),
		originalMessage: thrown.message
	});
}

/** Tells the adapter to read one-byte columns as text and remembers which they were. */
function watchOneByteColumns(pool: pg.Pool): { take(): ReadonlySet<number> } {
	let seen = new Set<number>();
	const query = pool.query.bind(pool) as (...args: readonly unknown[]) => Promise<pg.QueryResult>;
	pool.query = (async (...args: readonly unknown[]) => {
		const answer = await query(...args);
		// A script of several statements answers with several results, none of which is read here.
		if (Array.isArray(answer)) return answer;
		seen = new Set();
		for (const [index, field] of answer.fields.entries()) {
			if (field.dataTypeID !== ONE_BYTE_CHAR) continue;
			field.dataTypeID = TEXT;
			seen.add(index);
		}
		return answer;
	}) as typeof pool.query;
	return { take: () => seen };
}

/**
 * The adapter as the schema engine needs it. As published it
 * - splits a script at every semicolon, which tears function bodies apart: PostgreSQL takes it whole, as one
 *   transaction;
 * - refuses the one-byte columns of the system catalogues, which the engine reads as characters.
 * The pool must serve this engine alone.
 */
function adapterForEngine(pool: pg.Pool): PrismaPg {
	const factory = new PrismaPg(pool, { disposeExternalPool: false });
	const columns = watchOneByteColumns(pool);
	const connect = factory.connect.bind(factory);
	factory.connect = async () => {
		const adapter = await connect();
		adapter.executeScript = async (script) => {
			try {
				await pool.query(script);
			} catch (thrown) {
				throw asAdapterError(thrown);
			}
		};
		const queryRaw: SqlDriverAdapter['queryRaw'] = adapter.queryRaw.bind(adapter);
		adapter.queryRaw = async (asked) => {
			const answer = await queryRaw(asked);
			const oneByte = columns.take();
			return {
				...answer,
				columnTypes: answer.columnTypes.map((type, index) =>
					oneByte.has(index) ? ColumnTypeEnum.Character : type
				)
			};
		};
		return adapter;
	};
	// Migrations are replayed in the database that was opened, where the extensions already are.
	factory.connectToShadowDb = factory.connect;
	return factory;
}

/** Prisma's schema engine, the same that `prisma migrate` runs, over a pool of its own. */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
	// Its glue code keeps one instance for the whole process.
	loaded ??= loadEngine();
	const glue = await loaded;
	const adapter = bindMigrationAwareSqlAdapterFactory(adapterForEngine(pool));
	return glue.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
}
